/**
 * The seam between the window and its host: one live connection, over whatever carries it.
 * Implementations: websocket-link.ts (browser), port-link.ts (desktop), dev/memory-host.ts (development).
 */
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../shared/contract/contract.ts'

export type ApiClient = ContractRouterClient<typeof contract>

/** Frames of shared/sync/document-channel.ts, in order, both ways. */
export interface FrameChannel {
  send(frame: Uint8Array<ArrayBuffer>): void
  onFrame(listener: (frame: Uint8Array) => void): void
}

export interface HostLink {
  readonly api: ApiClient
  readonly documents: FrameChannel
  /** Settles when either channel ends, by whichever side. Never rejects. */
  readonly closed: Promise<void>
  close(): void
}

/** Makes one connection. Rejects with `LinkRefused` where trying again cannot help, with anything else where it may. */
export type OpenHostLink = (signal: AbortSignal) => Promise<HostLink>

/** The host does not know this window (any more): its address has to be opened again. */
export class LinkRefused extends Error {
  override readonly name = 'LinkRefused'
}
