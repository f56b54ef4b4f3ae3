/**
 * The commits of the repository around a folder as a line of moments: when each was made, what it held, and what has
 * become of that since. Reads only; the repository is opened when it is first asked for. (TTR2)
 */
import { relative, sep } from 'node:path'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { FileThen, FoundMoment } from '../../shared/contract/time-travel.ts'
import { COMMITS_TRAVELLED } from '../../shared/limits.ts'
import type { Commit, Hash } from '../../shared/repo/git-object.ts'
import { kindOf } from '../files/kind-of.ts'
import { resourcePath, whyUnsafePath } from '../files/safe-path.ts'
import type { FileChange, Repository } from '../git/engine.ts'

export interface CommitStop {
  readonly hash: Hash
  readonly subject: string
  readonly author: string
  /** Unix ms, by the committer's clock. */
  readonly time: number
}

export interface CommitThen {
  readonly moment: FoundMoment & { readonly hash: Hash }
  /** By path, as the contract lists them. */
  readonly files: readonly FileThen[]
  readonly since: number
}

export interface CommitLine extends Disposable {
  /** Those of HEAD, newest first, at most `COMMITS_TRAVELLED`; none where there is no repository. */
  list(): Promise<readonly CommitStop[]>
  /** The newest one of HEAD that is not after a time, unix ms; null where there is none. */
  at(time: number): Promise<Hash | null>
  /** Throws AppError NOT_FOUND for a revision that is not there, as do those below. */
  files(revision: string): Promise<CommitThen>
  /** Paths from the folder, with `/`, of all files that a disk can have. */
  paths(revision: string): Promise<string[]>
  /** Null where the file was not in it. */
  read(revision: string, path: string): Promise<Uint8Array | null>
}

const PAGE = 1000

/** `folder`: absolute, links resolved. `open`: as `openRepository`, or on a thread of its own. */
export function createCommitLine(folder: string, open: (folder: string) => Promise<Repository>): CommitLine {
  let opening: Promise<Repository | null> | null = null
  let listed: { readonly head: Hash; readonly stops: readonly CommitStop[] } | null = null
  let isClosed = false

  async function openAround(): Promise<Repository | null> {
    try {
      const repository = await open(folder)
      if (isClosed) repository[Symbol.dispose]()
      return repository
    } catch (error) {
      if (isAppError(error) && error.code === 'NOT_FOUND') return null
      throw error
    }
  }

  /** Asked for again where there was none: somebody may have made one since. */
  async function around(): Promise<Repository | null> {
    opening ??= openAround()
    const mine = opening
    try {
      const repository = await mine
      if (repository === null && opening === mine) opening = null
      return repository
    } catch (error) {
      if (opening === mine) opening = null
      throw error
    }
  }

  async function need(): Promise<Repository> {
    const repository = await around()
    if (repository === null) throw new AppError('NOT_FOUND', 'There is no Git repository around this folder.')
    return repository
  }

  function prefixOf({ folder: top }: Repository): string {
    const below = top === null ? '' : relative(top, folder).split(sep).join('/')
    return below === '' ? '' : `${below}/`
  }

  async function treeOf(repository: Repository, hash: Hash) {
    const prefix = prefixOf(repository)
    const files: { path: string; inRepository: string }[] = []
    for (const [inRepository, { mode }] of await repository.readTree(hash)) {
      if (!inRepository.startsWith(prefix) || (mode !== '100644' && mode !== '100755')) continue
      const path = inRepository.slice(prefix.length)
      if (whyUnsafePath(path) === null) files.push({ path, inRepository })
    }
    return files
  }

  return {
    async list() {
      const repository = await around()
      const head = await repository?.head()
      if (repository == null || head?.hash == null) return []
      if (listed?.head !== head.hash) {
        const prefix = prefixOf(repository)
        const stops: CommitStop[] = []
        let after: string | null = null
        do {
          const page = await repository.log({
            from: [head.hash],
            limit: Math.min(PAGE, COMMITS_TRAVELLED - stops.length),
            ...(prefix === '' ? {} : { paths: [prefix.slice(0, -1)] }),
            ...(after === null ? {} : { after }),
          })
          stops.push(...page.commits.map(stopOf))
          after = page.next
        } while (after !== null && stops.length < COMMITS_TRAVELLED)
        listed = { head: head.hash, stops: stops.sort((a, b) => b.time - a.time) }
      }
      return listed.stops
    },
    async at(time) {
      const repository = await around()
      const head = await repository?.head()
      if (repository == null || head?.hash == null) return null
      const { commits } = await repository.log({ from: [head.hash], until: Math.floor(time / 1000), limit: 1 })
      return commits[0]?.hash ?? null
    },
    async files(revision) {
      const repository = await need()
      const commit = await repository.commit(revision)
      const { subject, author, time } = stopOf(commit)
      const prefix = prefixOf(repository)
      const to = { kind: repository.folder === null ? 'empty' : 'folder' } as const
      const changes = await repository.diff({ kind: 'tree', hash: commit.hash }, to)
      const byOldPath = new Map(changes.map(change => [change.from ?? change.path, change]))
      const files = (await treeOf(repository, commit.hash)).map(({ path, inRepository }) =>
        fileThen(path, byOldPath.get(inRepository), prefix),
      )
      return {
        moment: { kind: 'commit', time, author, label: subject, hash: commit.hash },
        files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
        since: changes.filter(({ status, path }) => status === 'added' && path.startsWith(prefix)).length,
      }
    },
    async paths(revision) {
      const repository = await need()
      const { hash } = await repository.commit(revision)
      return (await treeOf(repository, hash)).map(({ path }) => path)
    },
    async read(revision, path) {
      const repository = await need()
      const { hash } = await repository.commit(revision)
      const entry = await repository.readEntry(hash, prefixOf(repository) + path)
      return entry === null || entry.mode === '160000' ? null : repository.readBlob(entry.hash)
    },
    [Symbol.dispose]() {
      isClosed = true
      void opening?.then(
        repository => repository?.[Symbol.dispose](),
        () => {},
      )
    },
  }
}

/** `null` for its change: nothing of it differs. */
function fileThen(path: string, change: FileChange | undefined, prefix: string): FileThen {
  const found = { path: resourcePath(path), kind: kindOf(path) }
  if (change === undefined || change.status === 'added') return { ...found, state: 'same', now: resourcePath(path) }
  const isHere = change.status !== 'deleted' && change.path.startsWith(prefix)
  if (!isHere) return { ...found, state: 'gone', now: null }
  const now = resourcePath(change.path.slice(prefix.length))
  const isSame = change.old?.hash === change.new?.hash
  return { ...found, state: change.status === 'renamed' && isSame ? 'moved' : 'changed', now }
}

function stopOf({ hash, message, author, committer }: Commit): CommitStop {
  const subject = message.trimStart().split('\n', 1)[0] ?? ''
  return { hash, subject, author: author.name, time: committer.seconds * 1000 }
}
