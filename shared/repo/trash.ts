/**
 * What was removed from the project's tree and can be brought back, newest first (REP6); and what others put below a
 * removed folder without knowing of it (REP8): listed, so that nothing disappears unseen.
 */
import { type Edge, TRASH } from '../tree/resolve-tree.ts'
import { childrenBelow, descendants } from './below.ts'
import type { RepoWriter } from './commands.ts'
import { moveInto, renameEntry } from './commands.ts'
import { freeName } from './free-name.ts'
import { type EntryId, kindOf, type RepoTree, repoKey, TOP } from './repo-tree.ts'
import { unseenEntries } from './unseen-work.ts'

export interface TrashedEntry {
  readonly id: EntryId
  readonly name: string
  readonly kind: 'folder' | 'scene' | 'text' | 'blob'
  /** Path of the folder it was in, as that is called now; empty for the top, and for one that is gone. */
  readonly folder: string
  /** Files in it; 1 for a file. */
  readonly files: number
  /** Unix ms. */
  readonly removedAt: number
  /** Names of files below it that whoever removed it had not seen. */
  readonly unseen: readonly string[]
}

export function listTrash(tree: RepoTree): TrashedEntry[] {
  const children = childrenBelow(tree)
  const trashed: TrashedEntry[] = []
  for (const id of children.get(TRASH) ?? []) {
    const name = tree.registers.get(repoKey.name(id))
    const kind = kindOf(tree, id)
    if (typeof name !== 'string' || kind === undefined) continue
    const below = descendants(id, children)
    const files = [id, ...below].filter(each => kindOf(tree, each) !== 'folder')
    trashed.push({
      id: id as EntryId,
      name,
      kind,
      folder: tree.byId(formerParent(tree.edgesOf(id)))?.path ?? '',
      files: files.length,
      removedAt: tree.registers.claims(repoKey.edge(id))[0]?.time ?? 0,
      unseen: unseenEntries(tree, id, below).flatMap(({ name, how }) => (how === 'put' ? [name] : [])),
    })
  }
  return trashed.sort((a, b) => b.removedAt - a.removedAt || (a.id < b.id ? -1 : 1))
}

/** Back into its folder, or to the top where that is gone; a name taken meanwhile is counted up. Returns its path. */
export function restoreEntry(writer: RepoWriter, id: string): string {
  const { tree } = writer
  const former = formerParent(tree.edgesOf(id))
  const folder = tree.byId(former)
  const parent = folder?.kind === 'folder' ? folder.id : TOP
  const name = tree.registers.get(repoKey.name(id))
  const siblings = tree.entries.filter(entry => (entry.parent ?? TOP) === parent && entry.id !== id)
  const free = freeName(
    typeof name === 'string' ? name : 'restored',
    siblings.map(sibling => sibling.name),
  )
  if (free !== name) renameEntry(writer, id, free)
  moveInto(writer, id, parent)
  return parent === TOP ? free : `${folder?.path}/${free}`
}

/** The newest place that was not the trash. */
export function formerParent(edges: readonly Edge[]): string {
  return edges.find(edge => edge.parent !== TRASH)?.parent ?? TOP
}
