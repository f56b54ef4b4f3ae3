/** Which entries a gesture is about. */
import type { RepoEntry, RepoTree } from '../../shared/repo/repo-tree.ts'

/** What Godot keeps beside a file. */
const BESIDE = ['.import', '.uid'] as const

/** Files that go where this one goes, with what their names add to its own. */
export function besides(tree: RepoTree, entry: RepoEntry): { readonly entry: RepoEntry; readonly ending: string }[] {
  if (entry.kind === 'folder') return []
  return BESIDE.flatMap(ending => {
    const beside = tree.byPath(entry.path + ending)
    return beside === undefined || beside.kind === 'folder' ? [] : [{ entry: beside, ending }]
  })
}

/** Without those that lie in a folder of the selection, which takes them along. */
export function topmost(entries: readonly RepoEntry[]): RepoEntry[] {
  const folders = entries.filter(entry => entry.kind === 'folder').map(entry => `${entry.path}/`)
  const unique = new Map(entries.map(entry => [entry.id, entry]))
  return [...unique.values()].filter(entry => !folders.some(folder => entry.path.startsWith(folder)))
}

/** The entry itself, or all files below a folder. */
export function filesOf(tree: RepoTree, entry: RepoEntry): RepoEntry[] {
  if (entry.kind !== 'folder') return [entry]
  return tree.entries.filter(each => each.kind !== 'folder' && each.path.startsWith(`${entry.path}/`))
}
