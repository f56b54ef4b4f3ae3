/**
 * What others did below a removed entry without knowing of the removal (REP8, REP11): files they put there, renamed,
 * replaced or moved, and the documents in it, with what whoever removed them had seen of each. A pure function of the
 * tree; what was edited in a document is looked up in that.
 */
import { readEdges } from '../tree/edge-value.ts'
import { TRASH } from '../tree/resolve-tree.ts'
import { type Children, descendants, isFile, pathBelow } from './below.ts'
import type { RepoWriter } from './commands.ts'
import {
  type Clocks,
  documentSeen,
  noteDocumentSeen,
  noteTreeSeen,
  type Remover,
  removerOf,
  treeSeen,
} from './removal-note.ts'
import { type EntryId, kindOf, type RepoTree, repoKey } from './repo-tree.ts'

export interface UnseenEntry {
  readonly name: string
  readonly how: 'put' | 'renamed' | 'replaced' | 'moved'
}

export interface RemovedDocument {
  readonly entry: EntryId
  readonly document: string
  readonly kind: 'scene' | 'text'
  /** From the removed entry down: `levels/harbor.tscn`. */
  readonly path: string
  readonly seen: { readonly clocks: Clocks; readonly digests: readonly string[] }
}

export interface RemovedEntry {
  readonly id: EntryId
  readonly name: string
  readonly kind: 'folder' | 'scene' | 'text' | 'blob'
  readonly by: Remover | null
  readonly entries: readonly UnseenEntry[]
  /** Those that may have been edited since; none where whoever removed it said nothing of documents. */
  readonly documents: readonly RemovedDocument[]
}

/** Each entry of the trash, in an order that is the same everywhere. `children` from `childrenBelow`. */
export function removedEntries(tree: RepoTree, children: Children): RemovedEntry[] {
  return [...(children.get(TRASH) ?? [])].sort().flatMap(id => {
    const kind = kindOf(tree, id)
    const name = nameIn(tree, id)
    if (kind === undefined || name === '') return []
    const by = removerOf(tree, id)
    const below = descendants(id, children)
    const entries = unseenEntries(tree, id, below)
    const documents = by === null ? [] : documentsOf(tree, id, below)
    return [{ id: id as EntryId, name, kind, by, entries, documents }]
  })
}

/** In the order of their names. */
export function unseenEntries(tree: RepoTree, top: string, below: readonly string[]): UnseenEntry[] {
  const clocks = treeSeen(tree, top)
  if (clocks === null) return []
  return [top, ...below]
    .flatMap(id => {
      const how = whatMet(tree, id, id === top, clocks)
      const name = nameIn(tree, id)
      return how === null || name === '' ? [] : [{ name, how }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/**
 * The removal holds, knowing what was done meanwhile: it is not asked about again. Inside the caller's transaction; who
 * removed it stays who they were.
 */
export function acceptRemoval(writer: RepoWriter, { id, documents }: Pick<RemovedEntry, 'id' | 'documents'>): void {
  const { tree, now, witness } = writer
  const set = (register: string, value: Parameters<RepoTree['registers']['set']>[1]) =>
    tree.registers.set(register, value, { writer: tree.doc.clientID.toString(36), time: now(), base: null })
  noteTreeSeen(tree, id, set)
  for (const { entry, document } of documents) {
    const seen = witness?.seenOf(document) ?? null
    if (seen !== null) noteDocumentSeen(entry, seen, set)
  }
}

/** Registers that `acceptRemoval` may set, to take it back. */
export function removalRegisters({ id, documents }: Pick<RemovedEntry, 'id' | 'documents'>): string[] {
  return [repoKey.seen(id), ...documents.map(({ entry }) => repoKey.seenDocument(entry))]
}

function whatMet(tree: RepoTree, id: string, isTop: boolean, clocks: Clocks): UnseenEntry['how'] | null {
  const { registers } = tree
  const unseen = (register: string) =>
    registers.claims(register).filter(({ writer }) => !registers.isSeenBy(register, writer, clocks))
  const moves = unseen(repoKey.edge(id))
  if (isTop) {
    if (moves.some(({ value }) => readEdges(value)[0]?.parent !== TRASH)) return 'moved'
  } else if (moves.length > 0) return isFile(tree, id) ? 'put' : null
  if (unseen(repoKey.name(id)).length > 0) return 'renamed'
  return kindOf(tree, id) === 'blob' && unseen(repoKey.content(id)).length > 0 ? 'replaced' : null
}

function documentsOf(tree: RepoTree, top: string, below: readonly string[]): RemovedDocument[] {
  return [top, ...[...below].sort()].flatMap(id => {
    const kind = kindOf(tree, id)
    const birth = tree.registers.get(repoKey.birth(id))
    if ((kind !== 'scene' && kind !== 'text') || !Array.isArray(birth) || typeof birth[1] !== 'string') return []
    const path = pathBelow(tree, top, id, each => nameIn(tree, each))
    return [{ entry: id as EntryId, document: birth[1], kind, path, seen: documentSeen(tree, id) }]
  })
}

function nameIn({ registers }: RepoTree, id: string): string {
  const name = registers.get(repoKey.name(id))
  return typeof name === 'string' ? name : ''
}
