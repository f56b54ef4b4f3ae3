/** Operations killed at each of their steps: what was begun is finished, what was not has not happened, nothing is lost. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { openRepository } from '../../host/git/open-repository.ts'
import type { GitGround } from '../property/git-ground.ts'
import { type OperationGround, operationGround, operationsOn, snapshotOf } from '../property/operation-ground.ts'
import { conflictOf, stoppedAt } from './git-conflicts.ts'
import { CONTESTED_NAMES, OPERATION_NAMES, runNamed } from './git-operations-named.ts'

vi.setConfig({ testTimeout: 300_000 })

/** Each step is a process and a repository: with WEFT_RUNS all are tried, else all of a merge and one of each other. */
const ALL_STEPS = process.env.WEFT_RUNS === undefined ? ['merge'] : [...OPERATION_NAMES, ...CONTESTED_NAMES]

const LINES = Array.from({ length: 12 }, (_, i) => `line ${i}\n`).join('')

/** Two branches, a stash, and work in the folder that is in nobody's way. */
async function prepared(): Promise<OperationGround> {
  const made = await operationGround()
  const { operations } = made
  for (const path of ['a.txt', 'b.txt', 'levels/c.txt', 'levels/d.txt', 'work.txt']) made.write(path, LINES)
  await operations.commit({ message: 'Begin', paths: ['.'] })
  await operations.switch('night', { create: true })
  for (const path of ['a.txt', 'levels/c.txt']) made.write(path, LINES.replace('line 1\n', 'night\n'))
  made.write('levels/new.txt', 'night\n')
  made.remove('levels/d.txt')
  await operations.commit({ message: 'Night', paths: ['.'] })
  await operations.switch('main', {})
  made.write('b.txt', 'stashed\n')
  await operations.stashPush({})
  for (const path of ['a.txt', 'levels/c.txt']) made.write(path, LINES.replace('line 9\n', 'day\n'))
  await operations.commit({ message: 'Day', all: true })
  made.write('work.txt', 'work\n')
  made.write('fresh.txt', 'fresh\n')
  return made
}

const template = await prepared()
afterAll(() => template[Symbol.dispose]())

test.each(OPERATION_NAMES)('OPS2 %s is killed: it has happened or not, and undo takes it back', name =>
  killed(template.ground, name),
)

test.each(CONTESTED_NAMES)('OPS2 %s is killed: it has happened or not, and undo takes it back', async name => {
  using made = await stoppedAt(conflictOf('content', 'rename-to-two', 'delete-modify'), 'merge')
  if (name === 'settle undone') await made.operations.settle({})
  await killed(made.ground, name)
})

async function killed(from: GitGround, name: string): Promise<void> {
  const before = snapshotOf(from)
  const { steps, after, hasFiles } = await finished(from.copy(), name)
  const few = hasFiles ? ['half of the files'] : [steps.find(step => /^refs|^head$/.test(step)) ?? 'index']
  const all = new Set(ALL_STEPS.includes(name) ? [...steps, 'half of the files'] : few)
  for (const step of all) {
    using copy = from.copy()
    const { signal } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'git-operations-child.ts'), copy.folder, name, step],
      { env: { ...process.env, HOME: copy.folder }, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    if (step === 'half of the files' && !hasFiles) continue
    expect(signal, step).toBe('SIGKILL')
    using repository = await openRepository(copy.folder)
    const operations = operationsOn(repository)
    await operations.recover()
    expect(snapshotOf(copy), step).toEqual(step === 'begin' ? before : after)
    if (step !== 'begin') {
      await operations.undo((await operations.operations(1))[0]?.id)
      expect(snapshotOf(copy), `${step}, undone`).toEqual(before)
    }
    expect(copy.ask('fsck', '--strict', '--no-dangling').out, step).toBe('')
  }
}

async function finished(ground: GitGround, name: string) {
  using copy = ground
  using repository = await openRepository(copy.folder)
  const steps: string[] = []
  await runNamed(operationsOn(repository, { onStep: step => void steps.push(step) }), name)
  const operations = await operationsOn(repository).operations(1)
  return { steps, after: snapshotOf(copy), hasFiles: (operations[0]?.change.files.length ?? 0) > 0 }
}

test('OPS2 where somebody went on from the middle, theirs counts, and what was begun is on record', async () => {
  using ground = template.ground.copy()
  const child = [join(import.meta.dirname, 'git-operations-child.ts'), ground.folder, 'merge', 'half of the files']
  spawnSync(process.execPath, child, { stdio: 'ignore' })
  ground.git('reset', '-q', '--hard', 'night')
  using repository = await openRepository(ground.folder)
  const operations = operationsOn(repository)
  expect(await operations.recover()).toBe('abandoned')
  expect(ground.git('rev-parse', 'main')).toBe(ground.git('rev-parse', 'night'))
  const [interrupted] = await operations.operations(1)
  expect(interrupted).toMatchObject({ kind: 'merge', isWhole: false })
  await expect(operations.undo(interrupted?.id)).rejects.toThrow('was interrupted')
  await operations.commit({ message: 'On', allowEmpty: true })
})
