/** Branches of realities as a window has them: made with a reality, gone to by Git and followed in the review. */
import { expect, test } from 'vitest'
import { createRepoGround, LEVEL, openState, property } from './repo-ground.ts'

const timeout = { timeout: 120_000 }
const level = 'res://level.tscn'
const patience = { timeout: 60_000, interval: 100 }

test('RTY17 RTY19 a reality is made with a branch, gone to, and dropped with it', timeout, async () => {
  await using subject = await createRepoGround()
  const { api, ground } = subject
  const made = await api.realities.create({ name: 'Night', withBranch: true })
  expect(made).toMatchObject({ name: 'Night', branch: 'refs/heads/night' })
  expect(await api.realities.create({ name: 'Plain' })).toMatchObject({ branch: null })
  expect((await api.realities.switch({ id: made.id })).reality).toEqual({ id: made.id, name: 'Night' })
  expect(ground.git('symbolic-ref', 'HEAD').trim()).toBe('refs/heads/night')
  await api.realities.switch({ id: 'main' })
  expect(ground.git('symbolic-ref', 'HEAD').trim()).toBe('refs/heads/main')
  expect(await api.realities.drop({ id: made.id, withBranch: true, isDryRun: true })).not.toHaveProperty('branch')
  expect(await api.realities.drop({ id: made.id, withBranch: true })).toMatchObject({
    isDropped: true,
    branch: 'deleted',
  })
  expect(ground.git('branch', '--list', 'night')).toBe('')
  expect(subject.judge()).toBe('')
})

test('RTY18 the review offers the reality of the branch that Git went to', timeout, async () => {
  await using subject = await createRepoGround(ground => {
    ground.git('checkout', '-q', '-b', 'night')
    ground.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(11, 22)'))
    ground.commit('move the player')
    ground.git('checkout', '-q', 'main')
  })
  const { api, ground } = subject
  ground.git('checkout', '-q', 'night')
  await expect.poll(async () => (await api.review.list()).map(({ node }) => node), patience).toEqual(['night'])
  const [item] = await api.review.list()
  expect(item?.choices.map(({ id }) => id)).toEqual(['switch', 'accept', 'stay'])
  expect(item?.choices[0]?.label).toBe('Go to the reality of night')
  expect(await api.review.choose({ id: item?.id ?? '', choice: 'switch' })).toEqual([])
  const graph = await api.realities.graph()
  expect(graph.realities.map(({ name, branch, isCurrent }) => [name, branch, isCurrent])).toEqual([
    ['main', 'refs/heads/main', false],
    ['night', 'refs/heads/night', true],
  ])
  expect(await property(api, level, 'Player', 'position')).toBe('Vector2(11, 22)')
  expect(subject.judge()).toBe('')
  await api.realities.switch({ id: 'main' })
  expect(await property(api, level, 'Player', 'position')).toBe('Vector2(10, 20)')
  await subject.host.api.workspace().whenSettled()
  expect(subject.judge()).toBe('')
  await expect(api.review.choose({ id: item?.id ?? '', choice: 'switch' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test(
  'RTY21 a branch takes its reality along, and both come back together, whoever brings one back',
  timeout,
  async () => {
    await using subject = await createRepoGround()
    const { api, ground } = subject
    const made = await api.realities.create({ name: 'Night', withBranch: true })
    await api.realities.switch({ id: made.id })
    ground.write('notes.md', 'only there\n')
    await subject.host.api.workspace().rescan()
    await api.realities.switch({ id: 'main' })
    const status = async () => (await api.realities.graph()).realities.find(({ id }) => id === made.id)?.status
    const there = () => ground.git('branch', '--list', '--format=%(refname:short)', 'night').trim()

    const dry = await api.repo.deleteBranch({ name: 'night', isDryRun: true })
    expect(dry.reality).toMatchObject({ id: made.id, name: 'Night', onlyThere: [{ path: 'res://notes.md' }] })
    expect([there(), await status()]).toEqual(['night', 'open'])
    // Only the branch.
    expect(await api.repo.deleteBranch({ name: 'night', withReality: false })).not.toHaveProperty('reality')
    expect([there(), await status()]).toEqual(['', 'open'])
    await api.repo.undo({})

    const { operation, reality } = await api.repo.deleteBranch({ name: 'night' })
    expect(reality).toEqual(dry.reality)
    expect([there(), await status()]).toEqual(['', 'dropped'])
    const back = await api.repo.undo({})
    expect([there(), await status()]).toEqual(['night', 'open'])
    await api.repo.undo({ id: back.operation ?? 0 })
    expect([there(), await status()]).toEqual(['', 'dropped'])
    // By another program, at the same commit and no other.
    const tip = ground.git('rev-parse', 'HEAD').trim()
    ground.git('branch', 'night', ground.git('commit-tree', '-m', 'x', 'HEAD^{tree}').trim())
    await openState(api)
    expect(await status()).toBe('dropped')
    ground.git('branch', '-f', 'night', tip)
    await openState(api)
    expect(await status()).toBe('open')
    expect(operation).not.toBeNull()

    // The other way round.
    await api.realities.drop({ id: made.id, withBranch: true })
    expect([there(), await status()]).toEqual(['', 'dropped'])
    await api.realities.restore({ id: made.id })
    expect([there(), await status()]).toEqual(['night', 'open'])
    // One that was dropped by itself stays so, though its branch is there.
    await api.realities.drop({ id: made.id })
    await openState(api)
    expect([there(), await status()]).toEqual(['night', 'dropped'])
    expect(subject.judge()).toBe('')
  },
)
