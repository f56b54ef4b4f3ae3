/**
 * Multi-value registers over one Y.Map.
 *
 * Every set is a claim under the key `register@writer`: the value, a counter, the time, and what it was set from.
 * A write removes the claims it has seen and leaves the ones it has not, so that concurrent values all survive until
 * somebody who saw them writes again. The value in use is the claim with the highest counter, then writer: a pure
 * function of the map, the same on every peer. (REG rules in docs/spec/registers.md.)
 *
 *     const registers = openRegisters(doc.getMap('registers'))
 *     doc.transact(() => registers.set('n/1/p/position', 'Vector2(1, 2)', { writer, time, base: null }))
 */
import type * as Y from 'yjs'

/** Godot text, `null` for "absent" (REG4: a removed key would advance no clock), or a small JSON value. */
export type RegisterValue = string | number | boolean | null | readonly RegisterValue[]

export interface RegisterClaim {
  readonly writer: string
  readonly value: RegisterValue
  /** Lamport counter of this register. */
  readonly counter: number
  /** Unix ms, 0 where unknown. */
  readonly time: number
  /** The value this one was set from, as far back as somebody else's; `undefined` where not kept. */
  readonly from: RegisterValue | undefined
  readonly fromCounter: number
}

export interface SetOptions {
  /** Unique to this replica and session: two replicas never write the same key. */
  readonly writer: string
  /** Unix ms. */
  readonly time: number
  /** The register's value where nobody has set it (from the seed); `null` where absent there too. */
  readonly base: RegisterValue
  /**
   * Who wrote this knew only `known`, not the present value: claims beyond their clocks stay and the register is
   * contested. Used for edits made elsewhere on an older state (a file, a clone). The new value is the one in use.
   */
  readonly unaware?: { readonly known: RegisterValue; readonly clocks: ReadonlyMap<number, number> }
}

export interface RegistersChange {
  readonly registers: ReadonlySet<string>
  readonly writers: ReadonlySet<string>
  readonly transaction: Y.Transaction
}

export interface Registers {
  /** The value in use, `undefined` where nobody has set it. */
  get(register: string): RegisterValue | undefined
  /** All claims, the one in use first. */
  claims(register: string): readonly RegisterClaim[]
  has(register: string): boolean
  keys(): IterableIterator<string>
  readonly size: number
  /** Must run inside a transaction of the document. Does nothing where the value stands alone already. */
  set(register: string, value: RegisterValue, options: SetOptions): void
  /**
   * Takes a settling back (REG6): puts these claims, the one in use first, beside each other again. Must run inside a
   * transaction. `writerOf` gives each a key of this replica's own.
   */
  reopen(
    register: string,
    claims: readonly RegisterClaim[],
    writerOf: (claim: RegisterClaim, index: number) => string,
  ): void
  /** Registers whose claims differ in value. */
  contested(): readonly string[]
  /** True where the claim was part of what a replica with these clocks had seen. */
  isSeenBy(register: string, writer: string, clocks: ReadonlyMap<number, number>): boolean
  onDidChange(listener: (change: RegistersChange) => void): () => void
  dispose(): void
}

/** Longer values are not repeated in `from`: the base of a contested tile map is not worth its weight. */
const FROM_LENGTH = 1024
const HIGHEST_COUNTER = 2 ** 48

