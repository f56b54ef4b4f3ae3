/** What a repository is like now, in one look. */
import { join } from 'node:path'
import type { OpenRepoState, RepoStatusEntry } from '../../shared/contract/repo-data.ts'
import { REPO_STATUS_SHOWN } from '../../shared/limits.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import { exists } from '../files/exists.ts'
import type { Head, Ref, Repository, StatusEntry } from '../git/engine.ts'
import { readMergeNote } from '../git/operations/merge-note.ts'
import { readUnderWay } from '../git/operations/under-way.ts'
import { describeOperation } from './describe-operation.ts'
import { canConclude } from './go-on.ts'
import type { OpenedRepository } from './repo.ts'

export interface Look {
  readonly state: Omit<OpenRepoState, 'refsVersion'>
  /** By name, without Weft's own. */
  readonly refs: ReadonlyMap<string, Hash>
  /** `refs/heads/main`, or a commit where no branch is checked out. */
  readonly head: string
}

export async function readState(opened: OpenedRepository, hasGit: boolean): Promise<Look> {
  const { repository, operations, prefix } = opened
  const [head, entries, refs, waiting, undo, remotes, isBusy] = await Promise.all([
    repository.head(),
    repository.status(),
    repository.refs(),
    readMergeNote(repository.gitFolder),
    operations.lastInForce(),
    repository.remotes(),
    exists(join(repository.gitFolder, 'index.lock')),
  ])
  return {
    state: {
      status: 'open',
      prefix,
      head: shownHead(head),
      upstream: await upstreamOf(repository, head, refs),
      entries: entries.slice(0, REPO_STATUS_SHOWN).map((entry): RepoStatusEntry => entry),
      changes: entries.length,
      waiting: waiting === null ? null : { message: waiting.message },
      underWay: await shownUnderWay(repository, entries),
      undo: undo === null ? null : describeOperation(undo, false),
      remotes,
      hasGit,
      isBusy,
    },
    refs: new Map(refs.filter(({ name }) => !name.startsWith('refs/weft/')).map(({ name, hash }) => [name, hash])),
    head: head.kind === 'branch' ? head.name : head.hash,
  }
}

export function shortBranch(name: string): string {
  return name.replace(/^refs\/heads\//, '')
}

async function shownUnderWay(
  repository: Repository,
  entries: readonly StatusEntry[],
): Promise<OpenRepoState['underWay']> {
  const underWay = await readUnderWay(repository.gitFolder)
  const contested = entries.filter(({ status }) => status === 'conflicted').length
  if (underWay === null) return contested === 0 ? null : { kind: null, contested, isConcluded: false }
  return { kind: underWay.kind, contested, isConcluded: await canConclude(repository, underWay) }
}

function shownHead(head: Head): OpenRepoState['head'] {
  return head.kind === 'branch' ? { ...head, name: shortBranch(head.name) } : head
}

async function upstreamOf(
  repository: Repository,
  head: Head,
  refs: readonly Ref[],
): Promise<OpenRepoState['upstream']> {
  if (head.kind !== 'branch' || head.hash === null) return null
  const followed = await followedBy(repository, shortBranch(head.name), head.hash, refs)
  return followed === null ? null : { name: followed.name, ahead: followed.ahead, behind: followed.behind }
}

/** What a branch follows, where that is there. */
export async function followedBy(repository: Repository, branch: string, hash: Hash, refs: readonly Ref[]) {
  const name = await repository.upstream(branch)
  const there = refs.find(ref => ref.name === name)
  if (name === null || there === undefined) return null
  const distance = await repository.distance(hash, there.hash)
  return { ...distance, name: name.replace(/^refs\/(?:heads|remotes)\//, ''), hash: there.hash }
}
