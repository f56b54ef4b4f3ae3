/** What a repository says of its past, as the contract has it. */
import type { RepoBlame, RepoCommit, RepoFileChange, RepoSide } from '../../shared/contract/repo-data.ts'
import type { Commit, Hash } from '../../shared/repo/git-object.ts'
import type { DiffSide, FileChange, LogQuery, Repository } from '../git/engine.ts'
import { subjectOf } from '../git/operations/message.ts'
import { thingsAt, thingsInFolder } from './blame-things.ts'

export interface AskedLog {
  readonly from: readonly string[]
  readonly all: boolean
  readonly order: NonNullable<LogQuery['order']>
  readonly paths: readonly string[]
  readonly author?: string | undefined
  readonly message?: string | undefined
  readonly since?: number | undefined
  readonly until?: number | undefined
  readonly limit: number
  readonly after?: string | undefined
}

export async function readLog(repository: Repository, asked: AskedLog) {
  const { author, message, since, until, after, paths } = asked
  const from = await tips(repository, asked)
  if (from.length === 0) return { commits: [], next: null }
  const page = await repository.log({
    from,
    order: asked.order,
    limit: asked.limit,
    ...(paths.length === 0 ? {} : { paths }),
    ...(author === undefined ? {} : { author }),
    ...(message === undefined ? {} : { message }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(after === undefined ? {} : { after }),
  })
  return { commits: page.commits.map(commitOf), next: page.next }
}

/** Empty before the first commit. */
async function tips(repository: Repository, { from, all }: AskedLog): Promise<Hash[]> {
  const hashes = new Set<Hash>()
  for (const revision of from) hashes.add((await repository.commit(revision)).hash)
  const head = from.length === 0 ? await repository.head() : null
  if (head?.hash != null) hashes.add(head.hash)
  if (!all) return [...hashes]
  const refs = (await repository.refs()).filter(({ name }) => SHOWN.test(name))
  for (const hash of await repository.commitsOf(refs.map(ref => ref.hash))) if (hash !== null) hashes.add(hash)
  return [...hashes]
}

const SHOWN = /^refs\/(?:heads|remotes|tags)\//

export async function showCommit(repository: Repository, revision: string) {
  const commit = await repository.commit(revision)
  const [parent] = commit.parents
  const from: DiffSide = parent === undefined ? { kind: 'empty' } : { kind: 'tree', hash: parent }
  return {
    commit: commitOf(commit),
    files: (await repository.diff(from, { kind: 'tree', hash: commit.hash })).map(changeOf),
  }
}

export async function sideOf(repository: Repository, side: RepoSide): Promise<DiffSide> {
  return side.kind === 'revision' ? { kind: 'tree', hash: await repository.resolve(side.revision) } : side
}

/** Without a revision: of the file as it is in the folder. */
export async function readBlame(
  repository: Repository,
  path: string,
  revision: string | undefined,
): Promise<RepoBlame> {
  const at = (await repository.commit(revision ?? 'HEAD')).hash
  const lines = await repository.blame(path, revision === undefined ? { kind: 'folder' } : { kind: 'commit', hash: at })
  const isScene = /\.(?:tscn|tres)$/i.test(path)
  const ofNodes = revision === undefined ? thingsInFolder : thingsAt
  const things = isScene ? await ofNodes(repository, path, at) : null
  const hashes = [...lines, ...(things ?? [])].flatMap(({ hash }) => (hash === null || NOBODY.test(hash) ? [] : [hash]))
  const named = new Set(hashes)
  const commits = await repository.readCommits([...named])
  return {
    lines: lines.map(({ line, hash, text }) => ({ line, hash: NOBODY.test(hash) ? null : hash, text })),
    things,
    commits: commits.map(commit => ({ ...commitOf(commit), message: subjectOf(commit.message) })),
  }
}

const NOBODY = /^0+$/

export function commitOf({ hash, parents, author, committer, message }: Commit): RepoCommit {
  return { hash, parents, author, committer, message }
}

export function changeOf({ path, status, from }: FileChange): RepoFileChange {
  return { path, status, ...(from === undefined ? {} : { from }) }
}
