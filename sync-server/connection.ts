/**
 * One WebSocket after login: bounded in what it may send (it is read no faster than its buckets refill) and in what
 * may wait for it (a reader that falls behind is closed, never buffered for without end).
 */
import type { WebSocket } from 'ws'
import { CLOSE } from '../shared/sync/relay-protocol.ts'
import type { Speaker } from './awareness-table.ts'
import type { RelayLimits } from './limits.ts'
import type { RelayMetrics } from './metrics.ts'
import type { Principal } from './principals.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface Connection extends Speaker {
  readonly principal: Principal
  /** Takes part in `weft.1`: understands ACK, NACK and several documents. */
  readonly isMultiplexed: boolean
  /** Sends now, or closes with 1013 when too much waits already. */
  send(bytes: Uint8Array): void
  /** Sends large answers one after the other, each once the one before has left. Never rejects. */
  sendInTurn(make: () => Promise<Uint8Array | null>): Promise<void>
  /** Counts a refused frame; too many close the connection. */
  countRefusal(reason: string): void
  close(code: number, reason: string): void
  readonly isOpen: boolean
}

export function createConnection(deps: {
  socket: WebSocket
  principal: Principal
  isMultiplexed: boolean
  limits: RelayLimits
  metrics: RelayMetrics
  clock: { now(): number }
  onBytes: (bytes: Uint8Array) => void
}): Connection {
  const { socket, principal, limits, metrics, clock } = deps
  const start = clock.now()
  const messages = createTokenBucket(limits.messagesPerSecond, limits.messageBurst, start)
  const bytesIn = createTokenBucket(limits.bytesPerSecond, limits.byteBurst, start)
  const refusals = createTokenBucket(limits.refusalsPerSecond, limits.refusalBurst, start)
  let resume: ReturnType<typeof setTimeout> | null = null
  /** Bytes of the answer now leaving, which do not count as falling behind. */
  let answerBytes = 0
  let lastTurn: Promise<void> = Promise.resolve()

  function spend(size: number): void {
    const now = clock.now()
    const isWithin = messages.take(1, now)
    if ((bytesIn.take(size, now) && isWithin) || resume !== null) return
    // TCP holds the sender back: nothing is lost, and nobody else waits.
    metrics.refused.inc({ reason: 'slowed' })
    socket.pause()
    resume = setTimeout(
      () => {
        resume = null
        socket.resume()
      },
      Math.max(messages.waitMs(now), bytesIn.waitMs(now)),
    )
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    metrics.bytesIn.inc(data.length)
    spend(data.length)
    if (isBinary) deps.onBytes(data)
    else connection.countRefusal('malformed')
  })
  socket.on('ping', () => spend(0))
  socket.once('close', () => {
    if (resume) clearTimeout(resume)
  })

  const connection: Connection = {
    principal,
    principalId: principal.id,
    isMultiplexed: deps.isMultiplexed,
    get isOpen() {
      return socket.readyState === socket.OPEN
    },
    send(bytes) {
      if (!connection.isOpen) return
      if (socket.bufferedAmount - answerBytes > limits.maxBufferedBytes) {
        metrics.refused.inc({ reason: 'slow-reader' })
        connection.close(CLOSE.tryLater, 'reading too slowly')
        return
      }
      metrics.bytesOut.inc(bytes.length)
      socket.send(bytes)
    },
    sendInTurn(make) {
      lastTurn = lastTurn.then(async () => {
        if (!connection.isOpen) return
        const bytes = await make()
        if (bytes === null || !connection.isOpen) return
        metrics.bytesOut.inc(bytes.length)
        answerBytes = bytes.length
        await new Promise<void>(sent => socket.send(bytes, () => sent()))
        answerBytes = 0
      })
      return lastTurn
    },
    countRefusal(reason) {
      metrics.refused.inc({ reason })
      if (!refusals.take(1, clock.now())) connection.close(CLOSE.tooFast, 'too many refused frames')
    },
    close(code, reason) {
      socket.close(code, reason)
      // A peer that does not read does not answer a close either.
      if (code === CLOSE.tryLater) socket.terminate()
    },
  }
  return connection
}
