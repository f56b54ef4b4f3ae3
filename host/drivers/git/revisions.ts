/** Files as they are in a Git revision, and the revisions that touched one. */
import { AppError } from '../../../shared/contract/errors.ts'
import { GIT_REVISIONS_LISTED } from '../../../shared/limits.ts'
import { type GitRun, runGit } from './run-git.ts'

export interface GitRevision {
  readonly commit: string
  readonly author: string
  /** Unix ms. */
  readonly time: number
  readonly subject: string
}

/**
 * The bytes of `path` in `revision`, as `git show revision:path` has them: from the top of the repository, or from
 * `folder` where it begins with `./`. Throws AppError NOT_FOUND where there is no such thing.
 */
export async function readRevision(revision: string, path: string, run: GitRun): Promise<Buffer> {
  // Git would take it for an option.
  if (revision.startsWith('-')) throw new AppError('BAD_REQUEST', 'A revision does not begin with a dash.')
  const result = await runGit(['cat-file', 'blob', `${revision}:${path}`], run)
  if (result.ok) return result.stdout
  throw new AppError('NOT_FOUND', `Git knows no ${path} in ${revision === '' ? 'its index' : revision}.`, {
    hint: firstLine(result.message),
  })
}

/** The commits that changed a file, newest first; none outside a repository. `path` is relative to `run.folder`. */
export async function revisionsOf(path: string, run: GitRun): Promise<GitRevision[]> {
  const format = ['%H', '%an', '%at', '%s'].join('%x00')
  const args = ['log', `--max-count=${GIT_REVISIONS_LISTED}`, `--format=${format}`, '--', `./${path}`]
  const result = await runGit(args, run)
  if (!result.ok) return []
  return result.stdout
    .toString('utf8')
    .split('\n')
    .flatMap(line => {
      const [commit, author, seconds, subject] = line.split('\0')
      if (commit === undefined || author === undefined || seconds === undefined || subject === undefined) return []
      return [{ commit, author, time: Number(seconds) * 1000, subject }]
    })
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/^fatal: /, '') ?? ''
}
