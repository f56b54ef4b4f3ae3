/**
 * One opened project folder: its documents, its files, and what joins the two. The face of this half of the host.
 *
 *     await using workspace = await openWorkspace({ folder, profile, … })   // open-workspace.ts
 *     const opened = await workspace.openScene('levels/harbor.tscn')
 */
import type { FileEntry, LocalDifference, WorkspaceState } from '../../shared/contract/data.ts'
import type { Witness } from '../../shared/repo/removal-note.ts'
import type { RepoTree } from '../../shared/repo/repo-tree.ts'
import type { SceneDocument } from '../../shared/scene/document.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import type { StaleValue } from '../../shared/scene/intake.ts'
import type { StaleText } from '../../shared/text/stale-text.ts'
import type { Documents } from '../documents/documents.ts'
import type { WantedBlob } from '../files/checkout.ts'
import type { Backups } from '../history/backups.ts'
import type { SceneHistory } from '../history/scene-history.ts'
import type { Versions } from '../history/versions.ts'
import type { Realities } from '../realities/realities.ts'
import type { RealityBranches } from '../realities/reality-branches.ts'
import type { SharedRealities } from '../realities/shared-realities.ts'
import type { SideBySide } from '../side-by-side/side-by-side.ts'
import type { RepoEventRows } from '../storage/repo-event-rows.ts'
import type { SettledRows } from '../storage/settled-rows.ts'
import type { FileFault } from '../storage/store.ts'
import type { TimeTravel } from '../time-travel/time-travel.ts'
import type { DeletedWorkList } from '../tree/deleted-work.ts'
import type { Outbox } from './outbox.ts'
import type { ChangeFolder } from './own-change.ts'

export interface Workspace extends AsyncDisposable {
  readonly id: string
  readonly name: string
  /** Absolute, links resolved. */
  readonly folder: string
  readonly isSample: boolean
  /** The database is damaged: files can be looked at, edits are refused and nothing is written. */
  readonly isReadOnly: boolean
  /** The reality that owns the folder. */
  readonly reality: { readonly id: string; readonly name: string }
  /** By the plain ids that the tree names. */
  readonly documents: Documents
  /** The same by the ids they have outside of this workspace: for windows and the relay. */
  readonly carried: Documents
  readonly history: SceneHistory
  readonly versions: Versions
  readonly timeTravel: TimeTravel
  readonly backups: Backups
  readonly realities: Realities
  readonly sideBySide: SideBySide
  /** Git's branches that go with realities. */
  readonly branches: RealityBranches
  /** Those that are shared, for the relay. */
  readonly sharedRealities: SharedRealities
  /**
   * Gives the folder to another reality: whoever calls closes this workspace and opens it again. Throws AppError
   * NOT_FOUND for one that is not there, BAD_REQUEST where the files cannot be brought up to date first. Where files rest
   * because another program put HEAD on the branch of that reality, they become its own (RTY18).
   */
  leaveFor(reality: string): Promise<void>
  /** The repo tree over document `tree`. */
  readonly tree: RepoTree
  readonly witness: Witness
  /** What others did in removed files without knowing of it. */
  readonly deletedWork: DeletedWorkList
  /** A scene document kept in step with its Y.Doc; shared and counted. `path` with or without `res://`. */
  openScene(path: string): Promise<OpenScene>
  /** The document of a text file; null for what is no text. Throws AppError NOT_FOUND for a path that is not there. */
  textAt(path: string): { readonly document: string; readonly fault: string | null } | null
  /** What a text document says now, as its file will have it; null for what is no text. */
  currentText(path: string): Promise<string | null>
  /** Texts of earlier versions become documents: called once it is known that others take edits of the tree. */
  becomeTexts(): Promise<void>
  /**
   * The newest text of a scene and the identities in it, without loading its document: what was last written or taken
   * in. `document` where edits are newer than any text, `file` where nothing was ever written or edited.
   */
  newestText(path: string): NewestText
  /** After an update of a scene's document was stored. */
  onDidChangeScene(listener: (path: string) => void): Disposable
  /** Looks at these files again and takes in what changed. */
  reload(paths: readonly string[]): Promise<void>
  files(): readonly FileEntry[]
  onDidChangeFiles(listener: () => void): Disposable
  /** Bytes of a file of the folder. Throws AppError NOT_FOUND, or BAD_REQUEST for a path that leads out of it. */
  readBytes(path: string): Promise<Uint8Array>
  /** Writes a new file and takes it in, e.g. a scene made by a user. Throws AppError BAD_REQUEST where one is there. */
  createFile(path: string, bytes: Uint8Array): Promise<void>
  /** Bytes by sha-256 (hex), from a file or the blob table. Undefined if they are not here. Seeds are blobs too. */
  blob(hash: string): Promise<Uint8Array | undefined>
  /** Keeps bytes that arrived and uses them where the tree waits for them. Returns their sha-256 (hex). */
  putBlob(bytes: Uint8Array): Promise<string>
  /** What the tree names and is not here yet: blobs of files, and seeds, smallest first. */
  wanted(): readonly WantedBlob[]
  onDidChangeWanted(listener: () => void): Disposable
  readonly outbox: Outbox
  /** Kept in the workspace. Never a secret: tokens live in the user's profile. */
  readonly settings: Settings
  readonly differences: Differences
  readonly stale: StaleValues
  /** What was settled in the review, with the way back. */
  readonly settled: SettledRows
  /** What happened in the repository around it. */
  readonly repoEvents: RepoEventRows
  state(): LocalState
  onDidChangeState(listener: () => void): Disposable
  /**
   * Ends joining (`openWorkspace({ join })`): the tree and the documents are here, so the files found in the folder are
   * compared with them. Equal ones are adopted, others become `differences`, and what is missing is written.
   */
  adoptTree(): Promise<void>
  /** True between `openWorkspace({ join })` and the end of `adoptTree`, over restarts too. */
  readonly isJoining: boolean
  readonly git: GitSwitch
  /** Puts files of the folder to another state by the user's own wish, as an operation on the repository does (FIL17). */
  changeFolder: ChangeFolder
  /** After a look at some files of the folder, whatever came of it. */
  onDidLookAtFolder(listener: () => void): Disposable
  /** The user said who they are: later edits of this host carry it. */
  refreshIdentity(): Promise<void>
  /** Shown as progress in the state; null takes it away. */
  setProgress(progress: WorkspaceState['progress']): void
  /** Looks at every file again, e.g. when the window comes to the front. */
  rescan(): Promise<void>
  /** Resolves when nothing waits to be stored, taken in or written. */
  whenSettled(): Promise<void>
}

