/** What an operation did, or would do, as the contract has it. */
import type { RepoFileChange, RepoMet, RepoOutcome } from '../../shared/contract/repo-data.ts'
import { conflictWords, placeOf, sidesOf } from '../../shared/repo/conflict-words.ts'
import { isSameFile } from '../../shared/repo/flat-tree.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import type { TreeConflict } from '../../shared/repo/tree-conflict.ts'
import type { Repository } from '../git/engine.ts'
import type { Change } from '../git/operations/change.ts'
import type { Done } from '../git/operations/run-operation.ts'

export async function outcomeOf(repository: Repository, done: Done<object>, isDryRun: boolean): Promise<RepoOutcome> {
  const conflicts = conflictsOf(done.result)
  return {
    operation: done.operation,
    hash: isDryRun ? await headAfter(repository, done.change) : (await repository.head()).hash,
    files: done.change.files.filter(({ before, after }) => !isSameFile(before, after)).map(fileChange),
    clean: conflicts.length === 0,
    conflicts: conflicts.flatMap(metOf),
    words: done.words,
  }
}

function conflictsOf(result: object): readonly TreeConflict[] {
  return 'conflicts' in result ? (result.conflicts as readonly TreeConflict[]) : []
}

function fileChange({ path, before, after }: Change['files'][number]): RepoFileChange {
  if (before === null) return { path, status: 'added' }
  return { path, status: after === null ? 'deleted' : 'modified' }
}

function metOf({ kind, path, places }: TreeConflict): RepoMet[] {
  if (places.length === 0) return [{ path, kind, where: '', text: conflictWords[kind] }]
  return places.map(place => ({ path, kind: place.kind, where: placeOf(place), text: sidesOf(place) }))
}

async function headAfter(repository: Repository, { head, refs }: Change): Promise<Hash | null> {
  const now = await repository.head()
  const target = head?.after ?? now
  if (target.kind === 'detached') return target.hash
  const moved = refs.find(({ name }) => name === target.name)
  if (moved !== undefined) return moved.after
  return (await repository.refs(target.name)).find(({ name }) => name === target.name)?.hash ?? null
}
