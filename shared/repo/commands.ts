/** Edits of the project's tree. Each runs inside the caller's transaction, with the caller's origin. */
import { AppError } from '../contract/errors.ts'
import type { RegisterValue } from '../registers/registers.ts'
import { edgesValue } from '../tree/edge-value.ts'
import { TRASH, withMove } from '../tree/resolve-tree.ts'
import { childrenBelow, descendants } from './below.ts'
import { whyUnsafeName } from './entry-name.ts'
import { noteDocumentSeen, noteRemover, noteTreeSeen, type Witness } from './removal-note.ts'
import { documentId, type EntryId, entryId, kindOf, type RepoTree, repoKey, TOP } from './repo-tree.ts'

export interface RepoWriter {
  readonly tree: RepoTree
  /** Unix ms. */
  readonly now: () => number
  /** Who removes, and what they have seen of the documents; without one a removal says nothing of those. */
  readonly witness?: Witness
}

export type NewFile =
  | { readonly path: string; readonly kind: 'scene' | 'text'; readonly seed: string; readonly sizeBytes: number }
  | { readonly path: string; readonly kind: 'blob'; readonly hash: string; readonly sizeBytes: number }

/** Folders on the way are made. Adding what was there before brings the same entry back. Throws BAD_REQUEST for an unsafe path. */
export function addFile(writer: RepoWriter, file: NewFile): { readonly id: EntryId; readonly document: string | null } {
  const names = file.path.split('/')
  const name = names.pop() ?? ''
  const parent = folderAt(writer, names)
  checkName(name, file.path)
  const content = file.kind === 'blob' ? file.hash : file.seed
  const id = entryId(parent, name, content)
  const document = file.kind === 'blob' ? null : documentId(id, content)
  hang(writer, id, parent)
  set(writer, repoKey.name(id), name)
  set(writer, repoKey.birth(id), document === null ? ['blob'] : [file.kind, document, content])
  set(writer, repoKey.content(id), [content, file.sizeBytes])
  return { id, document }
}

/** A folder that stays when it is empty; those on the way are made. Throws BAD_REQUEST for an unsafe path. */
export function addFolder(writer: RepoWriter, path: string): EntryId {
  const id = folderAt(writer, path.split('/')) as EntryId
  set(writer, repoKey.kept(id), true)
  return id
}

/**
 * A blob that is edited as a text from now on. Document and seed follow from the entry and the bytes it has, so that two
 * hosts which do this make one document (TXT7).
 */
export function becomeText(writer: RepoWriter, id: string, seed: string, sizeBytes: number): string {
  const document = documentId(id as EntryId, seed)
  set(writer, repoKey.birth(id), ['text', document, seed])
  set(writer, repoKey.content(id), [seed, sizeBytes])
  return document
}

/** New bytes of a blob. Bytes that others put there unknown to this replica stay, to choose from. */
export function setContent(writer: RepoWriter, id: string, hash: string, sizeBytes: number): void {
  set(writer, repoKey.content(id), [hash, sizeBytes])
}

/**
 * Into the trash, with all below. What the remover had seen is noted: work below that they had not is listed (REP8,
 * REP11).
 */
export function removeEntry(writer: RepoWriter, id: string): void {
  hang(writer, id, TRASH)
  noteRemoval(writer, id)
}

/** The notes alone, for what was put into the trash by other ways. */
export function noteRemoval(writer: RepoWriter, id: string): void {
  const { tree, witness } = writer
  const put = (register: string, value: RegisterValue) => set(writer, register, value)
  noteTreeSeen(tree, id, put)
  if (witness === undefined) return
  noteRemover(id, witness.person(), put)
  for (const each of [id, ...(kindOf(tree, id) === 'folder' ? descendants(id, childrenBelow(tree)) : [])]) {
    const birth = tree.registers.get(repoKey.birth(each))
    const document = Array.isArray(birth) ? (birth as readonly RegisterValue[])[1] : undefined
    const seen = typeof document === 'string' ? witness.seenOf(document) : null
    if (seen !== null) noteDocumentSeen(each, seen, put)
  }
}

/** Another name in the same place. Throws BAD_REQUEST for one that not every disk can hold. */
export function renameEntry(writer: RepoWriter, id: string, name: string): void {
  checkName(name, name)
  set(writer, repoKey.name(id), name)
}

/** Into another folder under the same name; `TOP` or the id of a folder. Also where it stands already, for a repair. */
export function moveInto(writer: RepoWriter, id: string, parent: string): void {
  hang(writer, id, parent)
}

/** Another place or name; the entry and its document stay the same. */
export function moveEntry(writer: RepoWriter, id: string, path: string): void {
  const names = path.split('/')
  const name = names.pop() ?? ''
  checkName(name, path)
  const parent = folderAt(writer, names)
  hang(writer, id, parent)
  set(writer, repoKey.name(id), name)
}

function folderAt(writer: RepoWriter, names: readonly string[]): string {
  let parent: string = TOP
  let path = ''
  for (const name of names) {
    path = path === '' ? name : `${path}/${name}`
    const present = writer.tree.byPath(path)
    if (present !== undefined && present.kind === 'folder') {
      parent = present.id
      continue
    }
    checkName(name, path)
    const id = entryId(parent, name, 'folder')
    hang(writer, id, parent)
    set(writer, repoKey.name(id), name)
    set(writer, repoKey.birth(id), ['folder'])
    parent = id
  }
  return parent
}

function hang({ tree, now }: RepoWriter, id: string, parent: string): void {
  const edges = tree.edgesOf(id)
  // Its last move may say so and a broken circle otherwise: then it is moved there for good.
  if (edges[0]?.parent === parent && (tree.parentOf(id) ?? parent) === parent) return
  const edge = { parent, position: '', counter: tree.highestMove() + 1 }
  write(tree, repoKey.edge(id), edgesValue(withMove(edges, edge)), now())
}

function set({ tree, now }: RepoWriter, register: string, value: RegisterValue): void {
  write(tree, register, value, now())
}

function write(tree: RepoTree, register: string, value: RegisterValue, time: number): void {
  tree.registers.set(register, value, { writer: tree.doc.clientID.toString(36), time, base: null })
}

function checkName(name: string, path: string): void {
  const reason = whyUnsafeName(name)
  if (reason !== null) throw new AppError('BAD_REQUEST', `This path cannot be used: ${reason}.`, { path })
}
