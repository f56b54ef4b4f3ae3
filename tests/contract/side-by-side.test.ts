/** Realities of a workspace side by side: made at once, compared, a command run in each, one taken. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import type { OpenedSceneDocument, Workspace } from '../../host/workspace/workspace.ts'
import type { CommandEvent, CommandOutcome } from '../../shared/contract/side-by-side.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { LEVEL, nodeNamed, openReadable, type TestProject, testProject } from './workspace-setup.ts'

const at = (x: number) => LEVEL.replace('Vector2(10, 20)', `Vector2(${x}, 0)`)

async function moveIn(workspace: Workspace, path: string, name: string, x: number) {
  using opened: OpenedSceneDocument = await openReadable(workspace, path)
  setProperty(opened.editor, [nodeNamed(opened, name)], 'position', `Vector2(${x}, 0)`)
  await workspace.whenSettled()
}

async function switchTo(project: TestProject, workspace: Workspace, id: string): Promise<Workspace> {
  await workspace.leaveFor(id)
  await workspace[Symbol.asyncDispose]()
  const next = await project.open()
  await next.whenSettled()
  return next
}

/** main, and three forks of it: the first moved the player, the second has another file and text, the third nothing. */
async function three(project: TestProject) {
  let workspace = await project.open()
  const [one, two, idle] = (await workspace.sideBySide.try({ count: 3 })).map(({ id }) => id)
  if (one === undefined || two === undefined || idle === undefined) throw new Error('three were to be made')
  workspace = await switchTo(project, workspace, one)
  await moveIn(workspace, 'level.tscn', 'Player', 5)
  workspace = await switchTo(project, workspace, two)
  project.write('extra.bin', new Uint8Array([0, 1, 2]))
  project.write('notes.txt', 'second\n')
  await workspace.rescan()
  await workspace.whenSettled()
  workspace = await switchTo(project, workspace, 'main')
  return { workspace, one, two, idle }
}

const files = { 'level.tscn': LEVEL, 'notes.txt': 'first\n', 'art/a.png': 'png' }

/** Folders of commands are made below one of our own, to see that they go. */
function ownTemporaryFolder(): string {
  const folder = temporaryFolder()
  vi.stubEnv('TMPDIR', folder.path)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    folder[Symbol.dispose]()
  })
  return folder.path
}

function node(script: string): string {
  return `"${process.execPath}" -e '${script}'`
}

async function outcomes(events: AsyncIterable<CommandEvent>): Promise<Map<string, CommandOutcome>> {
  const found = new Map<string, CommandOutcome>()
  for await (const event of events) if (event.kind === 'done') found.set(event.outcome.reality, event.outcome)
  return found
}

test('RTY12 several are made at once from one state, and know one another', async () => {
  await using project = testProject({ 'level.tscn': LEVEL })
  const workspace = await project.open()
  const made = await workspace.sideBySide.try({ names: ['Low', 'High'] })
  expect(made).toMatchObject([
    { name: 'Low', parent: 'main', changedFiles: 0 },
    { name: 'High', parent: 'main', changedFiles: 0 },
  ])
  expect(made[0]?.tried).toMatch(/./)
  expect(made[1]?.tried).toBe(made[0]?.tried)
  const more = await workspace.sideBySide.try({ count: 2 }, made[0]?.id)
  expect(more).toMatchObject([{ name: 'try-1', parent: made[0]?.id }, { name: 'try-2' }])
  expect(more[0]?.tried).not.toBe(made[0]?.tried)
  expect((await workspace.realities.create({ name: 'Alone' })).tried).toBeNull()
  const many = Array.from({ length: 20 }, (_, i) => `many ${i}`)
  const listed = (await workspace.sideBySide.try({ names: many })) && workspace.realities.graph().realities
  expect(listed.map(({ name }) => name).filter(name => name.startsWith('many'))).toEqual(many)
})

