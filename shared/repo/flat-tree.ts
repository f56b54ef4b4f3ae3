/** What is asked of the files of a tree, wherever trees are compared and merged. */
import type { TreeFile } from './git-object.ts'

export function isSameFile(a: TreeFile | null, b: TreeFile | null): boolean {
  return a === b || (a !== null && b !== null && a.hash === b.hash && a.mode === b.mode)
}

/** Has lines, or could: neither link nor submodule. */
export function isRegular({ mode }: TreeFile): boolean {
  return mode === '100644' || mode === '100755'
}

/** Empty for what stands at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
