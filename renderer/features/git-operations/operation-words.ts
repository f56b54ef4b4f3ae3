/** What was done, as a sentence: the log of operations says it as Git would. Pure. */
import type { GitDoing } from '../../commands/git-view.ts'
import { repoWords } from '../../text/repo.ts'

const { commit, amend, cherryPick, undo, stash, stashVerbs } = repoWords.operations.did

/** `kind` as the log of operations has it. What is known by a commit's first line does not say that it was done. */
export function operationWords(kind: string, text: string): string {
  const short =
    text
      .trim()
      .split('\n', 1)[0]
      ?.replaceAll(/\b([0-9a-f]{7})[0-9a-f]{33}\b/g, '$1') ?? ''
  switch (kind) {
    case 'commit':
      return commit(short)
    case 'amend':
      return amend(short)
    case 'cherry-pick':
      return cherryPick(short)
    case 'stash push':
    case 'stash apply':
    case 'stash pop':
    case 'stash drop':
      return stash(stashVerbs[kind], short)
    case 'undo':
      return undo(short.replace(/^Undo [^:]+: /, ''))
    default:
      return sentenceOf(short)
  }
}

/** As the log of operations will call it. */
export function kindOf(doing: GitDoing): string {
  switch (doing.kind) {
    case 'commit':
      return doing.amend ? 'amend' : 'commit'
    case 'cherryPick':
      return 'cherry-pick'
    case 'stashPush':
      return 'stash push'
    case 'stashApply':
      return 'stash apply'
    case 'stashPop':
      return 'stash pop'
    case 'stashDrop':
      return 'stash drop'
    default:
      return doing.kind
  }
}

function sentenceOf(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase('en') + text.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}
