/** What is asked of the repository, for real or only to see what it would do. */
import { assertNever } from '../../../shared/assert-never.ts'
import type { RepoOutcome } from '../../../shared/contract/repo-data.ts'
import type { GitDoing } from '../../commands/git-view.ts'
import type { ApiClient } from '../../session/host-link.ts'

export interface How {
  readonly isDryRun?: boolean
  readonly signal?: AbortSignal
}

const settleWays = {
  auto: { strategy: 'auto' },
  theirs: { strategy: 'theirs' },
  'take-ours': { take: 'ours' },
  'take-theirs': { take: 'theirs' },
} as const

/** Throws AppError with what was not done and why. */
export function perform({ repo }: ApiClient, doing: GitDoing, how: How = {}): Promise<RepoOutcome> {
  const { isDryRun = false, signal } = how
  const options = signal === undefined ? {} : { signal }
  switch (doing.kind) {
    case 'stage':
    case 'unstage':
    case 'discard':
      return repo[doing.kind]({ paths: [...doing.paths], isDryRun }, options)
    case 'stageAll':
      return repo.stage({ paths: [], all: true, isDryRun }, options)
    case 'unstageAll':
      return repo.unstage({ paths: [], all: true, isDryRun }, options)
    case 'stageHunks':
    case 'unstageHunks':
    case 'discardHunks':
      return repo[doing.kind]({ path: doing.path, hunks: [...doing.hunks], isDryRun }, options)
    case 'settle': {
      const { paths, how } = doing
      return repo.settle({ paths: [...paths], ...settleWays[how], isDryRun }, options)
    }
    case 'commit': {
      const { message, amend } = doing
      return repo.commit({ ...(message === null ? {} : { message }), amend, isDryRun }, options)
    }
    case 'merge':
      return repo.merge({ revision: doing.revision, isDryRun }, options)
    case 'cherryPick':
    case 'revert':
      return repo[doing.kind]({ revisions: [...doing.revisions], isDryRun }, options)
    case 'reset':
      return repo.reset({ revision: doing.revision, mode: doing.mode, isDryRun }, options)
    case 'switch':
      return repo.switch({ name: doing.name, detach: doing.detach, isDryRun }, options)
    case 'createBranch': {
      const { name, at, isSwitching } = doing
      const place = at === null ? {} : { at }
      return isSwitching
        ? repo.switch({ name, create: true, ...place, isDryRun }, options)
        : repo.createBranch({ name, ...place, isDryRun }, options)
    }
    case 'renameBranch':
      return repo.renameBranch({ from: doing.from, to: doing.to, isDryRun }, options)
    case 'deleteBranch':
      return repo.deleteBranch(
        { name: doing.name, force: doing.force, withReality: doing.keepsReality !== true, isDryRun },
        options,
      )
    case 'createTag': {
      const { name, at, message } = doing
      const words = message.trim() === '' ? {} : { message }
      return repo.createTag({ name, ...(at === null ? {} : { at }), ...words, isDryRun }, options)
    }
    case 'deleteTag':
      return repo.deleteTag({ name: doing.name, isDryRun }, options)
    case 'stashPush': {
      const { message, untracked, paths } = doing
      const words = message.trim() === '' ? {} : { message }
      const only = paths === null ? {} : { paths: [...paths] }
      return repo.stashPush({ ...words, untracked, ...only, isDryRun }, options)
    }
    case 'stashApply':
    case 'stashPop':
      return repo[doing.kind]({ index: doing.index, staged: doing.staged, isDryRun }, options)
    case 'stashDrop':
      return repo.stashDrop({ index: doing.index, isDryRun }, options)
    case 'undo':
      return repo.undo({ ...(doing.id === null ? {} : { id: doing.id }), isDryRun }, options)
    default:
      return assertNever(doing)
  }
}
