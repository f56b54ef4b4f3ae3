/**
 * Git's index file (gitformat-index(5)), read in versions 2 to 4 and printed in 2, or 3 where an entry needs it.
 *
 * What Git knows of a file's times is kept byte for byte for entries that stay. Extensions are caches that Git makes
 * anew; one that Git must not ignore (a split or a sparse index) cannot be read (GIT2).
 */
import { hash as digest } from 'node:crypto'
import { AppError } from '../../shared/contract/errors.ts'
import type { FileMode, Hash } from '../../shared/repo/git-object.ts'
import type { IndexStage } from './engine.ts'

export interface StoredIndexEntry {
  readonly path: string
  readonly hash: Hash
  readonly mode: FileMode
  readonly stage: IndexStage
  /** Times, place, owner and size of the file as Git saw it last: 40 bytes as they stand in the index. */
  readonly stat: Buffer
  /** Git takes the file for unchanged without looking. */
  readonly isAssumed: boolean
  /** Bits that version 3 added: only planned to be added, left out of the folder. */
  readonly extended: number
}

export const PLANNED = 0x2000
export const STAT_BYTES = 40
const HEAD_BYTES = 12
const HASH_BYTES = 20
const ENTRY_BYTES = STAT_BYTES + HASH_BYTES + 2
const EXTENDED = 0x4000
const NAME_LENGTH = 0xfff
const MODE_AT = 24

export function readIndexBytes(bytes: Buffer): StoredIndexEntry[] {
  if (bytes.length === 0) return []
  try {
    return read(bytes)
  } catch (error) {
    if (error instanceof RangeError) throw unreadableIndex('it ends early', error)
    throw error
  }
}

function read(bytes: Buffer): StoredIndexEntry[] {
  const version = bytes.readUInt32BE(4)
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4)
    throw unreadableIndex('it is of no known kind')
  checkSum(bytes)
  const count = bytes.readUInt32BE(8)
  const end = bytes.length - HASH_BYTES
  const entries: StoredIndexEntry[] = []
  let at = HEAD_BYTES
  let previous: Buffer = Buffer.alloc(0)
  for (let i = 0; i < count; i += 1) {
    const flags = bytes.readUInt16BE(at + STAT_BYTES + HASH_BYTES)
    const isLong = version >= 3 && (flags & EXTENDED) !== 0
    const nameAt = at + ENTRY_BYTES + (isLong ? 2 : 0)
    const name = version === 4 ? prefixed(bytes, nameAt, previous) : plainName(bytes, nameAt)
    if (name.end > end) throw new RangeError('an entry leads out')
    entries.push({
      path: utf8(name.bytes),
      hash: bytes.toString('hex', at + STAT_BYTES, at + STAT_BYTES + HASH_BYTES),
      mode: modeOf(bytes.readUInt32BE(at + MODE_AT)),
      stage: ((flags >> 12) & 3) as IndexStage,
      stat: bytes.subarray(at, at + STAT_BYTES),
      isAssumed: (flags & 0x8000) !== 0,
      extended: isLong ? bytes.readUInt16BE(at + ENTRY_BYTES) : 0,
    })
    previous = name.bytes
    // Before version 4 entries are filled up with one to eight zeros.
    at = version === 4 ? name.end : at + Math.floor((nameAt - at + name.bytes.length + 8) / 8) * 8
  }
  refuseNeededExtensions(bytes.subarray(at, end))
  return entries
}

/** `entries` in any order. */
export function printIndexBytes(entries: readonly StoredIndexEntry[]): Buffer {
  const named = entries.map(entry => ({ entry, name: Buffer.from(entry.path, 'utf8') }))
  named.sort((a, b) => Buffer.compare(a.name, b.name) || a.entry.stage - b.entry.stage)
  const head = Buffer.alloc(HEAD_BYTES)
  head.write('DIRC', 'latin1')
  head.writeUInt32BE(entries.some(({ extended }) => extended !== 0) ? 3 : 2, 4)
  head.writeUInt32BE(entries.length, 8)
  const body = Buffer.concat([head, ...named.map(({ entry, name }) => printEntry(entry, name))])
  return Buffer.concat([body, digest('sha1', body, 'buffer')])
}

function printEntry({ hash, mode, stage, stat, isAssumed, extended }: StoredIndexEntry, name: Buffer): Buffer {
  const nameAt = ENTRY_BYTES + (extended === 0 ? 0 : 2)
  const bytes = Buffer.alloc(Math.floor((nameAt + name.length + 8) / 8) * 8)
  stat.copy(bytes, 0, 0, STAT_BYTES)
  bytes.writeUInt32BE(Number.parseInt(mode, 8), MODE_AT)
  bytes.write(hash, STAT_BYTES, 'hex')
  const flags = (isAssumed ? 0x8000 : 0) | (extended === 0 ? 0 : EXTENDED) | (stage << 12)
  bytes.writeUInt16BE(flags | Math.min(name.length, NAME_LENGTH), STAT_BYTES + HASH_BYTES)
  if (extended !== 0) bytes.writeUInt16BE(extended, ENTRY_BYTES)
  name.copy(bytes, nameAt)
  return bytes
}

function plainName(bytes: Buffer, at: number): { bytes: Buffer; end: number } {
  const end = bytes.indexOf(0, at)
  if (end < 0) throw new RangeError('a name without an end')
  return { bytes: bytes.subarray(at, end), end }
}

/** Version 4: how much of the name before is taken off its end, and what comes instead. */
function prefixed(bytes: Buffer, start: number, previous: Buffer): { bytes: Buffer; end: number } {
  let at = start
  let byte = bytes.readUInt8(at)
  let dropped = byte & 127
  while (byte >= 128) {
    at += 1
    byte = bytes.readUInt8(at)
    dropped = (dropped + 1) * 128 + (byte & 127)
  }
  if (dropped > previous.length) throw new RangeError('a name that is too short')
  const rest = plainName(bytes, at + 1)
  return { bytes: Buffer.concat([previous.subarray(0, previous.length - dropped), rest.bytes]), end: rest.end + 1 }
}

/** Git writes zeros where it was told not to reckon (`index.skipHash`). */
function checkSum(bytes: Buffer): void {
  const end = bytes.length - HASH_BYTES
  if (end < HEAD_BYTES) throw new RangeError('no sum')
  const sum = bytes.subarray(end)
  if (sum.every(byte => byte === 0)) return
  if (!digest('sha1', bytes.subarray(0, end), 'buffer').equals(sum)) throw unreadableIndex('its sum is wrong')
}

/** A name that begins in lower case says that the index means nothing without it. */
function refuseNeededExtensions(bytes: Buffer): void {
  for (let at = 0; at + 8 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4)) {
    const name = bytes.toString('latin1', at, at + 4)
    if (/^[a-z]/.test(name)) throw unreadableIndex(`it needs "${name}" (a split or a sparse index)`)
  }
}

export function modeOf(mode: number): FileMode {
  switch (mode >> 12) {
    case 0o12:
      return '120000'
    case 0o16:
      return '160000'
    default:
      return (mode & 0o100) === 0 ? '100644' : '100755'
  }
}

function utf8(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  if (text.includes('\ufffd') && !Buffer.from(text, 'utf8').equals(bytes)) {
    throw new AppError('UNREADABLE', `A name in this repository is not UTF-8: ${JSON.stringify(text)}.`)
  }
  return text
}

function unreadableIndex(why: string, cause?: unknown): AppError {
  return new AppError('UNREADABLE', `The index of this repository cannot be read: ${why}.`, {}, { cause })
}
