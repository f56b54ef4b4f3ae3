/** What a merge of branches does, and what would go with a branch, in the shapes that realities have for it. */
import type { FileDifference } from '../../../shared/contract/history.ts'
import type { DropResult, Meeting, MergePreview } from '../../../shared/contract/realities.ts'
import type { TreeConflict } from '../../../shared/repo/tree-conflict.ts'
import type { Repository } from '../engine.ts'
import type { Change } from '../operations/change.ts'
import { baseOf, differenceOf, differencesBetween, treeSide } from './branch-realities.ts'

/** `change` and `conflicts`: of a merge that was worked out, or done. */
export async function whatMergeChanges(
  repository: Repository,
  { index, files }: Change,
  conflicts: readonly TreeConflict[],
): Promise<Pick<MergePreview, 'files' | 'contested'>> {
  const meetings = new Map(conflicts.map(conflict => [conflict.path, meetingsOf(conflict)]))
  const shown = new Map<string, MergePreview['files'][number]>()
  const changes = new Map([...index, ...files].map(each => [each.path, each]))
  for (const { path, before: old, after } of changes.values()) {
    if (old?.hash === after?.hash && old?.mode === after?.mode) continue
    const status = old === null ? 'added' : after === null ? 'deleted' : 'modified'
    const difference = await differenceOf(repository, { path, status, old, new: after })
    shown.set(path, { ...difference, meetings: meetings.get(path) ?? [] })
  }
  // Where ours is in use altogether, the file stays as it is, and is still to be looked at.
  for (const [path, met] of meetings) {
    if (!shown.has(path)) shown.set(path, { ...unchanged(path), meetings: met })
  }
  const contested = [...meetings.values()].reduce((sum, met) => sum + met.length, 0)
  return { files: [...shown.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), contested }
}

function unchanged(path: string): FileDifference {
  const isScene = /\.(?:tscn|tres)$/.test(path)
  return { path, previousPath: null, kind: 'changed', isScene, added: 0, removed: 0, changed: 0, registers: 0 }
}

function meetingsOf({ kind, ours, theirs, base, places }: TreeConflict): Meeting[] {
  const whole = { kind: 'content', node: '', nodeId: null, chosen: 'ours' } as const
  if (places.length === 0) {
    const hashOf = (file: TreeConflict['ours']) => file?.hash ?? null
    return [{ ...whole, property: kind, base: hashOf(base), ours: hashOf(ours), theirs: hashOf(theirs) }]
  }
  return places.map(place => {
    const { base: was, ours: mine, theirs: other } = place
    const sides = { base: was, ours: mine, theirs: other }
    return place.kind === 'scene'
      ? { ...whole, ...sides, kind: 'property', node: place.node, property: place.what }
      : { ...whole, ...sides, property: `line ${place.line}` }
  })
}

export interface OnlyThere extends DropResult {
  /** That no other branch, tag or remote has, nor HEAD. */
  readonly commits: number
}

/** What is nowhere else: nothing for a branch whose commits others have. */
export async function whatOnlyThere(repository: Repository, name: string): Promise<OnlyThere> {
  const ref = `refs/heads/${name}`
  const { hash } = await repository.commit(ref)
  const head = (await repository.head()).hash
  const others = new Set(head === null ? [] : [head])
  for (const prefix of ['refs/heads/', 'refs/tags/', 'refs/remotes/']) {
    for (const other of await repository.refs(prefix)) {
      if (other.name !== ref) others.add((await repository.commit(other.name)).hash)
    }
  }
  const commits = (await repository.walk([hash], [...others])).length
  const onlyThere =
    commits === 0 ? [] : await differencesBetween(repository, await baseOf(repository, hash, head), treeSide(hash))
  return { onlyThere, isDropped: false, goneAt: null, commits }
}
