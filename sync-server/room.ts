/**
 * One document on the relay: who is in it, what has been taken, and what is on its way to the log.
 *
 * No Y.Doc. Messages are handled strictly in the order they came; an update is answered, and shown to others, only
 * after its transaction (REL1, REL2), so a refused or lost update has never been anywhere.
 */
import { encodeAck, encodeNack, type NackCode } from '../shared/sync/relay-protocol.ts'
import { createAwarenessTable } from './awareness-table.ts'
import type { Connection } from './connection.ts'
import { encodeClocks, isEmpty, judge, type KnownClient, stripKnown, summarise } from './guard.ts'
import type { RelayLimits } from './limits.ts'
import type { RelayLog } from './log/log.ts'
import type { RoomKey, RoomWrite } from './log/log-database.ts'
import { WorkerCallError } from './log/worker-call.ts'
import { mergeInSlices } from './merge.ts'
import type { RelayMetrics } from './metrics.ts'
import { createRoomSize } from './room-size.ts'
import { createRoomVoice } from './room-voice.ts'
import { readYMessage, writeAwareness, writeStep1, writeStep2, writeUpdate } from './y-message.ts'

export interface Room {
  readonly key: RoomKey
  /** One y-protocols message. */
  receive(connection: Connection, message: Uint8Array): void
  push(connection: Connection, requestId: number, update: Uint8Array): void
  /** A stock connection has opened: greet it as y-websocket servers do. */
  greet(connection: Connection): void
  leave(connection: Connection): void
  /** For the committer: what is to be written, or null. Ends with exactly one of the two calls below. */
  takeWrite(): RoomWrite | null
  committed(): void
  failed(): void
  /** Whether nobody is in it and nothing is under way. */
  readonly isIdle: boolean
}

export interface RoomDeps {
  readonly log: RelayLog
  readonly limits: RelayLimits
  readonly metrics: RelayMetrics
  readonly clock: { now(): number }
  readonly isCurrent: (principal: string) => boolean
  /** Tells the committer that `takeWrite` has something. */
  readonly onPending: (room: Room) => void
  /** Something ended that kept the room from being idle. */
  readonly onMaybeIdle: (room: Room) => void
  /** Bytes left in the workspace's quota; `add` may be negative. */
  readonly quota: { left(): number; add(bytes: number): void }
  readonly onError: (error: unknown) => void
}

interface Pending {
  readonly update: Uint8Array
  readonly sender: Connection
  /** null for one that wants no answer. */
  readonly requestId: number | null
  readonly arrivedMs: number
  readonly undo: readonly (readonly [client: number, before: KnownClient | undefined])[]
}

interface Batch {
  readonly entries: Pending[]
  readonly settled: ((isStored: boolean) => void)[]
}

