/**
 * Objects in Git's pack files (gitformat-pack(5)), read one by one: an index by hash, and deltas against other objects.
 *
 * libgit2 reads packs as well, but its binding hands out neither the parents of a commit nor its bytes. Every length and
 * place is checked before it is used, so that a damaged pack is an error and never a hang (GIT4).
 */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { AppError } from '../../shared/contract/errors.ts'
import { GIT_OBJECT_BYTES } from '../../shared/limits.ts'
import { isMissing } from '../files/write-whole.ts'
import { applyDelta } from './delta.ts'
import type { GitObject, ObjectType } from './engine.ts'

export interface Pack {
  /** Null where the pack does not hold it. `elsewhere` finds the base of a delta in another pack. */
  read(hash: Buffer, elsewhere: (hash: string) => GitObject | null): GitObject | null
  has(hash: Buffer): boolean
  close(): void
}

/** The packs of one folder of objects by the names of their files; those already open are kept. */
export function openPacks(folder: string, open: Map<string, Pack>): void {
  for (const name of listIndexes(join(folder, 'pack'))) {
    if (!open.has(name)) open.set(name, openPack(name.slice(0, -'.idx'.length)))
  }
}

function listIndexes(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.idx'))
      .map(name => join(folder, name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

interface Packed {
  readonly type: number
  readonly size: number
  /** Where its deflated bytes begin. */
  readonly at: number
  /** Place or hash of what a delta is against. */
  readonly base: number | string | null
}

const TYPES: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag']
const OFFSET_DELTA = 6
const HASH_DELTA = 7
/** Git itself makes chains of at most 4,095. */
const CHAIN_LENGTH = 5000
const HEADER_BYTES = 64
const WINDOW_BYTES = 256 * 1024
const WINDOWS_KEPT = 128
/** Bases of deltas that are kept: neighbours in a history share them. */
const KEPT_BASE_BYTES = 24 * 1024 * 1024

function openPack(path: string): Pack {
  const index = readIndex(`${path}.idx`)
  const file = openSync(`${path}.pack`, 'r')
  const fileSize = fstatSync(file).size
  const bases = new Map<number, GitObject>()
  const windows = new Map<number, Buffer>()
  let keptBytes = 0

  function keep(at: number, object: GitObject): void {
    if (object.bytes.length > KEPT_BASE_BYTES / 4) return
    if (keptBytes + object.bytes.length > KEPT_BASE_BYTES) {
      bases.clear()
      keptBytes = 0
    }
    bases.set(at, object)
    keptBytes += object.bytes.length
  }

  function bytesAt(at: number, length: number): Buffer {
    const number = Math.floor(at / WINDOW_BYTES)
    const from = at - number * WINDOW_BYTES
    if (from + length <= WINDOW_BYTES) return windowAt(number).subarray(from, from + length)
    return readFrom(at, length)
  }

  /** Objects that are asked for one after the other mostly stand together, and each read costs a call of the system. */
  function windowAt(number: number): Buffer {
    const known = windows.get(number)
    if (known !== undefined) return known
    if (windows.size >= WINDOWS_KEPT) windows.clear()
    const read = readFrom(number * WINDOW_BYTES, WINDOW_BYTES)
    windows.set(number, read)
    return read
  }

  function readFrom(at: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, fileSize - at)))
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, at))
  }

  function inflate({ at, size }: Packed): Buffer {
    if (size > GIT_OBJECT_BYTES) throw new AppError('TOO_LARGE', 'A file in this repository is larger than Weft reads.')
    // What deflate makes of bytes that it cannot make smaller is hardly longer.
    const packed = bytesAt(at, size + (size >> 10) + HEADER_BYTES)
    const bytes = inflateSync(packed, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size + 1) })
    if (bytes.length !== size) throw new RangeError('an object is not as long as it says')
    return bytes
  }

  function readAt(start: number, elsewhere: (hash: string) => GitObject | null): GitObject {
    const chain: Packed[] = []
    let from: number | string = start
    for (;;) {
      const kept = typeof from === 'number' ? bases.get(from) : elsewhere(from)
      if (kept === null) throw new RangeError('the base of an object is missing')
      if (kept !== undefined) return undelta(kept, chain, start)
      const packed = header(bytesAt(from as number, HEADER_BYTES), from as number)
      if (packed.base === null) {
        const type = TYPES[packed.type]
        if (type === undefined) throw new RangeError('an object of an unknown kind')
        const object = { type, bytes: inflate(packed) }
        if (chain.length > 0 || type === 'tree') keep(from as number, object)
        return undelta(object, chain, start)
      }
      chain.push(packed)
      if (chain.length > CHAIN_LENGTH) throw new RangeError('an endless chain of deltas')
      from =
        typeof packed.base === 'string' ? (index.find(Buffer.from(packed.base, 'hex')) ?? packed.base) : packed.base
    }
  }

  function undelta(base: GitObject, chain: readonly Packed[], start: number): GitObject {
    if (chain.length === 0) return base
    let bytes = base.bytes
    for (const packed of chain.toReversed()) bytes = applyDelta(bytes, inflate(packed))
    const object = { type: base.type, bytes }
    keep(start, object)
    return object
  }

  return {
    read(hash, elsewhere) {
      const at = index.find(hash)
      return at === null ? null : readAt(at, elsewhere)
    },
    has: hash => index.find(hash) !== null,
    close: () => closeSync(file),
  }
}

