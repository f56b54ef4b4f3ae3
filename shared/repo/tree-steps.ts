/**
 * Steps of one gesture on the project's tree, to take it back: where each entry stood before and after. What somebody
 * moved or renamed since is left alone (REP9), as in a scene (UND1).
 */
import { TRASH } from '../tree/resolve-tree.ts'
import { moveInto, type RepoWriter, removeEntry, renameEntry } from './commands.ts'
import { type RepoTree, repoKey, TOP } from './repo-tree.ts'

export interface Place {
  /** An entry, `TOP` or the trash. */
  readonly parent: string
  readonly name: string
}

export interface TreeStep {
  readonly id: string
  readonly before: Place
  readonly after: Place
}

/** Entries of this state as they stand; those that are not there yet stand in the trash. */
export function placesOf(tree: RepoTree, ids: Iterable<string>): Map<string, Place> {
  return new Map([...ids].map(id => [id, placeOf(tree, id)]))
}

/** What a gesture changed. `before` from `placesOf`. */
export function stepsSince(tree: RepoTree, before: ReadonlyMap<string, Place>): TreeStep[] {
  return [...before].flatMap(([id, was]) => {
    const after = placeOf(tree, id)
    return isSamePlace(was, after) ? [] : [{ id, before: was, after }]
  })
}

/** Inside the caller's transaction. Returns how many were left because somebody changed them since. */
export function takeBackSteps(writer: RepoWriter, steps: readonly TreeStep[]): number {
  let left = 0
  for (const { id, before, after } of [...steps].reverse()) {
    if (!isSamePlace(placeOf(writer.tree, id), after)) {
      left += 1
      continue
    }
    if (before.name !== after.name && before.name !== '') renameEntry(writer, id, before.name)
    if (before.parent === after.parent) continue
    if (before.parent === TRASH) removeEntry(writer, id)
    // Its folder may have been removed meanwhile.
    else moveInto(writer, id, isFolderThere(writer.tree, before.parent) ? before.parent : TOP)
  }
  return left
}

function placeOf(tree: RepoTree, id: string): Place {
  const name = tree.registers.get(repoKey.name(id))
  return { parent: tree.edgesOf(id)[0]?.parent ?? TRASH, name: typeof name === 'string' ? name : '' }
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.parent === b.parent && (a.name === b.name || a.name === '' || b.name === '')
}

function isFolderThere(tree: RepoTree, id: string): boolean {
  return id === TOP || tree.byId(id)?.kind === 'folder'
}