export type NewestText =
  | { readonly kind: 'text'; readonly text: string; readonly ids: readonly string[] }
  | { readonly kind: 'file' | 'document' }

export type OpenScene = OpenedSceneDocument | UnreadableScene

export interface OpenedSceneDocument extends Disposable {
  readonly status: 'open'
  /** Document id. */
  readonly document: string
  /** `levels/harbor.tscn` */
  readonly path: string
  readonly scene: SceneDocument
  readonly editor: SceneEditor
  /** Why the file cannot be taken in at present (conflict markers, say): the document lives on, the file is left alone. */
  readonly fault: FileFault | null
}

export interface UnreadableScene extends Disposable {
  readonly status: 'unreadable'
  readonly path: string
  readonly fault: FileFault
  readonly text: string
}

/** What the workspace says of itself; the connection's part of `WorkspaceState` is added by whoever knows it. */
export type LocalState = Pick<WorkspaceState, 'unsaved' | 'lastWrittenAt' | 'progress' | 'notice' | 'differences'>

export interface Settings {
  get(key: string): string | undefined
  set(key: string, value: string): void
  delete(key: string): void
}

export interface Differences {
  list(): readonly LocalDifference[]
  /** Takes the local version in, as edits. `res://` paths. */
  accept(paths: readonly string[]): Promise<void>
  /** Takes the shared version; the local bytes stay in the blob table. An added file stays on disk, unshared. */
  discard(paths: readonly string[]): Promise<void>
  readonly onDidChange: (listener: () => void) => Disposable
}

export interface StaleEntry {
  readonly id: number
  readonly document: string
  /** `res://…` */
  readonly path: string
  /** Unix ms. */
  readonly time: number
  readonly value: StaleValue | StaleText
}

/** Values that a save of a stale copy would have undone; left alone, and listed. */
export interface StaleValues {
  list(): readonly StaleEntry[]
  /** Lists one again that was removed, under an id of its own. */
  add(entry: Omit<StaleEntry, 'id'>): void
  remove(id: number): void
  onDidChange(listener: () => void): Disposable
}

/** Git on another branch than the one the documents belong to: the files rest until somebody decides. */
export interface GitSwitch {
  readonly isPaused: boolean
  /** `refs/heads/main` or a commit; null without Git. */
  readonly branch: string | null
  /** Takes the branch's files in as edits and goes on. */
  acceptAsEdits(): Promise<void>
  /** Keeps the files resting until Git is back on the former branch. */
  stay(): void
}
