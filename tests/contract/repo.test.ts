/** The repository around an open workspace through the contract, with documents open, judged by git. */
import { expect, test } from 'vitest'
import { createRepoGround, LEVEL, NOTES, openState, property } from './repo-ground.ts'

const timeout = { timeout: 60_000 }
const level = 'res://level.tscn'

test(
  'FIL17 a merge, its undo and a reset reach the documents, and edits are in their files before',
  timeout,
  async () => {
    await using subject = await createRepoGround(ground => {
      ground.git('checkout', '-q', '-b', 'night')
      ground.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)'))
      ground.commit('move the player')
      ground.git('checkout', '-q', 'main')
    })
    const { api, ground } = subject
    using _open = await subject.host.api.workspace().openScene('level.tscn')
    expect(await property(api, level, 'Player', 'position')).toBe('Vector2(10, 20)')
    await api.scenes.edit({
      path: level,
      edits: [{ kind: 'set', node: 'Enemy', property: 'position', value: 'Vector2(9, 9)' }],
    })
    const committed = await api.repo.commit({ message: 'move the enemy', all: true })
    expect(subject.judge()).toBe('')
    expect(ground.git('show', 'HEAD:level.tscn')).toContain('Vector2(9, 9)')

    const merged = await api.repo.merge({ revision: 'night' })
    expect(merged).toMatchObject({ clean: true, conflicts: [], words: "Merge branch 'night'" })
    expect(merged.files).toEqual([{ path: 'level.tscn', status: 'modified' }])
    expect(merged.hash).toBe(ground.git('rev-parse', 'HEAD').trim())
    expect(await property(api, level, 'Player', 'position')).toBe('Vector2(11, 22)')
    expect(await property(api, level, 'Enemy', 'position')).toBe('Vector2(9, 9)')
    await subject.host.api.workspace().whenSettled()
    expect(subject.judge()).toBe('')

    const undone = await api.repo.undo({})
    expect(undone.hash).toBe(committed.hash)
    expect(await property(api, level, 'Player', 'position')).toBe('Vector2(10, 20)')
    expect(await property(api, level, 'Enemy', 'position')).toBe('Vector2(9, 9)')

    await api.repo.reset({ revision: 'HEAD~1', mode: 'hard' })
    expect(await property(api, level, 'Enemy', 'position')).toBe('Vector2(30, 40)')
    await subject.host.api.workspace().whenSettled()
    expect(subject.judge()).toBe('')
  },
)

test('FIL7 FIL17 a switch in Weft is followed at once and does not rest', timeout, async () => {
  await using subject = await createRepoGround(ground => {
    ground.git('checkout', '-q', '-b', 'night')
    ground.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)'))
    ground.commit('move the player')
    ground.git('checkout', '-q', 'main')
  })
  const { api } = subject
  for (const [name, position] of [
    ['night', 'Vector2(11, 22)'],
    ['main', 'Vector2(10, 20)'],
    ['night', 'Vector2(11, 22)'],
  ] as const) {
    await api.repo.switch({ name })
    // Another reality is another workspace.
    const workspace = subject.host.api.workspace()
    expect(await property(api, level, 'Player', 'position')).toBe(position)
    await workspace.whenSettled()
    expect(workspace.git.isPaused).toBe(false)
    expect(workspace.state().notice).toBeNull()
    expect(await openState(api)).toMatchObject({ head: { kind: 'branch', name } })
    expect(subject.judge()).toBe('')
  }
})

test('GIT12 the state follows edits, files and other programs', timeout, async () => {
  await using subject = await createRepoGround()
  const { api, ground } = subject
  const controller = new AbortController()
  const stream = await api.repo.watch(undefined, { signal: controller.signal })
  const next = async (isRight: (state: Awaited<ReturnType<typeof openState>>) => boolean) => {
    for (;;) {
      const { value, done } = await stream.next()
      if (done === true) throw new Error('the stream ended')
      if (value.status === 'open' && isRight(value)) return value
    }
  }
  expect(await next(() => true)).toMatchObject({ prefix: '', entries: [], waiting: null, undo: null, hasGit: true })
  ground.write('fresh.txt', 'x\n')
  expect((await next(state => state.changes === 1)).entries).toEqual([
    { path: 'fresh.txt', status: 'untracked', staged: false },
  ])
  await api.texts.open({ path: 'res://notes.md' })
  ground.git('add', 'fresh.txt')
  await next(state => state.entries[0]?.staged === true)
  ground.git('commit', '-q', '-m', 'by git')
  const clean = await next(state => state.changes === 0)
  expect(clean.head.hash).toBe(ground.git('rev-parse', 'HEAD').trim())
  ground.git('checkout', '-q', '-b', 'other')
  await next(state => state.head.kind === 'branch' && state.head.name === 'other')
  controller.abort()
  expect(subject.judge()).toBe('')
})

test('history, differences, blame and refs say what git says', timeout, async () => {
  await using subject = await createRepoGround(ground => {
    ground.write('notes.md', NOTES.replace('line 5\n', 'line five\n'))
    ground.commit('five')
    ground.git('tag', '-a', 'v1', '-m', 'First release')
    ground.git('branch', 'side', 'HEAD~1')
    ground.git('branch', '--set-upstream-to', 'side')
  })
  const { api, ground } = subject
  const hashes = ground.git('log', '--format=%H').trim().split('\n')
  const page = await api.repo.log({ limit: 1 })
  expect(page.commits.map(({ hash }) => hash)).toEqual(hashes.slice(0, 1))
  const rest = await api.repo.log({ limit: 1, after: page.next ?? '' })
  expect(rest.commits.map(({ hash }) => hash)).toEqual(hashes.slice(1))
  const shown = await api.repo.show({ revision: 'HEAD' })
  expect(shown).toMatchObject({ commit: { message: 'five\n' }, files: [{ path: 'notes.md', status: 'modified' }] })
  expect(await api.repo.diff({ from: { kind: 'revision', revision: 'HEAD~1' }, to: { kind: 'folder' } })).toEqual({
    files: [{ path: 'notes.md', status: 'modified' }],
  })
  const diff = await api.repo.fileDiff({
    old: { kind: 'revision', revision: 'HEAD~1' },
    new: { kind: 'revision', revision: 'HEAD' },
    path: 'notes.md',
  })
  if (diff.kind !== 'text') throw new Error(diff.kind)
  const patch = diff.hunks.flatMap(({ lines }) =>
    lines.map(({ kind, text }) => ({ context: ' ', added: '+', removed: '-' })[kind] + text),
  )
  expect(`${patch.join('\n')}\n`).toBe(ground.git('diff', 'HEAD~1').split(/^@@.*@@.*\n/m)[1])
  const blame = await api.repo.blame({ path: 'notes.md' })
  expect(blame.lines.find(({ line }) => line === 5)?.hash).toBe(hashes[0])
  expect(blame.lines.find(({ line }) => line === 6)?.hash).toBe(hashes[1])
  const things = (await api.repo.blame({ path: 'level.tscn' })).things
  expect(things).toContainEqual({ what: 'property', node: 'Player', property: 'position', hash: hashes[1] })
  const refs = await api.repo.refs()
  expect(refs.tags).toEqual([{ name: 'v1', hash: hashes[0], message: 'First release' }])
  expect(refs.branches).toMatchObject([
    { name: 'main', isCurrent: true, upstream: 'side', ahead: 1, behind: 0 },
    { name: 'side', isCurrent: false, upstream: null },
  ])
  expect(await openState(api)).toMatchObject({ upstream: { name: 'side', ahead: 1, behind: 0 } })
})
