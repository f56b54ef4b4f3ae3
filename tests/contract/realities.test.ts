/** Realities of a project folder: forked, switched, compared, merged, thrown away (docs/spec/realities.md). */
import { describe, expect, test } from 'vitest'
import { openSqliteStore } from '../../host/storage/sqlite-store.ts'
import type { OpenedSceneDocument, Workspace } from '../../host/workspace/workspace.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import { LEVEL, nodeNamed, openReadable, type TestProject, testProject } from './workspace-setup.ts'

const at = (x: number) => LEVEL.replace('Vector2(10, 20)', `Vector2(${x}, 0)`)

function move(opened: OpenedSceneDocument, name: string, x: number) {
  setProperty(opened.editor, [nodeNamed(opened, name)], 'position', `Vector2(${x}, 0)`)
}

async function moveIn(workspace: Workspace, path: string, name: string, x: number) {
  using opened = await openReadable(workspace, path)
  move(opened, name, x)
  await workspace.whenSettled()
}

/** As the host does it. */
async function switchTo(project: TestProject, workspace: Workspace, id: string): Promise<Workspace> {
  await workspace.leaveFor(id)
  await workspace[Symbol.asyncDispose]()
  const next = await project.open()
  await next.whenSettled()
  return next
}

describe('forking and switching', () => {
  test('RTY1, RTY2: a fork copies nothing, and neither side sees what the other writes', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    let workspace = await project.open()
    await moveIn(workspace, 'level.tscn', 'Player', 1)
    const night = await workspace.realities.create({ name: 'Night' })
    expect(night).toMatchObject({ name: 'Night', parent: 'main', status: 'open', changedFiles: 0, isCurrent: false })
    await moveIn(workspace, 'level.tscn', 'Player', 2)
    workspace = await switchTo(project, workspace, night.id)
    expect(workspace.reality).toEqual({ id: night.id, name: 'Night' })
    expect(project.read('level.tscn')).toBe(at(1))
    await moveIn(workspace, 'level.tscn', 'Player', 3)
    expect(project.read('level.tscn')).toBe(at(3))
    expect(workspace.realities.graph().realities.find(one => one.id === night.id)).toMatchObject({ changedFiles: 1 })
    workspace = await switchTo(project, workspace, 'main')
    expect(project.read('level.tscn')).toBe(at(2))
    expect((await workspace.history.sceneAt('res://level.tscn', { kind: 'reality', id: night.id })).text).toBe(at(3))
    workspace = await switchTo(project, workspace, night.id)
    expect(project.read('level.tscn')).toBe(at(3))
    expect(project.read('other.tscn')).toBe(LEVEL)
    // One life: the moments before the fork are the parent's.
    const line = workspace.history.timeline('res://level.tscn', { limit: 9, slices: 1 })
    expect(line.entries.map(entry => entry.sequence)).toEqual([2, 1])
    expect((await workspace.history.sceneAt('res://level.tscn', { kind: 'moment', sequence: 1 })).text).toBe(at(1))
  })

  test('RTY3: files of the one go and those of the other come, moved ones too, and other bytes', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'art/boat.png': 'old bytes', 'notes.txt': 'main' })
    let workspace = await project.open()
    const { id } = await workspace.realities.create({ name: 'Night' })
    workspace = await switchTo(project, workspace, id)
    project.write('moon.tscn', LEVEL.replace('Level', 'Moon'))
    project.write('art/boat.png', 'new bytes')
    project.write('sky.txt', 'only here')
    await workspace.rescan()
    await workspace.whenSettled()
    await moveIn(workspace, 'moon.tscn', 'Player', 7)
    project.remove('notes.txt')
    project.rename('level.tscn', 'levels/level.tscn')
    await workspace.rescan()
    await workspace.whenSettled()
    workspace = await switchTo(project, workspace, 'main')
    expect(project.exists('moon.tscn')).toBe(false)
    expect(project.exists('sky.txt')).toBe(false)
    expect(project.exists('levels/level.tscn')).toBe(false)
    expect(project.read('level.tscn')).toBe(LEVEL)
    expect(project.read('art/boat.png')).toBe('old bytes')
    expect(project.read('notes.txt')).toBe('main')
    workspace = await switchTo(project, workspace, id)
    expect(project.read('moon.tscn')).toBe(LEVEL.replace('Level', 'Moon').replace('Vector2(10, 20)', 'Vector2(7, 0)'))
    expect(project.read('sky.txt')).toBe('only here')
    expect(project.read('art/boat.png')).toBe('new bytes')
    expect(project.exists('notes.txt')).toBe(false)
    expect(project.read('levels/level.tscn')).toBe(LEVEL)
    expect(project.exists('level.tscn')).toBe(false)
  })

  test('a program that saves the copy it opened in the other reality brings only its own change', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    let workspace = await project.open()
    const { id } = await workspace.realities.create({ name: 'Night' })
    await moveIn(workspace, 'level.tscn', 'Player', 5)
    workspace = await switchTo(project, workspace, id)
    expect(project.read('level.tscn')).toBe(LEVEL)
    project.write('level.tscn', at(5).replace('Vector2(30, 40)', 'Vector2(31, 41)'))
    await workspace.rescan()
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL.replace('Vector2(30, 40)', 'Vector2(31, 41)'))
  })

  test('realities of realities read through both forks', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    let workspace = await project.open()
    await moveIn(workspace, 'other.tscn', 'Player', 1)
    const night = await workspace.realities.create({ name: 'Night' })
    workspace = await switchTo(project, workspace, night.id)
    await moveIn(workspace, 'level.tscn', 'Player', 2)
    const storm = await workspace.realities.create({ name: 'Storm' })
    await moveIn(workspace, 'level.tscn', 'Player', 3)
    workspace = await switchTo(project, workspace, storm.id)
    expect(project.read('level.tscn')).toBe(at(2))
    expect(project.read('other.tscn')).toBe(at(1))
    expect(workspace.realities.graph().realities.map(one => [one.name, one.parent])).toEqual([
      ['main', null],
      ['Night', 'main'],
      ['Storm', night.id],
    ])
  })

  test('RTY3: killed after the switch was recorded, the folder is the new one’s when it opens', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    let workspace = await project.open()
    const { id } = await workspace.realities.create({ name: 'Night' })
    await moveIn(workspace, 'level.tscn', 'Player', 5)
    await workspace.leaveFor(id)
    await workspace[Symbol.asyncDispose]()
    // Nothing was written yet, and somebody edits the file that is still the old one's.
    expect(project.read('level.tscn')).toBe(at(5))
    project.write('level.tscn', at(5).replace('Vector2(30, 40)', 'Vector2(31, 41)'))
    workspace = await project.open()
    await workspace.whenSettled()
    expect(workspace.reality.id).toBe(id)
    expect(project.read('level.tscn')).toBe(LEVEL.replace('Vector2(30, 40)', 'Vector2(31, 41)'))
  })

  test('an edit that comes after the switch was recorded is kept where it was made, and out of the folder', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    let workspace = await project.open()
    const { id } = await workspace.realities.create({ name: 'Night' })
    using opened = await openReadable(workspace, 'level.tscn')
    move(opened, 'Player', 5)
    await workspace.leaveFor(id)
    move(opened, 'Player', 6)
    await workspace.whenSettled()
    await workspace[Symbol.asyncDispose]()
    workspace = await project.open()
    await workspace.whenSettled()
    expect(project.read('level.tscn')).toBe(LEVEL)
    workspace = await switchTo(project, workspace, 'main')
    expect(project.read('level.tscn')).toBe(at(6))
  })

  test('a reality that is not there cannot be gone to', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    const workspace = await project.open()
    await expect(workspace.leaveFor('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(workspace.realities.merge('main', 'auto')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('merging', () => {
  /** Main and Night both moved the player; Night also moved the enemy of another scene and made a scene. */
  async function forked(project: TestProject) {
    let workspace = await project.open()
    await moveIn(workspace, 'level.tscn', 'Player', 1)
    const { id } = await workspace.realities.create({ name: 'Night' })
    await moveIn(workspace, 'level.tscn', 'Player', 2)
    workspace = await switchTo(project, workspace, id)
    await moveIn(workspace, 'level.tscn', 'Player', 3)
    await moveIn(workspace, 'other.tscn', 'Enemy', 4)
    project.write('moon.tscn', LEVEL.replace('Level', 'Moon'))
    await workspace.rescan()
    await workspace.whenSettled()
    await moveIn(workspace, 'moon.tscn', 'Player', 6)
    return { workspace, id }
  }

  test('RTY4: the preview changes nothing and says what would; the merge does it, and the review lists what met', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    const { workspace: night, id } = await forked(project)
    const preview = await night.realities.preview(id, 'auto')
    expect(preview).toMatchObject({ from: id, into: 'main', contested: 1 })
    expect(preview.files).toMatchObject([
      {
        path: 'res://level.tscn',
        meetings: [
          {
            node: 'Player',
            property: 'position',
            base: 'Vector2(1, 0)',
            ours: 'Vector2(2, 0)',
            theirs: 'Vector2(3, 0)',
          },
        ],
      },
      { path: 'res://moon.tscn', kind: 'added' },
      { path: 'res://other.tscn', kind: 'changed', changed: 1, meetings: [] },
    ])
    expect((await night.realities.differences(id)).map(file => [file.path, file.kind])).toEqual([
      ['res://level.tscn', 'changed'],
      ['res://moon.tscn', 'added'],
      ['res://other.tscn', 'changed'],
    ])
    const merge = await night.realities.merge(id, 'auto')
    expect(merge).toMatchObject({ from: id, into: 'main', status: 'done', contested: 1 })
    // Night itself is as it was.
    expect(project.read('level.tscn')).toBe(at(3))
    expect(night.realities.graph().realities.find(one => one.id === id)).toMatchObject({ status: 'merged' })
    const main = await switchTo(project, night, 'main')
    expect(project.read('level.tscn')).toBe(at(2))
    expect(project.read('other.tscn')).toBe(LEVEL.replace('Vector2(30, 40)', 'Vector2(4, 0)'))
    expect(project.read('moon.tscn')).toContain('Vector2(6, 0)')
    using opened = await openReadable(main, 'level.tscn')
    expect(opened.scene.scene.contested).toMatchObject([
      {
        label: 'position',
        chosen: { text: 'Vector2(2, 0)' },
        others: [{ text: 'Vector2(3, 0)' }],
        base: 'Vector2(1, 0)',
      },
    ])
    // Merged once more, nothing is new.
    expect(await main.realities.preview(id, 'auto')).toMatchObject({ files: [], contested: 0 })
    const undone = await main.realities.undoMerge(merge.id)
    expect(undone.status).toBe('undone')
    await main.whenSettled()
    expect(project.read('level.tscn')).toBe(at(2))
    expect(project.read('other.tscn')).toBe(LEVEL)
    expect(project.exists('moon.tscn')).toBe(false)
    expect(opened.scene.scene.contested).toEqual([])
  })

  test('RTY11: a scene of the preview is the parent as it is, and as each strategy leaves it; nothing is written', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    const { workspace: night, id } = await forked(project)
    const edits = () => night.history.timeline('res://level.tscn', { limit: 9, slices: 1 }).last
    const last = edits()
    const held = { auto: 2, ours: 2, theirs: 3, manual: 1 } as const
    for (const strategy of ['auto', 'ours', 'theirs', 'manual'] as const) {
      const scene = await night.realities.previewScene(id, 'res://level.tscn', strategy)
      expect([scene.before.text, scene.after.text]).toEqual([at(2), at(held[strategy])])
      const { files } = await night.realities.preview(id, strategy)
      const chosen = { auto: 'ours', ours: 'ours', theirs: 'theirs', manual: 'base' }[strategy]
      expect(files[0]?.meetings).toMatchObject([{ property: 'position', chosen }])
    }
    const other = await night.realities.previewScene(id, 'res://other.tscn', 'auto')
    // Only the other side's edit: a comparison of both would show what the parent alone has, too.
    expect(other.before.text).toBe(LEVEL)
    expect(other.after.text).toBe(LEVEL.replace('Vector2(30, 40)', 'Vector2(4, 0)'))
    for (const path of ['res://moon.tscn', 'res://no.tscn']) {
      await expect(night.realities.previewScene(id, path, 'auto')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(edits()).toBe(last)
    expect(night.realities.graph().merges).toEqual([])
    const merge = await night.realities.merge(id, 'theirs')
    expect(merge.contested).toBe(1)
    await switchTo(project, night, 'main')
    expect(project.read('level.tscn')).toBe(at(3))
  })

  test('theirs takes the other value, and lists both as well; into the open reality', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    const { workspace: night, id } = await forked(project)
    const main = await switchTo(project, night, 'main')
    await main.realities.merge(id, 'theirs')
    await main.whenSettled()
    expect(project.read('level.tscn')).toBe(at(3))
    expect(project.read('moon.tscn')).toContain('Vector2(6, 0)')
    using opened = await openReadable(main, 'level.tscn')
    expect(opened.scene.scene.contested).toMatchObject([
      { chosen: { text: 'Vector2(3, 0)' }, others: [{ text: 'Vector2(2, 0)' }] },
    ])
  })

  test.each(['theirs', 'manual'] as const)(
    '%s lists both also where one of them was set a moment before',
    async strategy => {
      await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
      const { workspace: night, id } = await forked(project)
      const main = await switchTo(project, night, 'main')
      using opened = await openReadable(main, 'level.tscn')
      move(opened, 'Player', 8)
      await main.whenSettled()
      const merge = await main.realities.merge(id, strategy)
      expect(merge.contested).toBe(1)
      await main.whenSettled()
      const [met] = opened.scene.scene.contested
      const said = [met?.chosen.text, ...(met?.others ?? []).map(({ text }) => text)]
      expect(said).toEqual(expect.arrayContaining(['Vector2(3, 0)', 'Vector2(8, 0)']))
    },
  )

  test('MRG2 manual is the value at the fork, not one that a side had on the way', async () => {
    await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
    const { workspace: night, id } = await forked(project)
    const main = await switchTo(project, night, 'main')
    using opened = await openReadable(main, 'level.tscn')
    // Another session than the one that set it to 2: its value is set from that one's.
    move(opened, 'Player', 8)
    await main.whenSettled()
    const { after } = await main.realities.previewScene(id, 'res://level.tscn', 'manual')
    expect(after.text).toBe(at(1))
    await main.realities.merge(id, 'manual')
    await main.whenSettled()
    expect(project.read('level.tscn')).toBe(at(1))
    const [met] = opened.scene.scene.contested
    expect(met?.others.map(({ text }) => text)).toEqual(expect.arrayContaining(['Vector2(3, 0)', 'Vector2(8, 0)']))
  })

  test.each(['auto', 'theirs'] as const)(
    'RTY4: begun and interrupted, a merge (%s) is finished at the next start, once',
    async strategy => {
      await using project = testProject({ 'level.tscn': LEVEL, 'other.tscn': LEVEL })
      const { workspace: night, id } = await forked(project)
      const merge = await night.realities.merge(id, strategy)
      const whole = await switchTo(project, night, 'main')
      const [level, moon] = [project.read('level.tscn'), project.read('moon.tscn')]
      const before = whole.history.timeline('res://level.tscn', { limit: 99, slices: 1 }).last
      await whole[Symbol.asyncDispose]()
      // As if the process had ended before the job was marked as done.
      {
        using store = openSqliteStore(`${project.folder}/.weft/weft.db`)
        const row = store.merges.get(merge.id)
        if (row === undefined) throw new Error('no job')
        store.merges.put({ ...row, status: 'running' })
      }
      const main = await project.open()
      await main.whenSettled()
      expect(main.realities.graph().merges).toMatchObject([{ id: merge.id, status: 'done' }])
      expect(main.history.timeline('res://level.tscn', { limit: 99, slices: 1 }).last).toBe(before)
      expect([project.read('level.tscn'), project.read('moon.tscn')]).toEqual([level, moon])
    },
  )
})

describe('throwing away', () => {
  test('says first what is only there; what was dropped can be brought back', async () => {
    await using project = testProject({ 'level.tscn': LEVEL })
    let workspace = await project.open()
    const { id } = await workspace.realities.create({ name: 'Night' })
    workspace = await switchTo(project, workspace, id)
    await moveIn(workspace, 'level.tscn', 'Player', 3)
    await expect(workspace.realities.drop(id, false)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    workspace = await switchTo(project, workspace, 'main')
    expect(await workspace.realities.drop(id, true)).toMatchObject({
      isDropped: false,
      onlyThere: [{ path: 'res://level.tscn', kind: 'changed' }],
    })
    expect((await workspace.realities.drop(id, false)).goneAt).toBeGreaterThan(Date.now())
    await expect(workspace.leaveFor(id)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(workspace.realities.restore(id)).toMatchObject({ status: 'open', goneAt: null })
    workspace = await switchTo(project, workspace, id)
    expect(project.read('level.tscn')).toBe(at(3))
  })
})
