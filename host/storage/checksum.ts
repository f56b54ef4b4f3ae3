/** CRC-32 of stored bytes: SQLite does not notice a flipped bit in a value. */
import { crc32 } from 'node:zlib'
import { damaged } from './storage-error.ts'

export function checksum(bytes: Uint8Array): number {
  return crc32(bytes)
}

/** Throws AppError UNREADABLE where the bytes are not those that were stored. */
export function checked(bytes: Uint8Array, expected: number, what: string): Uint8Array {
  if (crc32(bytes) !== expected) throw damaged(what)
  return bytes
}
