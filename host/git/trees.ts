/** Whole trees as flat maps, and back: only the folders of what changed are read or written anew. */
import { AppError } from '../../shared/contract/errors.ts'
import type { FlatTree, Hash, TreeChanges, TreeFile } from '../../shared/repo/git-object.ts'
import { printTree, readCommitBytes, readTreeBytes, type StoredEntry, taggedHash } from './object-format.ts'
import type { ObjectStore } from './object-store.ts'
import { whyUnsafeInTree } from './path-safety.ts'

/** A commit or a tag stands for its tree. */
export function treeOf(objects: ObjectStore, hash: Hash): Hash {
  const { type, bytes } = objects.read(hash)
  switch (type) {
    case 'tree':
      return hash
    case 'commit':
      return readCommitBytes(hash, bytes).tree
    case 'tag':
      return treeOf(objects, taggedHash(hash, bytes))
    case 'blob':
      throw new AppError('BAD_REQUEST', `${hash} is a file, not a tree.`, { hash })
  }
}

export function readFlatTree(objects: ObjectStore, hash: Hash): FlatTree {
  const files = new Map<string, TreeFile>()
  addFiles(objects, treeOf(objects, hash), '', files)
  return files
}

/** Deeper than any path that a disk holds: a tree that is its own folder cannot be, but a hostile one can be deep. */
const TREE_DEPTH = 1000

function addFiles(objects: ObjectStore, tree: Hash, prefix: string, files: Map<string, TreeFile>, depth = 0): void {
  if (depth > TREE_DEPTH) throw new AppError('UNREADABLE', 'The folders of this commit are nested without end.')
  for (const { name, hash, mode } of readTreeBytes(tree, objects.readAs(tree, 'tree'))) {
    if (mode === 'folder') addFiles(objects, hash, `${prefix}${name}/`, files, depth + 1)
    else files.set(prefix + name, { mode, hash })
  }
}

export function readTreeEntry(objects: ObjectStore, hash: Hash, path: string): TreeFile | null {
  let tree = treeOf(objects, hash)
  const names = path.split('/')
  for (const [i, name] of names.entries()) {
    const entry = readTreeBytes(tree, objects.readAs(tree, 'tree')).find(each => each.name === name)
    if (entry === undefined) return null
    if (entry.mode !== 'folder') return i === names.length - 1 ? { mode: entry.mode, hash: entry.hash } : null
    tree = entry.hash
  }
  return null
}

/** Returns the hash of the new tree: an empty one where nothing is left. */
export async function writeTreeChanges(objects: ObjectStore, changes: TreeChanges, base: Hash | null): Promise<Hash> {
  for (const [path, file] of changes) {
    const reason = file === null ? null : whyUnsafeInTree(path)
    if (reason !== null) throw new AppError('BAD_REQUEST', `No commit may hold this path: ${reason}.`, { path })
  }
  const nested = nest(changes)
  const root = base === null ? null : treeOf(objects, base)
  return (await writeFolder(objects, nested, root)) ?? objects.write('tree', printTree([]))
}

/** What changes in one folder: a file, no file, or changes further down. */
interface FolderChanges {
  readonly files: Map<string, TreeFile | null>
  readonly folders: Map<string, FolderChanges>
}

function nest(changes: TreeChanges): FolderChanges {
  const root: FolderChanges = { files: new Map(), folders: new Map() }
  for (const [path, file] of changes) {
    const names = path.split('/')
    const last = names.pop() ?? ''
    let folder = root
    for (const name of names) {
      const below = folder.folders.get(name) ?? { files: new Map(), folders: new Map() }
      folder.folders.set(name, below)
      folder = below
    }
    folder.files.set(last, file)
  }
  return root
}

/** Null for a folder without files. */
async function writeFolder(objects: ObjectStore, changes: FolderChanges, base: Hash | null): Promise<Hash | null> {
  const before = base === null ? [] : readTreeBytes(base, objects.readAs(base, 'tree'))
  const entries = new Map<string, StoredEntry>(before.map(entry => [entry.name, entry]))
  for (const [name, file] of changes.files) {
    // Taking away a file says nothing about a folder of that name.
    if (file === null && entries.get(name)?.mode !== 'folder') entries.delete(name)
    else if (file !== null) entries.set(name, { name, ...file })
  }
  for (const [name, below] of changes.folders) {
    const old = entries.get(name)
    const hash = await writeFolder(objects, below, old?.mode === 'folder' ? old.hash : null)
    if (hash !== null) {
      if (changes.files.get(name)) throw new AppError('BAD_REQUEST', `${name} cannot be a file and a folder.`, { name })
      entries.set(name, { name, hash, mode: 'folder' })
    } else if (old?.mode === 'folder') entries.delete(name)
  }
  return entries.size === 0 ? null : objects.write('tree', printTree([...entries.values()]))
}

/** The files in which two trees differ: folders that are the same are not read. */
export function changedFiles(objects: ObjectStore, from: Hash, to: Hash): { before: FlatTree; after: FlatTree } {
  const before = new Map<string, TreeFile>()
  const after = new Map<string, TreeFile>()
  compareFolders(treeOf(objects, from), treeOf(objects, to), '')
  return { before, after }

  function compareFolders(old: Hash | null, now: Hash | null, prefix: string): void {
    if (old === now) return
    const [olds, nows] = [entriesOf(old), entriesOf(now)]
    for (const name of new Set([...olds.keys(), ...nows.keys()])) {
      const [a, b] = [olds.get(name), nows.get(name)]
      if (a !== undefined && b !== undefined && a.mode === b.mode && a.hash === b.hash) continue
      if (a !== undefined && a.mode !== 'folder') before.set(prefix + name, { mode: a.mode, hash: a.hash })
      if (b !== undefined && b.mode !== 'folder') after.set(prefix + name, { mode: b.mode, hash: b.hash })
      const [oldFolder, newFolder] = [folderHash(a), folderHash(b)]
      if (oldFolder !== null || newFolder !== null) compareFolders(oldFolder, newFolder, `${prefix}${name}/`)
    }
  }

  function entriesOf(tree: Hash | null): Map<string, StoredEntry> {
    if (tree === null) return new Map()
    return new Map(readTreeBytes(tree, objects.readAs(tree, 'tree')).map(entry => [entry.name, entry]))
  }
}

function folderHash(entry: StoredEntry | undefined): Hash | null {
  return entry?.mode === 'folder' ? entry.hash : null
}