export function createRoom(key: RoomKey, deps: RoomDeps): Room {
  const { log, limits, metrics, clock } = deps
  const clients = new Map<number, KnownClient>()
  const awareness = createAwarenessTable(limits)
  const visitors = new Set<Connection>()
  const onDone = () => deps.onMaybeIdle(room)
  const size = createRoomSize({ key, log, limits, quota: deps.quota, onError: deps.onError, onDone })
  const voice = createRoomVoice({ document: key.document, awareness, metrics, onDone })
  const { joined, tell, tellPresent, changeAwareness } = voice
  const syncWanted = new Map<Connection, Uint8Array>()
  const askedAt = new WeakMap<Connection, number>()
  const queue: (() => void | Promise<void>)[] = []
  let isBusy = false
  let pending: Batch = { entries: [], settled: [] }
  let inFlight: { batch: Batch; slices: Uint8Array[]; bytes: number } | null = null

  /** Until the room has been read, and for good if it cannot be: nothing is taken on a guess. */
  let isLoaded = false

  enter(load)

  async function load(): Promise<void> {
    const state = await log.roomState(key)
    isLoaded = true
    for (const [client, known] of state.clients) clients.set(client, known)
    size.read(state)
  }

  /** Runs tasks one after the other; at once when nothing waits. */
  function enter(task: () => void | Promise<void>): void {
    queue.push(task)
    if (!isBusy) drain()
  }

  function drain(): void {
    isBusy = true
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const result = task()
      if (result instanceof Promise) {
        result.catch(deps.onError).finally(drain)
        return
      }
    }
    isBusy = false
    deps.onMaybeIdle(room)
  }

  function readMessage(connection: Connection, bytes: Uint8Array): void | Promise<void> {
    const message = readYMessage(bytes)
    switch (message.kind) {
      case 'fault':
        return refuse(connection, 0, 'malformed', message.reason)
      case 'step1':
        return join(connection, message.stateVector)
      case 'update':
        return takeUpdate(connection, null, message.update, message.isAnswer)
      case 'query-awareness':
        return tell(connection, writeAwareness(awareness.entries(awareness.clients())))
      case 'awareness': {
        const changed = awareness.apply(connection, message.entries)
        return changeAwareness(changed)
      }
    }
  }

  function join(connection: Connection, stateVector: Uint8Array): void {
    const isNew = !joined.has(connection)
    joined.add(connection)
    const isAnswering = syncWanted.has(connection)
    syncWanted.set(connection, stateVector)
    if (!isAnswering) void connection.sendInTurn(() => answerStep1(connection)).then(() => deps.onMaybeIdle(room))
    if (!connection.isMultiplexed) return
    // Every time: after a gap this is how the host learns what to send again (REL18).
    askForAll(connection)
    if (isNew) tellPresent(connection)
  }

  /** Bytes of the SyncStep2; what comes in while it is made reaches the peer as updates, for it has joined. */
  async function answerStep1(connection: Connection): Promise<Uint8Array | null> {
    await settled()
    const stateVector = syncWanted.get(connection)
    syncWanted.delete(connection)
    if (stateVector === undefined || !visitors.has(connection)) return null
    try {
      return voice.frameFor(connection, writeStep2(await log.diff(key, stateVector)))
    } catch (error) {
      deps.onError(error)
      connection.close(1011, 'the room cannot be read')
      return null
    }
  }

  function askForAll(connection: Connection): void {
    if (!canWrite(connection)) return
    const clocks = new Map<number, number>()
    for (const [client, known] of clients) clocks.set(client, known.clock)
    tell(connection, writeStep1(encodeClocks(clocks)))
  }

  function takeUpdate(
    connection: Connection,
    requestId: number | null,
    update: Uint8Array,
    isAnswer: boolean,
  ): void | Promise<void> {
    const id = requestId ?? 0
    if (!isLoaded) return refuse(connection, id, 'store-failed', STORE_FAILED)
    if (!canWrite(connection)) return refuse(connection, id, 'read-only', 'this link may not write')
    if (update.length > limits.maxUpdateBytes) return refuse(connection, id, 'oversize', 'the update is too large')
    if (!size.hasPlaceFor(update.length)) {
      return refuse(connection, id, 'room-full', 'no room is left for this update')
    }
    if (update.length > limits.inlineBytes) return examine(connection, requestId, update, isAnswer)
    return decide(connection, requestId, update, isAnswer, summarise(update))
  }

  async function examine(
    connection: Connection,
    requestId: number | null,
    update: Uint8Array,
    isAnswer: boolean,
  ): Promise<void> {
    await decide(connection, requestId, update, isAnswer, await log.summarise(withOwnBuffer(update)))
  }

  function decide(
    connection: Connection,
    requestId: number | null,
    update: Uint8Array,
    isAnswer: boolean,
    summary: ReturnType<typeof summarise>,
  ): void | Promise<void> {
    const id = requestId ?? 0
    if (summary === null) return refuse(connection, id, 'malformed', 'not a Yjs update')
    if (isEmpty(summary)) return acknowledge(connection, requestId)
    const verdict = judge(summary, connection.principalId, {
      known: client => clients.get(client),
      isCurrent: deps.isCurrent,
      isAnnounced: client => awareness.isSpeaker(connection, client),
    })
    if (verdict.kind === 'refuse') {
      refuse(connection, id, verdict.code, verdict.reason)
      if (verdict.code === 'gap' && !connection.isMultiplexed) askAgain(connection)
      return
    }
    const take = (bytes: Uint8Array): void => accept(connection, requestId, bytes, verdict.advances)
    if (verdict.advances.length === 0 && (isAnswer || verdict.overlaps)) {
      return summary.deletes.length === 0
        ? acknowledge(connection, requestId)
        : takeNewDeletes(connection, requestId, update, verdict.overlaps)
    }
    if (!verdict.overlaps) return take(update)
    const clocks = clocksBelow(summary.structs.map(range => range.client))
    if (update.length > limits.inlineBytes) return log.strip(withOwnBuffer(update), clocks).then(take)
    return take(stripKnown(update, clocks))
  }

  /** An update of known structs: only its deletions may be news, and a returning client repeats them all. */
  async function takeNewDeletes(
    connection: Connection,
    requestId: number | null,
    update: Uint8Array,
    overlaps: boolean,
  ): Promise<void> {
    if (await log.hasDeletesOf(key, withOwnBuffer(update))) return acknowledge(connection, requestId)
    const clocks = new Map<number, number>()
    for (const [client, known] of clients) clocks.set(client, known.clock)
    accept(connection, requestId, overlaps ? await log.strip(withOwnBuffer(update), clocks) : update, [])
  }

  function clocksBelow(ids: readonly number[]): Map<number, number> {
    const clocks = new Map<number, number>()
    for (const client of ids) {
      const known = clients.get(client)
      if (known) clocks.set(client, known.clock)
    }
    return clocks
  }

  function accept(
    sender: Connection,
    requestId: number | null,
    update: Uint8Array,
    advances: readonly (readonly [number, KnownClient])[],
  ): void {
    const undo = advances.map(([client]) => [client, clients.get(client)] as const)
    for (const [client, known] of advances) clients.set(client, known)
    pending.entries.push({ update, sender, requestId, arrivedMs: performance.now(), undo })
    deps.onPending(room)
  }

  /** For updates with nothing new: true as soon as everything before them is stored. */
  function acknowledge(connection: Connection, requestId: number | null): void {
    if (requestId === null) return
    void settled().then(isStored => {
      if (isStored) connection.send(encodeAck(key.document, requestId))
      else refuse(connection, requestId, 'store-failed', STORE_FAILED)
    })
  }

  function settled(): Promise<boolean> {
    const batch = pending.entries.length > 0 ? pending : inFlight?.batch
    if (batch === undefined) return Promise.resolve(true)
    return new Promise(resolve => batch.settled.push(resolve))
  }

  function refuse(connection: Connection, requestId: number, code: NackCode, reason: string): void {
    connection.countRefusal(code)
    if (connection.isMultiplexed) connection.send(encodeNack(key.document, requestId, code, reason))
  }

  /** A stock client knows no NACK: asking for what it has makes it send the whole. */
  function askAgain(connection: Connection): void {
    const now = clock.now()
    if (now - (askedAt.get(connection) ?? -Infinity) < limits.resyncIntervalMs) return
    askedAt.set(connection, now)
    askForAll(connection)
  }

  function canWrite(connection: Connection): boolean {
    return connection.principal.rights === 'write' && deps.isCurrent(connection.principalId)
  }

  const room: Room = {
    key,
    receive(connection, message) {
      visitors.add(connection)
      enter(() => (visitors.has(connection) ? readMessage(connection, message) : undefined))
    },
    push(connection, requestId, update) {
      visitors.add(connection)
      enter(() => takeUpdate(connection, requestId, update, false))
    },
    greet(connection) {
      visitors.add(connection)
      enter(() => {
        if (!visitors.has(connection)) return
        joined.add(connection)
        askForAll(connection)
        tellPresent(connection)
      })
    },
    leave(connection) {
      visitors.delete(connection)
      joined.delete(connection)
      syncWanted.delete(connection)
      changeAwareness(awareness.remove(connection))
      deps.onMaybeIdle(room)
    },
    takeWrite() {
      if (inFlight !== null || pending.entries.length === 0) return null
      const batch = pending
      pending = { entries: [], settled: [] }
      const slices = mergeInSlices(
        batch.entries.map(entry => entry.update),
        limits.inlineBytes,
      ).map(withOwnBuffer)
      const advanced = new Map<number, KnownClient>()
      for (const { undo } of batch.entries) {
        for (const [client] of undo) {
          const known = clients.get(client)
          if (known) advanced.set(client, known)
        }
      }
      inFlight = { batch, slices, bytes: slices.reduce((sum, slice) => sum + slice.length, 0) }
      return { room: key, updates: slices, clients: [...advanced] }
    },
    committed() {
      if (inFlight === null) return
      const { batch, slices, bytes } = inFlight
      inFlight = null
      const now = performance.now()
      const first = batch.entries[0]
      const isOneSender = batch.entries.every(entry => entry.sender === first?.sender)
      for (const slice of slices) voice.fanOut(writeUpdate(slice), isOneSender ? (first?.sender ?? null) : null)
      for (const { sender, requestId, arrivedMs } of batch.entries) {
        metrics.ackSeconds.observe((now - arrivedMs) / 1000)
        if (requestId !== null) sender.send(encodeAck(key.document, requestId))
      }
      metrics.updates.inc(batch.entries.length)
      for (const settle of batch.settled) settle(true)
      size.grow(slices.length, bytes)
      deps.onMaybeIdle(room)
    },
    failed() {
      const batches = inFlight === null ? [pending] : [inFlight.batch, pending]
      inFlight = null
      pending = { entries: [], settled: [] }
      const entries = batches.flatMap(batch => batch.entries)
      for (const { undo } of entries.toReversed()) {
        for (const [client, before] of undo) {
          if (before === undefined) clients.delete(client)
          else clients.set(client, before)
        }
      }
      for (const { sender, requestId } of entries) refuse(sender, requestId ?? 0, 'store-failed', STORE_FAILED)
      for (const settle of batches.flatMap(batch => batch.settled)) settle(false)
      deps.onMaybeIdle(room)
    },
    get isIdle() {
      return (
        visitors.size === 0 &&
        !isBusy &&
        !size.isCompacting &&
        inFlight === null &&
        pending.entries.length === 0 &&
        voice.isSilent
      )
    },
  }
  return room
}

/** A message to a thread clones the whole buffer behind a view; what comes off a socket shares a large one. */
function withOwnBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}

const STORE_FAILED = 'the relay could not store this; it will take it again later'

/** True for a full disk or database, which the relay survives; other failures of the log are bugs or corruption. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof WorkerCallError && /^(SQLITE_FULL|SQLITE_IOERR|ENOSPC)/.test(error.code)
}