export function openRegisters(map: Y.Map<unknown>): Registers {
  const index = new Map<string, RegisterClaim[]>()
  const several = new Set<string>()
  const listeners = new Set<(change: RegistersChange) => void>()

  function put(key: string, raw: unknown): { register: string; writer: string } {
    const at = key.lastIndexOf('@')
    const register = at < 0 ? key : key.slice(0, at)
    const writer = at < 0 ? '' : key.slice(at + 1)
    const present = index.get(register)
    const claim = readClaim(writer, raw)
    const others = present === undefined ? [] : present.filter(other => other.writer !== writer)
    const claims = claim === null ? others : insertSorted(others, claim)
    if (claims.length === 0) index.delete(register)
    else index.set(register, claims)
    if (claims.length > 1) several.add(register)
    else several.delete(register)
    return { register, writer }
  }

  function remove(key: string): void {
    map.delete(key)
    put(key, undefined)
  }

  function isSeenBy(register: string, writer: string, clocks: ReadonlyMap<number, number>): boolean {
    // reason: Y.Map keeps the item that holds a key only in `_map`; its id is the one place that says who could know it.
    const item = map._map.get(`${register}@${writer}`)
    return item === undefined || item.id.clock < (clocks.get(item.id.client) ?? 0)
  }

  map.forEach((raw, key) => {
    put(key, raw)
  })

  const observer = (event: Y.YMapEvent<unknown>, transaction: Y.Transaction) => {
    const registers = new Set<string>()
    const writers = new Set<string>()
    for (const key of event.keysChanged) {
      const changed = put(key, map.get(key))
      registers.add(changed.register)
      if (map.has(key)) writers.add(changed.writer)
    }
    for (const listener of listeners) listener({ registers, writers, transaction })
  }
  map.observe(observer)

  return {
    get: register => index.get(register)?.[0]?.value,
    claims: register => index.get(register) ?? [],
    has: register => index.has(register),
    keys: () => index.keys(),
    get size() {
      return index.size
    },
    set(register, value, options) {
      const claims = index.get(register) ?? []
      const top = claims[0]
      if (
        options.unaware === undefined &&
        claims.length <= 1 &&
        sameValue(top === undefined ? options.base : top.value, value)
      ) {
        return
      }
      const counter = Math.min((top?.counter ?? 0) + 1, HIGHEST_COUNTER)
      const from = originOf(claims, options)
      for (const claim of claims) {
        const isOverwritten = options.unaware === undefined || isSeenBy(register, claim.writer, options.unaware.clocks)
        if (isOverwritten && claim.writer !== options.writer) remove(`${register}@${claim.writer}`)
      }
      const stored =
        from.value === undefined
          ? [value, counter, options.time]
          : [value, counter, options.time, from.value, from.counter]
      map.set(`${register}@${options.writer}`, stored)
      // At once, not when the transaction ends: what one gesture does later must see what it did before.
      put(`${register}@${options.writer}`, stored)
    },
    reopen(register, claims, writerOf) {
      const present = index.get(register) ?? []
      const highest = present[0]?.counter ?? 0
      for (const claim of present) remove(`${register}@${claim.writer}`)
      claims.forEach((claim, i) => {
        const counter = Math.min(highest + claims.length - i, HIGHEST_COUNTER)
        const origin = claim.from === undefined ? [] : [claim.from, claim.fromCounter]
        const key = `${register}@${writerOf(claim, i)}`
        const stored = [claim.value, counter, claim.time, ...origin]
        map.set(key, stored)
        put(key, stored)
      })
    },
    contested() {
      const found: string[] = []
      for (const register of several) {
        const claims = index.get(register) ?? []
        const first = claims[0]
        if (first !== undefined && claims.some(claim => !sameValue(claim.value, first.value))) found.push(register)
      }
      return found.sort()
    },
    isSeenBy,
    onDidChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      map.unobserve(observer)
      listeners.clear()
    },
  }
}

/** Deep equality of register values. */
export function sameValue(a: RegisterValue, b: RegisterValue): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a.length !== b.length) return false
  return a.every((value, i) => sameValue(value, b[i] ?? null) && i in b)
}

function originOf(
  claims: readonly RegisterClaim[],
  options: SetOptions,
): { value: RegisterValue | undefined; counter: number } {
  if (options.unaware !== undefined) return bounded(options.unaware.known, 0)
  const top = claims[0]
  if (top === undefined) return bounded(options.base, 0)
  // Overwriting one's own: nobody may have seen it, so what others know lies further back.
  if (claims.length === 1 && top.writer === options.writer) return { value: top.from, counter: top.fromCounter }
  return bounded(top.value, top.counter)
}

function bounded(value: RegisterValue, counter: number): { value: RegisterValue | undefined; counter: number } {
  return { value: typeof value === 'string' && value.length > FROM_LENGTH ? undefined : value, counter }
}

function insertSorted(claims: readonly RegisterClaim[], claim: RegisterClaim): RegisterClaim[] {
  return [...claims, claim].sort(
    (a, b) => b.counter - a.counter || (a.writer < b.writer ? 1 : a.writer > b.writer ? -1 : 0),
  )
}

/** Peers' bytes are hostile until proven otherwise: what is not a claim is not there. */
function readClaim(writer: string, raw: unknown): RegisterClaim | null {
  if (!Array.isArray(raw) || raw.length < 3 || writer === '') return null
  const [value, counter, time, from, fromCounter] = raw as unknown[]
  if (!isValue(value, 0)) return null
  return {
    writer,
    value,
    counter: isCounter(counter) ? counter : 0,
    time: typeof time === 'number' && Number.isFinite(time) ? time : 0,
    from: isValue(from, 0) ? from : undefined,
    fromCounter: isCounter(fromCounter) ? fromCounter : 0,
  }
}

function isCounter(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= HIGHEST_COUNTER
}

function isValue(value: unknown, depth: number): value is RegisterValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  return depth < 4 && Array.isArray(value) && value.every(part => isValue(part, depth + 1))
}
