/** Operations by name, for the process that is killed in them and the one that knows what they come to. */
import type { Operations } from '../../host/git/operations/operations.ts'

const NAMED: Readonly<Record<string, (operations: Operations) => Promise<unknown>>> = {
  commit: operations => operations.commit({ message: 'All', all: true }),
  merge: operations => operations.merge('night', {}),
  'merge to be committed': operations => operations.merge('night', { commit: false }),
  'cherry-pick': operations => operations.cherryPick(['night'], {}),
  revert: operations => operations.revert(['HEAD'], {}),
  switch: operations => operations.switch('night', {}),
  'new branch': operations => operations.switch('dusk', { create: true, at: 'night' }),
  'stash push': operations => operations.stashPush({ untracked: true }),
  'stash pop': operations => operations.stashPop(0, {}),
  'reset --hard': operations => operations.reset('HEAD~1', 'hard'),
  stage: operations => operations.stage(['.']),
  discard: operations => operations.discard(['.']),
  undo: operations => operations.undo(),
}

/** In a repository where files are contested. */
const CONTESTED: typeof NAMED = {
  settle: operations => operations.settle({}),
  'settle undone': operations => operations.undo(),
}

export const OPERATION_NAMES = Object.keys(NAMED)
export const CONTESTED_NAMES = Object.keys(CONTESTED)

export async function runNamed(operations: Operations, name: string): Promise<void> {
  const run = NAMED[name] ?? CONTESTED[name]
  if (run === undefined) throw new RangeError(`no operation ${name}`)
  await run(operations)
}