function header(bytes: Buffer, start: number): Packed {
  let at = 0
  const next = () => {
    const byte = bytes[at]
    if (byte === undefined) throw new RangeError('a pack ends early')
    at += 1
    return byte
  }
  let byte = next()
  const type = (byte >> 4) & 7
  let size = byte & 15
  for (let factor = 16; byte >= 128; factor *= 128) {
    byte = next()
    size += (byte & 127) * factor
  }
  let base: number | string | null = null
  if (type === OFFSET_DELTA) {
    byte = next()
    let back = byte & 127
    while (byte >= 128) {
      byte = next()
      back = (back + 1) * 128 + (byte & 127)
    }
    if (back <= 0 || back > start) throw new RangeError('a delta against nothing')
    base = start - back
  } else if (type === HASH_DELTA) {
    base = bytes.toString('hex', at, at + 20)
    at += 20
  }
  return { type, size, at: start + at, base }
}

const FANOUT = 8
const NAMES = FANOUT + 256 * 4

function readIndex(path: string): { find(hash: Buffer): number | null } {
  const bytes = readFileSync(path)
  const count = bytes.length < NAMES + 40 ? -1 : bytes.readUInt32BE(NAMES - 4)
  if (count < 0 || bytes.readUInt32BE(0) !== 0xff744f63 || bytes.readUInt32BE(4) !== 2) throw unreadablePack(path)
  const places = NAMES + count * 24
  const farPlaces = places + count * 4
  if (bytes.length < farPlaces + 40) throw unreadablePack(path)
  return {
    find(hash) {
      const first = hash[0] ?? 0
      let low = first === 0 ? 0 : bytes.readUInt32BE(FANOUT + (first - 1) * 4)
      let high = bytes.readUInt32BE(FANOUT + first * 4)
      if (low > high || high > count) throw unreadablePack(path)
      while (low < high) {
        const middle = (low + high) >> 1
        const order = bytes.compare(hash, 0, 20, NAMES + middle * 20, NAMES + middle * 20 + 20)
        if (order === 0) return placeOf(middle)
        if (order > 0) high = middle
        else low = middle + 1
      }
      return null
    },
  }

  /** Places beyond 2 GB stand in a table of their own. */
  function placeOf(entry: number): number {
    const place = bytes.readUInt32BE(places + entry * 4)
    if (place < 0x80000000) return place
    const far = farPlaces + (place - 0x80000000) * 8
    if (far + 8 > bytes.length) throw unreadablePack(path)
    return Number(bytes.readBigUInt64BE(far))
  }
}

function unreadablePack(path: string): AppError {
  return new AppError('UNREADABLE', 'The repository is damaged: a pack has no index that can be read.', { path })
}
