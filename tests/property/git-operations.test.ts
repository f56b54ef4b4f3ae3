/**
 * Seeded operations one after the other on one repository: what each does is what Git's own command does to a copy,
 * wherever Git gets through without a conflict; the repository is sound after each; and each can be taken back.
 */
import { expect, test, vi } from 'vitest'
import { openRepository } from '../../host/git/open-repository.ts'
import { isAppError } from '../../shared/contract/errors.ts'
import type { GitGround } from './git-ground.ts'
import { type OperationGround, operationGround, operationsOn, snapshotOf, stashLines } from './operation-ground.ts'
import { type Random, seeded } from './seeded.ts'

/** A fifth of the others': the soak makes 2,000. */
const RUNS = process.env.WEFT_RUNS === undefined ? 30 : Math.ceil(Number(process.env.WEFT_RUNS) / 5)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
/** Operations of one repository. */
const CHAIN = 15

vi.setConfig({ testTimeout: 4 * 60 * 60_000 })

const SEEDS = Array.from({ length: Math.ceil(RUNS / CHAIN) }, (_, i) => FIRST_SEED + i)

test(`OPS1 to OPS7: ${RUNS} seeded operations are Git's, the repository is sound after each, undo is exact`, async () => {
  for (const seed of SEEDS) {
    const random = seeded(seed)
    using made = await operationGround()
    made.write('a.txt', text(random))
    made.write('levels/b.txt', text(random))
    await made.operations.commit({ message: 'Begin', paths: ['.'] })
    for (let i = 0; i < Math.min(CHAIN, RUNS); i += 1) await step(made, random, `seed ${seed}, operation ${i}`)
  }
})

