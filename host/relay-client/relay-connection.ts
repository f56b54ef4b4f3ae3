/**
 * One socket to the relay, kept open: connects, says hello, and comes back after a cut with growing, jittered pauses.
 *
 *     const connection = createRelayConnection({ link, label, schedule, random, onFrame, onDidChange })
 *     connection.state.status   // connecting | open | waiting | paused | refused
 */
import { WebSocket } from 'ws'
import { DOCUMENT_FRAME_BYTES } from '../../shared/limits.ts'
import type { JoinLink } from '../../shared/sync/link.ts'
import {
  CLOSE,
  decodeRelayFrame,
  encodeHello,
  RELAY_SUBPROTOCOL,
  type RelayFrame,
  type Welcome,
} from '../../shared/sync/relay-protocol.ts'
import type { Schedule } from './schedule.ts'

export type WorkspaceLink = JoinLink & { readonly workspace: string }

export type ConnectionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'open'; readonly welcome: Welcome }
  | { readonly status: 'waiting'; readonly nextAttemptAt: number }
  /** By the user's wish, until `connectNow`. */
  | { readonly status: 'paused' }
  /** Asking again in the same way cannot help. */
  | { readonly status: 'refused'; readonly reason: string }

export interface RelayConnection extends Disposable {
  readonly state: ConnectionState
  /** Drops the frame unless open: whoever sends syncs again after the next welcome. */
  send(frame: Uint8Array): void
  /** Bytes that wait in the socket. */
  readonly bufferedBytes: number
  connectNow(): void
  pause(): void
}

interface Deps {
  readonly link: WorkspaceLink
  /** Shown in the relay's log. */
  readonly label: string
  readonly schedule: Schedule
  /** From 0 to 1. */
  readonly random: () => number
  readonly onFrame: (frame: Exclude<RelayFrame, { kind: 'welcome' }>) => void
  /** Before the first frame of a new connection, and after each end. */
  readonly onDidChange: (state: ConnectionState) => void
  readonly log: { info(data: object, message: string): void; warn(data: object, message: string): void }
}

const firstPauseMs = 500
const longestPauseMs = 30_000
/** A pulled cable is not told to anybody: silence for this long is one. */
const heartbeatMs = 10_000
const welcomeMs = 10_000

export function createRelayConnection(deps: Deps): RelayConnection {
  const { link, label, schedule, random, log } = deps
  let state: ConnectionState = { status: 'connecting' }
  let socket: WebSocket | null = null
  let timer: Disposable | null = null
  let attempts = 0
  let isDisposed = false

  function change(next: ConnectionState): void {
    state = next
    if (!isDisposed) deps.onDidChange(next)
  }

  function connect(): void {
    drop()
    change({ status: 'connecting' })
    // What happens to an earlier socket is no news any more.
    const opened = new WebSocket(`${link.relay}/${encodeURIComponent(link.workspace)}`, [RELAY_SUBPROTOCOL], {
      perMessageDeflate: false,
      handshakeTimeout: welcomeMs,
      maxPayload: DOCUMENT_FRAME_BYTES,
    })
    socket = opened
    opened.binaryType = 'nodebuffer'
    let refusal: string | null = null
    opened.on('open', () => {
      opened.send(encodeHello(link.token, label))
      wait(welcomeMs, () => opened.terminate())
    })
    opened.on('message', (data, isBinary) => {
      if (socket === opened) receive(opened, isBinary && Buffer.isBuffer(data) ? data : new Uint8Array())
    })
    opened.on('unexpected-response', (_request, response) => {
      refusal = refusedStatuses.get(response.statusCode ?? 0) ?? null
      opened.terminate()
    })
    opened.on('error', error => log.info({ relay: link.relay, error: error.message }, 'relay connection failed'))
    opened.on('close', code => {
      if (socket !== opened) return
      socket = null
      ended(refusal ?? refusedCodes.get(code) ?? null)
    })
  }

  function receive(from: WebSocket, bytes: Uint8Array): void {
    const frame = decodeRelayFrame(bytes)
    if (frame.kind === 'fault') {
      log.warn({ relay: link.relay, reason: frame.reason }, 'the relay sent a malformed frame')
      from.terminate()
      return
    }
    if (frame.kind !== 'welcome') {
      if (state.status === 'open') deps.onFrame(frame)
      return
    }
    attempts = 0
    stopTimer()
    heartbeat(from)
    change({ status: 'open', welcome: frame.welcome })
  }

  function heartbeat(watched: WebSocket): void {
    let isAlive = true
    watched.on('pong', () => {
      isAlive = true
    })
    const beat = () => {
      if (socket !== watched) return
      if (!isAlive) return watched.terminate()
      isAlive = false
      watched.ping()
      wait(heartbeatMs, beat)
    }
    wait(heartbeatMs, beat)
  }

  function ended(refusal: string | null): void {
    stopTimer()
    if (isDisposed || state.status === 'paused') return
    if (refusal !== null) {
      change({ status: 'refused', reason: refusal })
      return
    }
    // Full jitter: many hosts that lost one relay do not come back in one moment.
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 10)) * (0.5 + random() / 2)
    attempts += 1
    wait(pauseMs, connect)
    change({ status: 'waiting', nextAttemptAt: schedule.now() + Math.round(pauseMs) })
  }

  function wait(delayMs: number, run: () => void): void {
    stopTimer()
    timer = schedule.after(delayMs, run)
  }

  function stopTimer(): void {
    timer?.[Symbol.dispose]()
    timer = null
  }

  function drop(): void {
    stopTimer()
    const old = socket
    socket = null
    old?.close(1000)
    // A relay that does not answer the goodbye is left alone.
    if (old !== null) schedule.after(1000, () => old.terminate())
  }

  connect()
  return {
    get state() {
      return state
    },
    send(frame) {
      if (state.status === 'open' && socket?.readyState === WebSocket.OPEN) socket.send(frame)
    },
    get bufferedBytes() {
      return socket?.bufferedAmount ?? 0
    },
    connectNow() {
      attempts = 0
      if (state.status !== 'open' && !isDisposed) connect()
    },
    pause() {
      drop()
      change({ status: 'paused' })
    },
    [Symbol.dispose]() {
      isDisposed = true
      stopTimer()
      socket?.terminate()
      socket = null
    },
  }
}

const noToken = 'The relay does not take this link: it was revoked, or never made there.'
const expired = 'The link has expired. Ask for a new one.'
const wrongWorkspace = 'The link is for another workspace.'

const refusedCodes = new Map<number, string>([
  [CLOSE.badToken, noToken],
  [CLOSE.wrongWorkspace, wrongWorkspace],
  [CLOSE.expired, expired],
])
const refusedStatuses = new Map<number, string>([
  [401, noToken],
  [403, wrongWorkspace],
])
