/**
 * Branches as realities, in any repository: how far each has come from where HEAD is, and what differs in it. Scenes are
 * told by their nodes. Reads only.
 */
import { isAppError } from '../../../shared/contract/errors.ts'
import type { FileDifference } from '../../../shared/contract/history.ts'
import type { Reality } from '../../../shared/contract/realities.ts'
import type { RealityMatrix } from '../../../shared/contract/side-by-side.ts'
import type { Hash } from '../../../shared/repo/git-object.ts'
import { layOut } from '../../../shared/repo/reality-matrix.ts'
import { decodeText } from '../../../shared/scene/codec/encoding.ts'
import { diffTexts } from '../../../shared/scene/diff/diff-texts.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import type { DiffSide, FileChange, Repository } from '../engine.ts'
import { type BranchEntry, listBranches } from '../operations/branches.ts'

/** A reality that is a branch. `changedFiles`: against the commit that it and HEAD come from. */
export interface BranchReality extends Reality {
  readonly hash: Hash
  /** Commits that it has and HEAD does not, and the other way round. */
  readonly ahead: number
  readonly behind: number
}

export async function listBranchRealities(repository: Repository): Promise<BranchReality[]> {
  const head = (await repository.head()).hash
  const realities: BranchReality[] = []
  for (const branch of await listBranches(repository)) realities.push(await describe(repository, branch, head))
  return realities
}

/** Throws AppError NOT_FOUND. */
export async function branchReality(repository: Repository, name: string): Promise<BranchReality> {
  const { hash } = await repository.commit(`refs/heads/${name}`)
  const head = await repository.head()
  const isCurrent = head.kind === 'branch' && head.name === `refs/heads/${name}`
  return describe(repository, { name, hash, isCurrent }, head.hash)
}

async function describe(repository: Repository, branch: BranchEntry, head: Hash | null): Promise<BranchReality> {
  const { name, hash, isCurrent } = branch
  const { author, committer } = await repository.readCommit(hash)
  const isAtHead = head === null || head === hash
  const ahead = isAtHead ? 0 : (await repository.walk([hash], [head])).length
  const behind = isAtHead ? 0 : (await repository.walk([head], [hash])).length
  const changed = ahead === 0 ? [] : await repository.diff(await baseOf(repository, hash, head), treeSide(hash))
  return {
    id: name,
    name,
    parent: null,
    time: committer.seconds * 1000,
    author: { name: author.name, color: 0 },
    status: isCurrent || ahead > 0 || behind === 0 ? 'open' : 'merged',
    isCurrent,
    changedFiles: changed.length,
    lastEditAt: committer.seconds * 1000,
    goneAt: null,
    tried: null,
    branch: `refs/heads/${name}`,
    hash,
    ahead,
    behind,
  }
}

/** Each against the commit that it and HEAD come from. Throws AppError NOT_FOUND. */
export async function compareBranches(repository: Repository, names: readonly string[]): Promise<RealityMatrix> {
  const head = (await repository.head()).hash
  const columns = []
  for (const name of names) {
    const { hash } = await repository.commit(`refs/heads/${name}`)
    const base = await baseOf(repository, hash, head)
    const files = await differencesBetween(repository, base, treeSide(hash))
    columns.push({ id: name, name, parent: base.kind === 'tree' ? base.hash : null, files })
  }
  return layOut(columns)
}

export async function differencesBetween(
  repository: Repository,
  from: DiffSide,
  to: DiffSide,
): Promise<FileDifference[]> {
  const changes = await repository.diff(from, to)
  const differences: FileDifference[] = []
  for (const change of changes) differences.push(await differenceOf(repository, change))
  return differences
}

/** `old` and `new` are blobs of the repository. */
export async function differenceOf(repository: Repository, change: FileChange): Promise<FileDifference> {
  const { path, from = null, status, old, new: now } = change
  const isScene = /\.(?:tscn|tres)$/.test(path)
  const isSame = old !== null && now !== null && old.hash === now.hash
  const counts =
    isScene && old !== null && now !== null && !isSame ? await countNodes(repository, old.hash, now.hash) : NONE
  return { path, previousPath: from, kind: kindOf(status, isSame), isScene, ...counts }
}

function kindOf(status: FileChange['status'], isSame: boolean): FileDifference['kind'] {
  if (status === 'deleted') return 'removed'
  if (status === 'renamed') return isSame ? 'moved' : 'changed'
  return status === 'added' ? 'added' : 'changed'
}

const NONE = { added: 0, removed: 0, changed: 0, registers: 0 } as const

/** Nothing where one of the two cannot be read as a scene: that it differs is told all the same. */
async function countNodes(
  repository: Repository,
  old: Hash,
  now: Hash,
): Promise<typeof NONE | ReturnType<typeof count>> {
  const before = decodeText(await repository.readBlob(old))
  const after = decodeText(await repository.readBlob(now))
  if (!before.ok || !after.ok) return NONE
  try {
    const diff = diffTexts(before.value, after.value)
    return diff.ok ? count(diff.value.changes) : NONE
  } catch (error) {
    // One is a scene, the other a resource.
    if (isAppError(error)) return NONE
    throw error
  }
}

function count(changes: readonly SceneChange[]) {
  const of = (kind: SceneChange['kind']) => new Set(changes.flatMap(each => (each.kind === kind ? [each.node] : [])))
  const [added, removed] = [of('node-added'), of('node-removed')]
  const others = changes.filter(({ kind }) => kind !== 'node-added' && kind !== 'node-removed')
  const changed = new Set(others.flatMap(({ node }) => (added.has(node) ? [] : [node])))
  return { added: added.size, removed: removed.size, changed: changed.size, registers: others.length }
}

export async function baseOf(repository: Repository, hash: Hash, head: Hash | null): Promise<DiffSide> {
  const base = head === null ? undefined : (await repository.mergeBases(head, hash))[0]
  return base === undefined ? { kind: 'empty' } : treeSide(base)
}

export function treeSide(hash: Hash): DiffSide {
  return { kind: 'tree', hash }
}
