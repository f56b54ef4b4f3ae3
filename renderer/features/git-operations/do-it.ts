/** Doing something to the repository, and saying what was done, with its undo. */
import type { RepoOutcome } from '../../../shared/contract/repo-data.ts'
import type { CommandContext } from '../../commands/command.ts'
import type { GitDoing } from '../../commands/git-view.ts'
import { openDialog } from '../../commands/shell-store.ts'
import { repoWords as words } from '../../text/repo.ts'
import { kindOf, operationWords } from './operation-words.ts'
import { perform } from './perform.ts'

export type GitParts = Pick<CommandContext, 'app' | 'shell' | 'notices'>

/** Throws AppError where it was not done. */
export async function doIt(parts: GitParts, doing: GitDoing): Promise<RepoOutcome> {
  const outcome = await perform(parts.app.api, doing)
  if (!QUIET.has(doing.kind)) tellOutcome(parts, outcome, doing)
  return outcome
}

/** What shows where it was done, and is taken back by the same key, needs no notice. */
const QUIET: ReadonlySet<GitDoing['kind']> = new Set([
  'stage',
  'unstage',
  'stageAll',
  'unstageAll',
  'stageHunks',
  'unstageHunks',
])

/** For buttons and keys: what goes wrong is said in a notice. Answers null then. */
export async function tryIt(parts: GitParts, doing: GitDoing): Promise<RepoOutcome | null> {
  try {
    return await doIt(parts, doing)
  } catch (error) {
    parts.notices.error(error)
    return null
  }
}

/** What was done, with its undo; what met is shown at once. `doing` is null for what was not asked for by its kind. */
export function tellOutcome(parts: GitParts, outcome: RepoOutcome, doing: GitDoing | null): void {
  const { operation, conflicts } = outcome
  const sentence = operationWords(doing === null ? '' : kindOf(doing), outcome.words)
  const undo =
    operation === null
      ? undefined
      : {
          label: doing?.kind === 'undo' ? words.redo : words.undo,
          run: () => void tryIt(parts, { kind: 'undo', id: operation }),
        }
  if (conflicts.length === 0) {
    parts.notices.info(sentence, undo)
    return
  }
  parts.notices.info(words.met.notice(sentence, conflicts.length), undo)
  openDialog(parts.shell, { kind: 'git-met', outcome, isSettled: doing?.kind === 'settle' })
}
