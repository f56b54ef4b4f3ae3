/** The repo tree as the folder's work needs it: lookups, and edits that are durable when they return. */
import type { RepoEntry, RepoTree } from '../../shared/repo/repo-tree.ts'

export interface TreeEdits {
  /** `seed`: hash of the seed. Returns the entry and the document, which follow from place and seed. */
  addScene(path: string, seed: string, sizeBytes: number): RepoEntry
  addBlob(path: string, hash: string, sizeBytes: number): RepoEntry
  setContent(entry: string, hash: string, sizeBytes: number): void
  remove(entry: string): void
  move(entry: string, path: string): void
}

export interface ProjectTree {
  readonly view: RepoTree
  /** Scenes and blobs, not folders. */
  files(): readonly RepoEntry[]
  byId(id: string): RepoEntry | undefined
  byPath(path: string): RepoEntry | undefined
  byDocument(document: string): RepoEntry | undefined
  /** One transaction; resolves when it is durable. */
  edit<T>(run: (edits: TreeEdits) => T): Promise<T>
  readonly onDidChange: (listener: () => void) => Disposable
}
