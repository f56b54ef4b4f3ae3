/**
 * Folders that one side renamed: every file that was in it is gone, and most of them went to one other folder. What the
 * other side puts into it goes along, if it put anything into that very folder. (REN4 in docs/spec/repo-merge.md)
 */
import { folderOf } from './flat-tree.ts'
import type { FlatTree } from './git-object.ts'
import type { Rename } from './renames.ts'

/** By the old name, without a slash at the end. */
export type FolderRenames = ReadonlyMap<string, string>

/** `other`: the side whose new files would go along. */
export function findFolderRenames(
  before: FlatTree,
  after: FlatTree,
  renames: readonly Rename[],
  other: FlatTree,
): FolderRenames {
  const counts = new Map<string, Map<string, number>>()
  for (const { from, to } of renames) {
    for (const [old, fresh] of renamedFolders(from, to)) {
      const targets = counts.get(old) ?? new Map<string, number>()
      counts.set(old, targets)
      targets.set(fresh, (targets.get(fresh) ?? 0) + 1)
    }
  }
  const found = new Map<string, string>()
  const left = foldersOf(after)
  const had = foldersOf(before)
  const hasNew = new Set([...other.keys()].filter(path => !before.has(path)).map(folderOf))
  for (const [old, targets] of counts) {
    if (left.has(old) || !had.has(old) || !hasNew.has(old)) continue
    const [best, second] = [...targets].sort(([, a], [, b]) => b - a)
    // Split evenly, it went nowhere in particular.
    if (best !== undefined && best[1] !== second?.[1]) found.set(old, best[0])
  }
  return found
}

/** Where `path` belongs then; the same where no folder above it was renamed. */
export function throughFolderRenames(path: string, renames: FolderRenames): string {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const fresh = renames.get(folder)
    if (fresh !== undefined) return fresh === '' ? path.slice(folder.length + 1) : fresh + path.slice(folder.length)
  }
  return path
}

/** `a/b/x` → `c/b/x` renames `a/b` to `c/b`, and `a` to `c`. */
function renamedFolders(from: string, to: string): [string, string][] {
  const pairs: [string, string][] = []
  let [old, fresh] = [folderOf(from), folderOf(to)]
  while (old !== '' && old !== fresh) {
    pairs.push([old, fresh])
    if (fresh === '' || old.slice(folderOf(old).length) !== fresh.slice(folderOf(fresh).length)) break
    ;[old, fresh] = [folderOf(old), folderOf(fresh)]
  }
  return pairs
}

function foldersOf(tree: FlatTree): Set<string> {
  const folders = new Set<string>()
  for (const path of tree.keys()) {
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder)
  }
  return folders
}
