/** A host that is killed while it merges a reality, or gives the folder to one: the old or the new, never a mixture. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { sceneTextAt } from '../../host/history/moment.ts'
import { lineageOf, openRealityStore } from '../../host/storage/reality-store.ts'
import { openSqliteStore } from '../../host/storage/sqlite-store.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { LEVEL, nodeNamed, openReadable, type TestProject, testProject } from './workspace-setup.ts'

vi.setConfig({ testTimeout: 120_000 })

const SCENES = Array.from({ length: 12 }, (_, i) => `s${i}.tscn`)
const NEW = LEVEL.replace('Vector2(10, 20)', 'Vector2(7, 7)')
/** After "begin"; the whole takes some hundred milliseconds. */
const MOMENTS = [0, 20, 80]

/** Every scene was moved in Night, and nothing in main, which has the folder. */
async function forked(project: TestProject): Promise<string> {
  const main = await project.open()
  const { id } = await main.realities.create({ name: 'Night' })
  await main.leaveFor(id)
  await main[Symbol.asyncDispose]()
  const night = await project.open()
  for (const path of SCENES) {
    using opened = await openReadable(night, path)
    setProperty(opened.editor, [nodeNamed(opened, 'Player')], 'position', 'Vector2(7, 7)')
  }
  await night.whenSettled()
  await night.leaveFor('main')
  await night[Symbol.asyncDispose]()
  const again = await project.open()
  await again.whenSettled()
  await again[Symbol.asyncDispose]()
  return id
}

async function killed(project: TestProject, what: string, reality: string, afterMs: number): Promise<void> {
  using profile = temporaryFolder()
  const words = [join(import.meta.dirname, 'reality-child.ts'), project.folder, profile.path, what, reality]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'begin') break
  }
  // reason: a kill at no moment in particular is what is tried here; no event says when.
  await wait(afterMs)
  child.kill('SIGKILL')
  await ended
}

test('RTY4: killed while it merges, main has none of it or all of it, and all once a job was recorded', async () => {
  await using template = testProject(Object.fromEntries(SCENES.map(path => [path, LEVEL])))
  const id = await forked(template)
  for (const moment of MOMENTS) {
    await using project = testProject({})
    cpSync(template.folder, project.folder, { recursive: true })
    await killed(project, 'merge', id, moment)
    let isBegun: boolean
    {
      using disk = openSqliteStore(join(project.folder, '.weft', 'weft.db'))
      const store = openRealityStore(disk, lineageOf(disk, 'main'))
      const scenes = store.documents.all().filter(row => row.seed !== null)
      const texts = scenes.map(({ id: document }) => sceneTextAt(store, document, store.log.last(document), {}).text)
      expect(scenes).toHaveLength(SCENES.length)
      expect([LEVEL, NEW]).toContain(texts[0])
      expect(new Set(texts).size).toBe(1)
      isBegun = disk.merges.all().length > 0
      if (!isBegun) expect(texts[0]).toBe(LEVEL)
    }
    await using workspace = await project.open()
    await workspace.whenSettled()
    for (const path of SCENES) expect(project.read(path)).toBe(isBegun ? NEW : LEVEL)
    expect(workspace.realities.graph().merges.map(merge => merge.status)).toEqual(isBegun ? ['done'] : [])
  }
})

test('RTY3: killed while the folder goes to another reality, it opens as the one or the other, every file', async () => {
  await using template = testProject(Object.fromEntries(SCENES.map(path => [path, LEVEL])))
  const id = await forked(template)
  for (const moment of MOMENTS) {
    await using project = testProject({})
    cpSync(template.folder, project.folder, { recursive: true })
    await killed(project, 'switch', id, moment)
    await using workspace = await project.open()
    await workspace.whenSettled()
    const expected = workspace.reality.id === id ? NEW : LEVEL
    for (const path of SCENES) expect(project.read(path)).toBe(expected)
    for (const [reality, text] of [['main', LEVEL] as const, [id, NEW] as const]) {
      const there = await workspace.history.sceneAt('res://s0.tscn', { kind: 'reality', id: reality })
      expect(there.text).toBe(text)
    }
  }
})
