/** The repo tree as the folder's work needs it: lookups, and edits that are durable when they return. */
import type { RepoEntry, RepoTree } from '../../shared/repo/repo-tree.ts'

export interface TreeEdits {
  /** `seed`: hash of the seed. Entry and document follow from place and seed. Throws BAD_REQUEST for an unsafe path. */
  addScene(path: string, seed: string, sizeBytes: number): NewEntry
  /** The same for a text. */
  addText(path: string, seed: string, sizeBytes: number): NewEntry
  /** What was kept by its bytes is edited as a text from now on; its entry stays. Returns the document. */
  becomeText(entry: string, seed: string, sizeBytes: number): string
  addBlob(path: string, hash: string, sizeBytes: number): NewEntry
  setContent(entry: string, hash: string, sizeBytes: number): void
  remove(entry: string): void
  move(entry: string, path: string): void
  /** One that stays when it is empty. Returns its entry. */
  addFolder(path: string): string
}

export interface NewEntry {
  readonly id: string
  readonly document: string | null
}

export interface ProjectTree {
  readonly view: RepoTree
  /** Scenes, texts and blobs, not folders. */
  files(): readonly RepoEntry[]
  byId(id: string): RepoEntry | undefined
  byPath(path: string): RepoEntry | undefined
  byDocument(document: string): RepoEntry | undefined
  /** True where somebody removed it; false also for one that is not listed for its name. */
  isRemoved(id: string): boolean
  /** Also of what was removed; undefined for what this tree never had. */
  kindOf(id: string): RepoEntry['kind'] | undefined
  /** False for what this tree never had: an entry of another reality. */
  isKnown(id: string): boolean
  /** One transaction; resolves when it is durable. */
  edit<T>(run: (edits: TreeEdits) => T): Promise<T>
  readonly onDidChange: (listener: () => void) => Disposable
}
