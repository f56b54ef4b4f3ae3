/**
 * The repository around the open workspace: opened when it is first asked for, on a thread of its own, watched for
 * changes by whichever program, written to in the workspace's lane so that documents and files never part. (FIL17)
 *
 *     await using repo = createRepo({ workspace, … })
 *     await repo.state()
 *     await repo.write(operations => operations.merge('night', {}))
 *     repo.onDidChange(() => draw(repo.latest()))
 */
import type { RepoOutcome, RepoState } from '../../shared/contract/repo-data.ts'
import type { RepoEvent } from '../../shared/contract/repo-event.ts'
import type { WentOn } from '../../shared/contract/repo-settle.ts'
import type { Repository } from '../git/engine.ts'
import type { Operations } from '../git/operations/operations.ts'
import type { Done } from '../git/operations/run-operation.ts'

export interface Repo extends AsyncDisposable {
  /** As it is now. */
  state(): Promise<RepoState>
  /** As it was last seen. */
  latest(): RepoState
  onDidChange(listener: () => void): Disposable
  /** Makes a repository of the workspace's folder. Throws AppError BAD_REQUEST where there is one around it. */
  init(branch: string): Promise<RepoState>
  /** Throws AppError NOT_FOUND without a repository, UNREADABLE for one that Weft does not read. */
  read<T>(run: (opened: OpenedRepository) => Promise<T>): Promise<T>
  /** One operation, with every edit in its file before and the documents brought along afterwards. */
  write(run: (operations: Operations) => Promise<Done<object>>, isDryRun: boolean): Promise<RepoOutcome>
  /**
   * One that puts HEAD on another branch. Its files are left for the reality of that branch, as if another program had
   * written them: whoever calls gives the folder to it (RTY18).
   */
  writeForOther(run: (operations: Operations) => Promise<Done<object>>): Promise<RepoOutcome>
  /** The user's own Git changes HEAD, index and files, with every edit in its file before. */
  throughGit(run: (opened: OpenedRepository) => Promise<WentOn>): Promise<WentOn>
  readonly events: RepoEvents
}

export interface OpenedRepository {
  readonly repository: Repository
  readonly operations: Operations
  /** Where the workspace is in the repository: empty, or with a slash at its end. */
  readonly prefix: string
}

export interface RepoEvents {
  /** Those after `id`, oldest first; begins with a `gap` where some are no longer kept. */
  after(id: number): readonly RepoEvent[]
  /** Of the newest; 0 before the first. */
  readonly last: number
  onDidAdd(listener: () => void): Disposable
}
