/** Doing something to the repository, and saying what was done, with its undo. */
import type { RepoOutcome } from '../../../shared/contract/repo.ts'
import type { CommandContext } from '../../commands/command.ts'
import type { GitDoing } from '../../commands/git-view.ts'
import { openDialog } from '../../commands/shell-store.ts'
import { repoWords as words } from '../../text/repo.ts'
import { perform } from './perform.ts'

export type GitParts = Pick<CommandContext, 'app' | 'shell' | 'notices'>

/** Throws AppError where it was not done. */
export async function doIt(parts: GitParts, doing: GitDoing): Promise<RepoOutcome> {
  const outcome = await perform(parts.app.api, doing)
  tellOutcome(parts, outcome, doing.kind === 'undo' ? words.redo : words.undo)
  return outcome
}

/** For buttons and keys: what goes wrong is said in a notice. Answers null then. */
export async function tryIt(parts: GitParts, doing: GitDoing): Promise<RepoOutcome | null> {
  try {
    return await doIt(parts, doing)
  } catch (error) {
    parts.notices.error(error)
    return null
  }
}

/** What met is shown at once; it can be looked at when it suits. */
export function tellOutcome(parts: GitParts, outcome: RepoOutcome, undoLabel: string = words.undo): void {
  const { operation, conflicts } = outcome
  const sentence = sentenceOf(outcome.words)
  const undo =
    operation === null ? undefined : { label: undoLabel, run: () => void tryIt(parts, { kind: 'undo', id: operation }) }
  if (conflicts.length === 0) {
    parts.notices.info(sentence, undo)
    return
  }
  parts.notices.info(words.met.notice(sentence, conflicts.length), undo)
  openDialog(parts.shell, { kind: 'git-met', outcome })
}

export function sentenceOf(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase('en') + text.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
