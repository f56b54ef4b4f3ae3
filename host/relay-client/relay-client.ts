/**
 * A workspace on its relay: one socket, all documents, presence both ways, and the bytes that the tree names.
 *
 *     await using client = createRelayClient({ workspace, link, presence, … })
 *     client.state()          // offline | connecting | syncing | online | refused, and why
 *     await client.whenReceived(signal)
 *
 * The edge between sets of documents: those of the workspace when a connection is made, and those made later; a
 * document that another host made comes through the tree, which names its seed.
 */

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Rights } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { PRESENCE_DOCUMENT, TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { encodeDocumentFrame, type RelayFrame, type Welcome } from '../../shared/sync/relay-protocol.ts'
import type { PresenceHub, PresencePeer } from '../server/presence-hub.ts'
import { storedId } from '../storage/stored-id.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { createBlobExchange } from './blob-exchange.ts'
import { createBlobTransfer } from './blob-transfer.ts'
import { createDocumentSync, type DocumentSync } from './document-sync.ts'
import { type ConnectionState, createRelayConnection, type WorkspaceLink } from './relay-connection.ts'
import type { Schedule } from './schedule.ts'

export interface RelayClientState {
  readonly connection: 'offline' | 'connecting' | 'syncing' | 'online' | 'refused'
  readonly rights: Rights | null
  readonly offlineSince: number | null
  readonly nextAttemptAt: number | null
  /** Why the relay refused the link or an edit. */
  readonly notice: string | null
}

export interface RelayClient extends AsyncDisposable {
  state(): RelayClientState
  connectNow(): void
  /** Until `connectNow`. */
  pause(): void
  /**
   * Resolves when everything the relay has is here and stored: the tree, the documents it names, and the bytes.
   * Throws AppError RELAY where the link is refused, or the signal's reason.
   */
  whenReceived(signal?: AbortSignal): Promise<void>
}

/** What of a workspace goes over a relay: one reality of it. */
export type RelayWorkspace = Pick<
  Workspace,
  'reality' | 'carried' | 'outbox' | 'tree' | 'blob' | 'putBlob' | 'wanted' | 'onDidChangeWanted' | 'setProgress'
>

interface Deps {
  readonly workspace: RelayWorkspace
  readonly link: WorkspaceLink
  /** For the relay's log. */
  readonly label: string
  readonly presence: Pick<PresenceHub, 'apply' | 'leave' | 'others' | 'onDidChange'>
  readonly schedule: Schedule
  /** From 0 to 1. */
  readonly random: () => number
  /** True when the workspace was not on this relay before: everything is sent once. */
  readonly isFresh: boolean
  readonly onDidChange: () => void
  readonly log: { info(data: object, message: string): void; warn(data: object, message: string): void }
}

const messageSync = 0
const messageAwareness = 1

export function createRelayClient(deps: Deps): RelayClient {
  const { workspace, link, presence, schedule, log } = deps
  const treeId = storedId(workspace.reality.id, TREE_DOCUMENT)
  const syncs = new Map<string, DocumentSync>()
  const opening = new Set<string>()
  const waiters = new Set<() => void>()
  const self: PresencePeer = { isRelay: true }
  let welcome: Welcome | null = null
  let offlineSince: number | null = schedule.now()
  let isDisposed = false

  const blobs = createBlobExchange({
    workspace,
    transfer: createBlobTransfer(link),
    schedule,
    onDidChange: changed,
    log,
  })
  const created = workspace.carried.onDidCreate(id => follow(id))
  const presenceListener = presence.onDidChange(change => sendPresence(change.updateFor(self)))
  const outboxListener = workspace.outbox.onDidChange(changed)
  const connection = createRelayConnection({
    link,
    label: deps.label,
    schedule,
    random: deps.random,
    log,
    onFrame: receive,
    onDidChange: connectionChanged,
  })

  function changed(): void {
    if (isDisposed) return
    for (const check of [...waiters]) check()
    deps.onDidChange()
  }

  function connectionChanged(state: ConnectionState): void {
    if (state.status === 'open') opened(state.welcome)
    else closed()
    changed()
  }

  function opened(next: Welcome): void {
    welcome = next
    offlineSince = null
    blobs.start()
    for (const sync of syncs.values()) sync.start(next)
    // The tree first: it names the others.
    follow(treeId)
    for (const id of workspace.carried.ids()) follow(id)
    joinPresence()
  }

  function closed(): void {
    if (welcome === null) return
    welcome = null
    offlineSince = schedule.now()
    blobs.stop()
    for (const sync of syncs.values()) sync.stop()
    presence.leave(self)
  }

  function follow(id: string): void {
    if (isDisposed || syncs.has(id) || opening.has(id)) return
    opening.add(id)
    workspace.carried
      .open(id)
      .then(document => {
        opening.delete(id)
        if (isDisposed) return document[Symbol.dispose]()
        const sync = createDocumentSync({
          document,
          outbox: workspace.outbox,
          send: frame => connection.send(frame),
          schedule,
          // Whoever hears of an entry must find its bytes.
          beforePush: () => (id === treeId ? blobs.uploadNamed() : Promise.resolve()),
          onNothingToSend: () => {
            if (id === treeId) blobs.trustTree()
          },
          isFresh: deps.isFresh,
          onDidChange: changed,
          log,
        })
        syncs.set(id, sync)
        if (welcome !== null) sync.start(welcome)
        changed()
      })
      .catch(error => {
        opening.delete(id)
        log.warn({ error, document: id }, 'a document cannot be shared')
        changed()
      })
  }

  function receive(frame: Exclude<RelayFrame, { kind: 'welcome' }>): void {
    if (frame.kind === 'frame' && frame.document === PRESENCE_DOCUMENT) {
      receivePresence(frame.bytes)
      return
    }
    const sync = syncs.get(frame.document)
    if (sync === undefined) return
    if (frame.kind === 'frame') sync.receive(frame.bytes)
    else if (frame.kind === 'ack') sync.acked(frame.requestId)
    else sync.nacked(frame.requestId, frame.code, frame.message)
  }

  function joinPresence(): void {
    const join = encoding.encode(encoder => {
      encoding.writeVarUint(encoder, messageSync)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint8Array(encoder, emptyStateVector)
    })
    connection.send(encodeDocumentFrame(PRESENCE_DOCUMENT, join))
    sendPresence(presence.others(self))
  }

  function sendPresence(update: Uint8Array | null): void {
    if (update === null) return
    const message = encoding.encode(encoder => {
      encoding.writeVarUint(encoder, messageAwareness)
      encoding.writeVarUint8Array(encoder, update)
    })
    connection.send(encodeDocumentFrame(PRESENCE_DOCUMENT, message))
  }

  function receivePresence(bytes: Uint8Array): void {
    try {
      const decoder = decoding.createDecoder(bytes)
      if (decoding.readVarUint(decoder) !== messageAwareness) return
      presence.apply(decoding.readVarUint8Array(decoder), self)
    } catch (error) {
      // Passed on from strangers.
      log.warn({ error: error instanceof Error ? error.message : '' }, 'presence from the relay was not taken')
    }
  }

  function isReceived(): boolean {
    if (welcome === null || opening.size > 0 || workspace.wanted().length > 0 || blobs.isBusy) return false
    if (!syncs.has(treeId)) return false
    for (const id of workspace.carried.ids()) if (syncs.get(id)?.state.isReceived !== true) return false
    return true
  }

  function firstRefusal(): string | null {
    for (const sync of syncs.values()) if (sync.state.refusal !== null) return sync.state.refusal
    return null
  }

  function connectionWord(): RelayClientState['connection'] {
    const { state } = connection
    switch (state.status) {
      case 'connecting':
        return 'connecting'
      case 'waiting':
      case 'paused':
        return 'offline'
      case 'refused':
        return 'refused'
      case 'open': {
        if (firstRefusal() !== null) return 'refused'
        const isSynced = opening.size === 0 && !blobs.isBusy && [...syncs.values()].every(sync => sync.state.isSynced)
        return isSynced ? 'online' : 'syncing'
      }
    }
  }

  return {
    state() {
      const { state } = connection
      const readOnlyNotice =
        welcome?.rights === 'read' && workspace.outbox.count() > 0
          ? 'The link lets you look, not change: your edits stay on this computer.'
          : null
      return {
        connection: connectionWord(),
        rights: welcome?.rights ?? null,
        offlineSince,
        nextAttemptAt: state.status === 'waiting' ? state.nextAttemptAt : null,
        notice: state.status === 'refused' ? state.reason : (firstRefusal() ?? readOnlyNotice),
      }
    },
    connectNow: () => connection.connectNow(),
    pause: () => connection.pause(),
    whenReceived: signal => wait(signal),
    async [Symbol.asyncDispose]() {
      isDisposed = true
      created[Symbol.dispose]()
      presenceListener[Symbol.dispose]()
      outboxListener[Symbol.dispose]()
      blobs[Symbol.dispose]()
      for (const sync of syncs.values()) sync[Symbol.dispose]()
      syncs.clear()
      presence.leave(self)
      connection[Symbol.dispose]()
    },
  }

  function wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        waiters.delete(check)
        wantedListener[Symbol.dispose]()
        signal?.removeEventListener('abort', onAbort)
        settle()
      }
      const onAbort = () => finish(() => reject(signal?.reason))
      const check = () => {
        if (signal?.aborted === true) return onAbort()
        const { state } = connection
        if (state.status === 'refused') return finish(() => reject(new AppError('RELAY', state.reason)))
        if (isReceived()) finish(resolve)
      }
      const wantedListener = workspace.onDidChangeWanted(() => check())
      waiters.add(check)
      signal?.addEventListener('abort', onAbort)
      check()
    })
  }
}

/** No clients. */
const emptyStateVector = new Uint8Array([0])