async function step(made: OperationGround, random: Random, at: string): Promise<void> {
  const { ground, operations } = made
  work(made, random)
  const before = made.snapshot()
  const action = pickAction(made, random)
  const label = `${at}: ${action.git.join(' ')}`
  const git = await gitsOwn(ground, action, label)
  try {
    const { operation } = await action.run()
    if (git.code === 0) expect(seen(ground), label).toEqual(git.seen)
    // Where Git stopped, what it left is settled to what Weft made of it by itself.
    if (git.settled !== null) expect(files(ground), `${label}, settled`).toEqual(git.settled)
    if (operation !== null && random.below(2) === 0) {
      const after = made.snapshot()
      await operations.undo(operation)
      expect(made.snapshot(), `${label}, undone`).toEqual(before)
      await operations.undo(operation + 1)
      expect(made.snapshot(), `${label}, done again`).toEqual(after)
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    // Git says so too, or found nothing to do.
    if (git.code === 0) expect(seen(ground), `${label}: ${error.message}`).toEqual(git.seen)
    expect(made.snapshot(), `${label}, refused`).toEqual(before)
  }
  expect(ground.ask('fsck', '--strict', '--no-dangling'), label).toEqual({ code: 0, out: '' })
}

interface GitsOwn {
  readonly code: number
  readonly seen: unknown
  /** The files, where Git stopped and what it left contested was settled in Weft. */
  readonly settled: unknown
}

async function gitsOwn(ground: GitGround, action: Action, label: string): Promise<GitsOwn> {
  using copy = ground.copy()
  if (action.first !== undefined) copy.ask(...action.first)
  const { code } = copy.ask(...action.git)
  const own = { code, seen: seen(copy), settled: null }
  const unmerged = () => copy.git('ls-files', '-u')
  if (code === 0 || unmerged() === '') return own
  using repository = await openRepository(copy.folder)
  const operations = operationsOn(repository)
  const before = [unmerged(), snapshotOf(copy)]
  await operations.settle({})
  const settled = files(copy)
  await operations.undo()
  expect([unmerged(), snapshotOf(copy)], `${label}, settled and undone`).toEqual(before)
  return { ...own, settled }
}

function files(ground: GitGround): unknown {
  return snapshotOf(ground).files
}

/** What an operation is about: trees, not the times and hashes of commits. */
function seen(ground: GitGround): unknown {
  return {
    commits: ground.git('log', '-3', '--format=%T %B'),
    // With what is staged, by its hash.
    status: ground
      .git('status', '--porcelain=v2', '--branch', '--untracked-files=all')
      .split('\n')
      .filter(line => !line.startsWith('# branch.oid')),
    refs: ground.git('for-each-ref', '--format=%(refname) %(tree)', 'refs/heads', 'refs/stash'),
    stashes: stashLines(ground.folder).map(line => line.split('\t')[1]),
  }
}

const PATHS = ['a.txt', 'levels/b.txt', 'levels/c.txt', 'd.txt', 'art/e.txt', 'levels/deep/f.txt']

function work(made: OperationGround, random: Random): void {
  for (let i = random.below(3); i > 0; i -= 1) {
    const path = random.pick(PATHS)
    if (random.below(6) === 0) made.remove(path)
    else made.write(path, text(random))
    if (random.below(3) === 0) made.ground.ask('add', '-A', '--', path)
  }
}

function text(random: Random): string {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`)
  for (let i = random.below(3); i > 0; i -= 1) lines[random.below(20)] = `edited ${random.below(50)}\n`
  return lines.join('')
}

interface Action {
  /** What Git has to be told before. */
  readonly first?: readonly string[]
  readonly git: readonly string[]
  readonly run: () => Promise<{ readonly operation: number | null }>
}

function pickAction({ ground, operations }: OperationGround, random: Random): Action {
  const branches = ground.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
  const branch = random.pick(branches)
  const commit = random.pick(
    ground.git('rev-list', '--no-merges', '--branches', '--max-count=20', 'HEAD', '--', '.').split('\n'),
  )
  const fresh = `branch-${branches.length}`
  const choices: readonly (() => Action)[] = [
    () => ({ git: ['commit', '-qam', 'All'], run: () => operations.commit({ message: 'All', all: true }) }),
    () => ({ git: ['commit', '-qam', 'All'], run: () => operations.commit({ message: 'All', all: true }) }),
    () => ({ git: ['commit', '-qm', 'Staged'], run: () => operations.commit({ message: 'Staged' }) }),
    // New files of a path that is named are part of it.
    () => ({
      first: ['add', '-A', '--', 'levels'],
      git: ['commit', '-qm', 'Part', '--', 'levels'],
      run: () => operations.commit({ message: 'Part', paths: ['levels'] }),
    }),
    () => ({
      git: ['commit', '-q', '--amend', '-m', 'Amended'],
      run: () => operations.commit({ message: 'Amended', amend: true }),
    }),
    () => ({ git: ['switch', '-q', '-c', fresh], run: () => operations.switch(fresh, { create: true }) }),
    () => ({ git: ['switch', '-q', branch], run: () => operations.switch(branch, {}) }),
    () => ({ git: ['merge', '-q', '--no-edit', branch], run: () => operations.merge(branch, {}) }),
    () => ({ git: ['merge', '-q', '--no-edit', branch], run: () => operations.merge(branch, {}) }),
    () => ({ git: ['cherry-pick', commit], run: () => operations.cherryPick([commit], {}) }),
    () => ({ git: ['revert', '--no-edit', commit], run: () => operations.revert([commit], {}) }),
    () => ({ git: ['stash', 'push', '-q'], run: () => operations.stashPush({}) }),
    () => ({ git: ['stash', 'push', '-q', '-u'], run: () => operations.stashPush({ untracked: true }) }),
    () => ({ git: ['stash', 'push', '-q', '--', 'levels'], run: () => operations.stashPush({ paths: ['levels'] }) }),
    () => ({ git: ['stash', 'apply', '-q'], run: () => operations.stashApply(0, {}) }),
    () => ({ git: ['stash', 'pop', '-q'], run: () => operations.stashPop(0, {}) }),
    () => ({ git: ['stash', 'drop', '-q'], run: () => operations.stashDrop(0) }),
    () => ({ git: ['reset', '-q', '--soft', commit], run: () => operations.reset(commit, 'soft') }),
    () => ({ git: ['reset', '-q', '--mixed', commit], run: () => operations.reset(commit, 'mixed') }),
    () => ({ git: ['reset', '-q', '--hard', commit], run: () => operations.reset(commit, 'hard') }),
  ]
  return random.pick(choices)()
}
