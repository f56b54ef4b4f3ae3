/** What the API needs of the host; `host/host.ts` provides it. */
import type {
  AppState,
  Identity,
  ReviewItem,
  Rights,
  SettledItem,
  ShareLink,
  SharingState,
  WorkspaceState,
} from '../../shared/contract/data.ts'
import type { Repo } from '../repo/repo.ts'
import type { TextSearch } from '../search/content/text-search.ts'
import type { Search } from '../search/search.ts'
import type { Templates } from '../templates/host-templates.ts'
import type { TreeEdits } from '../tree/tree-edits.ts'
import type { Workspace } from '../workspace/workspace.ts'

export interface ApiHost {
  /** Absolute; where choosing a folder begins. */
  readonly home: string
  state(): AppState
  onDidChangeState(listener: () => void): Disposable
  setIdentity(identity: Identity): Promise<Identity>
  openFolder(folder: string): Promise<WorkspaceState>
  openSample(): Promise<WorkspaceState>
  closeWorkspace(): Promise<AppState>
  /** Gives the folder to another reality and opens it there. Throws AppError NOT_FOUND, BAD_REQUEST. */
  switchReality(id: string): Promise<WorkspaceState>
  /** Throws AppError NO_WORKSPACE. */
  workspace(): Workspace
  /** False where the workspace is shared with us to read only. */
  canWrite(): boolean
  readonly sharing: Sharing
  readonly review: Review
  readonly templates: Templates
  /** Throws AppError NO_WORKSPACE. */
  search(): Search
  /** Throws AppError NO_WORKSPACE. */
  textSearch(): TextSearch
  /** Throws AppError NO_WORKSPACE. */
  tree(): TreeEdits
  /** Throws AppError NO_WORKSPACE. */
  repo(): Repo
}

export interface Sharing {
  state(): SharingState
  start(options: { readonly relay?: string | undefined; readonly onNetwork: boolean }): Promise<SharingState>
  stop(): Promise<SharingState>
  createLink(options: { readonly rights: Rights; readonly expiresInHours?: number | undefined }): Promise<CreatedLink>
  listLinks(): Promise<ShareLink[]>
  revokeLink(id: string): Promise<ShareLink[]>
  join(options: { readonly link: string; readonly folder: string }): Promise<WorkspaceState>
  reconnect(): Promise<SharingState>
  disconnect(): Promise<SharingState>
}

export interface CreatedLink {
  readonly id: string
  readonly link: string
  readonly rights: Rights
  /** ISO time; null for never. */
  readonly expiresAt: string | null
}

/** What met or was repaired in the documents of the open workspace. Throws AppError NO_WORKSPACE. */
export interface Review {
  list(): readonly ReviewItem[]
  /** Throws AppError NOT_FOUND where the item or the choice is gone. */
  choose(id: string, choice: string, node?: string): Promise<void>
  accept(ids: readonly string[]): Promise<readonly SettledItem[]>
  settled(): readonly SettledItem[]
  undo(settled: readonly string[]): Promise<number>
  onDidChange(listener: () => void): Disposable
}