test('RTY13 what differs is laid side by side, each against its parent', async () => {
  await using project = testProject(files)
  const { workspace, one, two, idle } = await three(project)
  const matrix = await workspace.sideBySide.matrix([one, two, idle, 'main'])
  expect(matrix.realities).toMatchObject([
    { id: one, name: 'try-1', parent: 'main', counts: { changed: 1, added: 0 } },
    { id: two, counts: { changed: 1, added: 1 } },
    { id: idle, counts: { changed: 0, added: 0, removed: 0, moved: 0 } },
    { id: 'main', parent: null, counts: { changed: 0 } },
  ])
  const kinds = matrix.files.map(({ path, cells }) => [path, cells.map(cell => cell?.kind ?? null)])
  expect(kinds).toEqual([
    ['res://extra.bin', [null, 'added', null, null]],
    ['res://level.tscn', ['changed', null, null, null]],
    ['res://notes.txt', [null, 'changed', null, null]],
  ])
  expect(matrix.files[1]?.cells[0]).toMatchObject({ changed: 1, registers: 1 })
  await expect(workspace.sideBySide.matrix(['nowhere'])).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('RTY14 a command sees the files of its reality, and what it makes of them is told and not taken in', async () => {
  const temporary = ownTemporaryFolder()
  await using project = testProject(files)
  const { workspace, one, two, idle } = await three(project)
  // Not in its file yet: copies are made of what the documents say.
  using opened = await openReadable(workspace, 'level.tscn')
  setProperty(opened.editor, [nodeNamed(opened, 'Player')], 'position', 'Vector2(7, 0)')
  const script = `
    const fs = require("fs"); fs.appendFileSync("notes.txt", "more"); fs.rmSync("art/a.png"); fs.mkdirSync("out");
    fs.writeFileSync("out/made", "x"); fs.mkdirSync(".godot"); fs.writeFileSync(".godot/cache", "x");
    console.log(process.env.WEFT_REALITY, fs.readFileSync("level.tscn", "utf8").match(/Vector2.*/)[0], fs.existsSync("extra.bin"), fs.readFileSync("notes.txt", "utf8"))`
  const asked = { ids: [one, two, idle, 'main'], command: node(script), timeoutMs: 60_000 }
  const told = await outcomes(workspace.sideBySide.run(asked, undefined))
  expect(told.get(one)).toMatchObject({ end: 'exited', exitCode: 0, output: 'try-1 Vector2(5, 0) false first\nmore\n' })
  expect(told.get(two)?.output).toBe('try-2 Vector2(10, 20) true second\nmore\n')
  expect(told.get(idle)?.output).toBe('try-3 Vector2(10, 20) false first\nmore\n')
  expect(told.get('main')?.output).toBe('main Vector2(7, 0) false first\nmore\n')
  expect(told.get(two)).toMatchObject({
    fileCount: 3,
    files: [
      { path: 'art/a.png', kind: 'removed' },
      { path: 'notes.txt', kind: 'changed' },
      { path: 'out/made', kind: 'added' },
    ],
  })
  expect(readdirSync(temporary).filter(name => name.startsWith('weft-reality-'))).toEqual([])
  // Copies, not links: what the command wrote is not in the project.
  expect(project.read('notes.txt')).toBe('first\n')
  expect(project.exists('art/a.png')).toBe(true)
})

test('RTY14 commands end when nobody listens any more, and when the workspace is closed', async () => {
  const temporary = ownTemporaryFolder()
  await using project = testProject(files)
  const workspace = await project.open()
  const [one] = await workspace.sideBySide.try({ names: ['A', 'B'] })
  const command = node('console.log("up"); setInterval(() => {}, 1000)')
  const asked = { ids: [one?.id ?? ''], command, timeoutMs: 60_000 }
  for await (const event of workspace.sideBySide.run(asked, undefined)) {
    if (event.kind === 'output') break
  }
  expect(readdirSync(temporary).filter(name => name.startsWith('weft-reality-'))).toEqual([])
  const seen: CommandEvent[] = []
  for await (const event of workspace.sideBySide.run(asked, undefined)) {
    seen.push(event)
    if (event.kind === 'output') await workspace[Symbol.asyncDispose]()
  }
  expect(seen.at(-1)).toMatchObject({ kind: 'done', outcome: { end: 'cancelled' } })
})

test('RTY14 a command that cannot be read is refused before anything is done', async () => {
  await using project = testProject(files)
  const workspace = await project.open()
  const asked = { ids: ['main'], command: 'a | b', timeoutMs: 60_000 }
  expect(() => workspace.sideBySide.run(asked, undefined)).toThrow('Only a shell')
})

test('RTY15 one is taken and the others go in one step; a dry run changes nothing, and all of it can be taken back', async () => {
  await using project = testProject(files)
  const { workspace, one, two, idle } = await three(project)
  const asked = { id: one, drop: [two, idle], strategy: 'auto', isDryRun: false } as const
  const dry = await workspace.sideBySide.apply({ ...asked, isDryRun: true })
  expect(dry).toMatchObject({
    merge: null,
    preview: { into: 'main', contested: 0, files: [{ path: 'res://level.tscn' }] },
    dropped: [
      { id: two, isDropped: false, onlyThere: [{ path: 'res://extra.bin' }, { path: 'res://notes.txt' }] },
      { id: idle, isDropped: false, onlyThere: [] },
    ],
  })
  const statusOf = (id: string) => workspace.realities.graph().realities.find(reality => reality.id === id)?.status
  expect([one, two, idle].map(statusOf)).toEqual(['open', 'open', 'open'])
  expect(workspace.sideBySide.lastApplied()).toBeNull()
  const applied = await workspace.sideBySide.apply(asked)
  await workspace.whenSettled()
  expect(applied.merge).toMatchObject({ from: one, into: 'main', status: 'done', files: 1 })
  expect([one, two, idle].map(statusOf)).toEqual(['merged', 'dropped', 'dropped'])
  expect(project.read('level.tscn')).toBe(at(5))
  expect(workspace.sideBySide.lastApplied()).toEqual({ merge: applied.merge?.id, name: 'try-1', dropped: [two, idle] })
  await workspace.sideBySide.undoApply()
  await workspace.whenSettled()
  expect([one, two, idle].map(statusOf)).toEqual(['open', 'open', 'open'])
  expect(project.read('level.tscn')).toBe(LEVEL)
  expect(workspace.sideBySide.lastApplied()).toBeNull()
  await expect(workspace.sideBySide.undoApply()).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('RTY15 neither the one that is taken nor the one that has the folder is dropped', async () => {
  await using project = testProject(files)
  const workspace = await project.open()
  const [a, b] = (await workspace.sideBySide.try({ names: ['A', 'B'] })).map(({ id }) => id)
  const asked = { id: a ?? '', strategy: 'auto', isDryRun: false } as const
  await expect(workspace.sideBySide.apply({ ...asked, drop: [a ?? ''] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(workspace.sideBySide.apply({ ...asked, drop: [b ?? '', 'main'] })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
  expect(workspace.realities.graph().realities.map(({ status }) => status)).toEqual(['open', 'open', 'open'])
  expect(workspace.realities.graph().merges).toEqual([])
  expect(existsSync(join(project.folder, '.weft'))).toBe(true)
})

test('RTY20 what a window started goes on without it, is stopped by anybody, and how it ended is kept over restarts', async () => {
  ownTemporaryFolder()
  await using project = testProject(files)
  const { workspace, one, two, idle } = await three(project)
  const { runs } = workspace.sideBySide
  expect(runs.state()).toEqual({ command: '', isRunning: false, runs: {} })
  expect(() => runs.start({ ids: ['nowhere'], command: 'x', timeoutMs: 1000 })).toThrow('not here')
  const command = node('console.log("ran"); process.exit(process.env.WEFT_REALITY === "try-2" ? 3 : 0)')
  runs.start({ ids: [one, two], command, timeoutMs: 60_000 })
  expect(runs.state()).toMatchObject({ command, isRunning: true })
  const isOver = (each: Workspace) => () => !each.sideBySide.runs.state().isRunning
  await expect.poll(isOver(workspace), { timeout: 30_000 }).toBe(true)
  const ended = {
    [one]: { status: 'done', outcome: { end: 'exited', exitCode: 0, output: 'ran\n' } },
    [two]: { status: 'done', outcome: { end: 'exited', exitCode: 3 } },
  }
  expect(runs.state()).toMatchObject({ command, isRunning: false, runs: ended })

  await workspace[Symbol.asyncDispose]()
  const again = await project.open()
  expect(again.sideBySide.runs.state()).toMatchObject({ command, isRunning: false, runs: ended })

  const endless = node('console.log("begun"); setInterval(() => {}, 1000)')
  const isBegun = (id: string) => () => {
    const state = again.sideBySide.runs.state().runs[id]
    return state?.status === 'running' && state.output
  }
  again.sideBySide.runs.start({ ids: [idle], command: endless, timeoutMs: 60_000 })
  await expect.poll(isBegun(idle), { timeout: 30_000 }).toBe('begun\n')
  expect(Object.keys(again.sideBySide.runs.state().runs)).toEqual([idle])
  again.sideBySide.runs.stop()
  await expect.poll(isOver(again), { timeout: 30_000 }).toBe(true)
  expect(again.sideBySide.runs.state().runs[idle]).toMatchObject({ status: 'done', outcome: { end: 'cancelled' } })

  again.sideBySide.runs.start({ ids: [one], command: endless, timeoutMs: 60_000 })
  await expect.poll(isBegun(one), { timeout: 30_000 }).toBe('begun\n')
  await again[Symbol.asyncDispose]()
  const third = await project.open()
  expect(third.sideBySide.runs.state()).toMatchObject({
    command: endless,
    isRunning: false,
    runs: { [one]: { status: 'done', outcome: { end: 'cancelled' } } },
  })
})
