/**
 * What the relay checks in an update before it takes it (`docs/spec/relay.md`, REL10 to REL19).
 *
 * Pure. `summarise` reads an update's headers; `judge` compares them with what the room knows. Refused or taken
 * whole, with one exception that changes nothing: structs the room has already are stripped before storing, so
 * that nobody can plant a second version of somebody else's work in the log.
 */
import * as Y from 'yjs'

/** A stretch of one client's clock, `end` exclusive. */
export interface ClockRange {
  readonly client: number
  readonly start: number
  readonly end: number
}

export interface UpdateSummary {
  /** Contiguous structs, holes left out, in the order they come. */
  readonly structs: readonly ClockRange[]
  /** What the structs point at: per client, the clock that must be known (exclusive). */
  readonly needs: readonly (readonly [client: number, end: number])[]
  /** Per client, the end (exclusive) of what the update deletes. */
  readonly deletes: readonly (readonly [client: number, end: number])[]
}

/** Who writes with a client id. `carried`: brought by `principal` among others' work, so perhaps not its own. */
export interface Author {
  readonly principal: string
  readonly carried: boolean
}

export interface KnownClient extends Author {
  /** The next clock: everything below is in the log. */
  readonly clock: number
}

export interface Judge {
  /** What the room knows of a client id. */
  readonly known: (client: number) => KnownClient | undefined
  /** Whether a principal still has a valid token. */
  readonly isCurrent: (principal: string) => boolean
  /** Whether the sender announced this client id in awareness, on this connection. */
  readonly isAnnounced: (client: number) => boolean
}

export type Verdict =
  | {
      readonly kind: 'take'
      /** New state of every client id the update advances. */
      readonly advances: readonly (readonly [client: number, next: KnownClient])[]
      /** Some structs are known already: strip before storing. */
      readonly overlaps: boolean
    }
  | { readonly kind: 'refuse'; readonly code: 'gap' | 'forged-clock'; readonly reason: string }

/** null when the bytes are no update, or one that no Yjs would write. */
export function summarise(update: Uint8Array): UpdateSummary | null {
  const decoded = decode(update)
  if (decoded === null) return null
  const structs: { client: number; start: number; end: number }[] = []
  const needs = new Map<number, number>()
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id
    const end = clock + struct.length
    if (!(struct.length > 0) || !Number.isSafeInteger(end)) return null
    if (struct instanceof Y.Item) collectNeeds(struct, needs)
    else if (!(struct instanceof Y.GC)) continue
    const last = structs.at(-1)
    if (last !== undefined && last.client === client && last.end === clock) last.end = end
    else structs.push({ client, start: clock, end })
  }
  const deletes: [number, number][] = []
  for (const [client, ranges] of decoded.ds.clients) {
    let end = 0
    for (const range of ranges) end = Math.max(end, range.clock + range.len)
    if (!Number.isSafeInteger(end)) return null
    if (ranges.length > 0) deletes.push([client, end])
  }
  return { structs, needs: [...needs], deletes }
}

export function judge(summary: UpdateSummary, principal: string, room: Judge): Verdict {
  const ends = new Map<number, number>()
  const endOf = (client: number): number => ends.get(client) ?? room.known(client)?.clock ?? 0
  let overlaps = false
  for (const { client, start, end } of summary.structs) {
    const known = endOf(client)
    if (start > known) return refuse('gap', `client ${client} starts at ${start}, known to ${known}`)
    if (start < known) overlaps = true
    if (end > known) ends.set(client, end)
  }
  for (const [client, end] of summary.needs) {
    if (end > endOf(client)) return refuse('gap', `builds on ${client}:${end - 1}, known to ${endOf(client)}`)
  }
  for (const [client, end] of summary.deletes) {
    if (end > endOf(client)) return refuse('gap', `deletes ${client}:${end - 1}, known to ${endOf(client)}`)
  }

  const advances: [number, KnownClient][] = []
  for (const [client, clock] of ends) {
    const known = room.known(client)
    const firstHand = ends.size === 1 || room.isAnnounced(client)
    if (known === undefined) {
      advances.push([client, { clock, principal, carried: !firstHand }])
    } else if (known.principal === principal) {
      advances.push([client, { clock, principal, carried: known.carried && !firstHand }])
    } else if (known.carried || !room.isCurrent(known.principal)) {
      advances.push([client, { clock, principal, carried: !firstHand }])
    } else {
      return refuse('forged-clock', `client ${client} belongs to somebody else`)
    }
  }
  return { kind: 'take', advances, overlaps }
}

/** The update without the structs below the clocks given; deletes stay. */
export function stripKnown(update: Uint8Array, clocks: ReadonlyMap<number, number>): Uint8Array {
  return Y.diffUpdate(update, encodeClocks(clocks))
}

/** A Yjs state vector. */
export function encodeClocks(clocks: ReadonlyMap<number, number>): Uint8Array {
  return Y.encodeStateVector(new Map(clocks))
}

export function isEmpty(summary: UpdateSummary): boolean {
  return summary.structs.length === 0 && summary.deletes.length === 0
}

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  // Yjs's decoders throw on anything they cannot read, and overflow the stack on deeply nested content.
  try {
    return Y.decodeUpdate(update)
  } catch {
    return null
  }
}

function collectNeeds(item: Y.Item, needs: Map<number, number>): void {
  // Known only after integration to be anything else; in a decoded item it is an id, a root name or null.
  const parent: unknown = item.parent
  for (const id of [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null]) {
    if (id === null) continue
    if (id.clock + 1 > (needs.get(id.client) ?? 0)) needs.set(id.client, id.clock + 1)
  }
}

function refuse(code: 'gap' | 'forged-clock', reason: string): Verdict {
  return { kind: 'refuse', code, reason }
}
