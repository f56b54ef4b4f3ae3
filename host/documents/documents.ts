/**
 * The documents of a workspace: loaded once, shared by everybody who asks, every update durable before it is called so.
 *
 *     using document = await documents.open('tree')
 *     await document.apply(update, { kind: 'relay' })   // resolves when its transaction has committed
 */
import type * as Y from 'yjs'

/** Where an update came from. Always given as the origin of a transaction: a null origin would be undone as one's own. */
export type UpdateOrigin =
  | { readonly kind: 'window'; readonly connection: number }
  | { readonly kind: 'relay' }
  /** A file changed on disk. */
  | { readonly kind: 'intake' }
  /** The API, the command line, a choice in the review. */
  | { readonly kind: 'command' }
  | { readonly kind: 'seed' }
  | { readonly kind: 'storage' }

export interface StoredUpdate {
  readonly update: Uint8Array
  readonly origin: UpdateOrigin
  /** Counts up within one document; never used twice. */
  readonly sequence: number
}

export interface Documents {
  ids(): readonly string[]
  has(id: string): boolean
  /**
   * Loads snapshot and log once; shared and counted.
   * Throws AppError NOT_FOUND, or UNREADABLE where stored bytes are damaged: never an empty document in their place.
   */
  open(id: string): Promise<HostDocument>
  onDidCreate(listener: (id: string) => void): Disposable
}

/** One reference to a loaded document; disposing gives up this reference. */
export interface HostDocument extends Disposable {
  readonly id: string
  readonly doc: Y.Doc
  /**
   * Applies an update and resolves when it is durable. Updates made on `doc` directly (transact with an UpdateOrigin
   * as origin; anything else counts as `command`) are stored the same way.
   * Throws AppError READ_ONLY where the workspace takes no edits, BAD_REQUEST for bytes that are no update.
   * While the disk is full the promise stays open, and the edit stays in memory.
   */
  apply(update: Uint8Array, origin: UpdateOrigin): Promise<void>
  /** Resolves when everything applied so far is durable. */
  whenStored(): Promise<void>
  /** After the transaction that holds it committed. */
  onDidStore(listener: (event: StoredUpdate) => void): Disposable
}
