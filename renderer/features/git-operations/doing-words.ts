/** What a doing is called: as the title of its preview, and on the button that does it. */
import type { GitDoing } from '../../commands/git-view.ts'
import { repoWords } from '../../text/repo.ts'
import { settleWords } from '../../text/repo-settle.ts'

const { title, verb } = repoWords.preview

export function titleOfDoing(doing: GitDoing): string {
  switch (doing.kind) {
    case 'discard':
      return title.discard(doing.paths.length)
    case 'discardHunks':
      return title.discardHunks(doing.hunks.length, doing.path)
    case 'settle':
      return settleWords.title
    case 'merge':
      return title.merge(shortOf(doing.revision))
    case 'cherryPick':
      return title.cherryPick(doing.revisions.length)
    case 'revert':
      return title.revert(doing.revisions.length)
    case 'reset':
      return title.reset(repoWords.names.modes[doing.mode].toLowerCase(), shortOf(doing.revision))
    case 'switch':
      return doing.detach ? title.checkout(shortOf(doing.name)) : title.switch(doing.name)
    case 'deleteBranch':
      return title.deleteBranch(doing.name)
    case 'deleteTag':
      return title.deleteTag(doing.name)
    case 'stashApply':
    case 'stashPop':
    case 'stashDrop':
    case 'undo':
      return title[doing.kind]
    default:
      return title.other
  }
}

export function verbOfDoing(doing: GitDoing): string {
  switch (doing.kind) {
    case 'discard':
    case 'discardHunks':
      return verb.discard
    case 'switch':
      return doing.detach ? verb.checkout : verb.switch
    case 'settle':
      return settleWords.verb
    case 'deleteBranch':
    case 'deleteTag':
      return verb.remove
    case 'merge':
    case 'cherryPick':
    case 'revert':
    case 'reset':
    case 'stashApply':
    case 'stashPop':
    case 'stashDrop':
    case 'undo':
      return verb[doing.kind]
    default:
      return verb.other
  }
}

/** A whole hash as people write it; anything else as it is. */
export function shortOf(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision
}

export function subjectOf(message: string): string {
  return message.trimStart().split('\n', 1)[0] ?? ''
}
