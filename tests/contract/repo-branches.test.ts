/** Branch and reality are one thing, asked through the contract (RTY17 to RTY19), with Git as the judge. */
import { expect, test, vi } from 'vitest'
import { createRepoGround, LEVEL, openState } from './repo-ground.ts'

vi.setConfig({ testTimeout: 120_000 })

const DUSK = LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 1)')

async function current(api: Awaited<ReturnType<typeof createRepoGround>>['api']) {
  const { realities } = await api.realities.graph()
  const { name, branch } = realities.find(reality => reality.isCurrent) ?? { name: '', branch: '' }
  return { name, branch }
}

test('RTY17 RTY18 switching a branch switches the reality: each keeps what it had, and Git finds the folder clean', async () => {
  await using repo = await createRepoGround(ground => {
    ground.git('branch', 'dusk')
    ground.git('switch', '-q', 'dusk')
    ground.write('level.tscn', DUSK)
    ground.commit('dusk')
    ground.git('switch', '-q', '-')
  })
  const { ground } = repo
  const first = ground.git('branch', '--show-current').trim()
  await repo.api.repo.switch({ name: 'dusk' })
  expect(await current(repo.api)).toEqual({ name: 'dusk', branch: 'refs/heads/dusk' })
  expect(ground.git('branch', '--show-current').trim()).toBe('dusk')
  expect(ground.read('level.tscn')).toBe(DUSK)
  expect(repo.judge()).toBe('')

  const edit = { kind: 'set', node: 'Player', property: 'position', value: 'Vector2(5, 5)' } as const
  await repo.api.scenes.edit({ path: 'res://level.tscn', edits: [edit] })
  await expect.poll(() => ground.read('level.tscn'), { timeout: 20_000 }).toContain('Vector2(5, 5)')

  await repo.api.repo.switch({ name: first })
  expect((await current(repo.api)).name).toBe('main')
  expect(ground.read('level.tscn')).toBe(LEVEL)
  expect(ground.git('branch', '--show-current').trim()).toBe(first)
  expect(repo.judge()).toBe('')
  const { branches } = await repo.api.repo.refs()
  const graph = await repo.api.realities.graph()
  const nameOf = (id: string | null) => graph.realities.find(reality => reality.id === id)?.name ?? null
  expect(new Map(branches.map(({ name, reality }) => [name, nameOf(reality)]))).toEqual(
    new Map([
      ['dusk', 'dusk'],
      [first, 'main'],
    ]),
  )

  await repo.api.repo.switch({ name: 'dusk' })
  expect(ground.read('level.tscn')).toContain('Vector2(5, 5)')
  expect(repo.judge()).toBe(' M level.tscn\n')
})

test('RTY17 a branch made in the window is a reality; undo goes back to the one before', async () => {
  await using repo = await createRepoGround()
  const { ground } = repo
  const first = ground.git('branch', '--show-current').trim()
  const outcome = await repo.api.repo.switch({ name: 'night', create: true })
  expect(outcome.operation).not.toBeNull()
  expect(await current(repo.api)).toEqual({ name: 'night', branch: 'refs/heads/night' })
  ground.write('level.tscn', DUSK)
  await repo.api.repo.state()
  await expect
    .poll(async () => (await openState(repo.api)).entries.map(({ path }) => path), { timeout: 20_000 })
    .toEqual(['level.tscn'])
  await repo.api.repo.commit({ message: 'Night', all: true })
  await repo.api.repo.switch({ name: first })
  expect(ground.read('level.tscn')).toBe(LEVEL)

  await repo.api.repo.merge({ revision: 'night' })
  expect(ground.read('level.tscn')).toBe(DUSK)
  expect(repo.judge()).toBe('')

  await repo.api.repo.renameBranch({ from: first, to: 'trunk' })
  expect((await current(repo.api)).branch).toBe('refs/heads/trunk')
  await repo.api.repo.undo({})
  expect(await current(repo.api)).toEqual({ name: 'main', branch: `refs/heads/${first}` })
  expect(ground.git('branch', '--show-current').trim()).toBe(first)
})
