/** Edits of the project's tree. Each runs inside the caller's transaction, with the caller's origin. */
import { AppError } from '../contract/errors.ts'
import type { RegisterValue } from '../registers/registers.ts'
import { edgesValue } from '../tree/edge-value.ts'
import { TRASH, withMove } from '../tree/resolve-tree.ts'
import { whyUnsafeName } from './entry-name.ts'
import { documentId, type EntryId, entryId, type RepoTree, repoKey, TOP } from './repo-tree.ts'

export interface RepoWriter {
  readonly tree: RepoTree
  /** Unix ms. */
  readonly now: () => number
}

export type NewFile =
  | { readonly path: string; readonly kind: 'scene'; readonly seed: string; readonly sizeBytes: number }
  | { readonly path: string; readonly kind: 'blob'; readonly hash: string; readonly sizeBytes: number }

/** Folders on the way are made. Adding what was there before brings the same entry back. Throws BAD_REQUEST for an unsafe path. */
export function addFile(writer: RepoWriter, file: NewFile): { readonly id: EntryId; readonly document: string | null } {
  const names = file.path.split('/')
  const name = names.pop() ?? ''
  const parent = folderAt(writer, names)
  checkName(name, file.path)
  const id = entryId(parent, name, file.kind === 'scene' ? file.seed : file.hash)
  const document = file.kind === 'scene' ? documentId(id, file.seed) : null
  hang(writer, id, parent)
  set(writer, repoKey.name(id), name)
  set(writer, repoKey.birth(id), file.kind === 'scene' ? ['scene', document, file.seed] : ['blob'])
  set(writer, repoKey.content(id), [file.kind === 'scene' ? file.seed : file.hash, file.sizeBytes])
  return { id, document }
}

/** New bytes of a blob. Bytes that others put there unknown to this replica stay, to choose from. */
export function setContent(writer: RepoWriter, id: string, hash: string, sizeBytes: number): void {
  set(writer, repoKey.content(id), [hash, sizeBytes])
}

/** Into the trash, with all below. */
export function removeEntry(writer: RepoWriter, id: string): void {
  hang(writer, id, TRASH)
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
  if (edges[0]?.parent === parent) return
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
