/** Bytes by their sha-256: seeds, and files whose bytes are not, or no longer, in the folder. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { damaged } from './storage-error.ts'
import type { Blobs } from './store.ts'

export function createBlobs(database: Database): Blobs {
  const has = database.prepare<[string], { found: number }>('SELECT 1 AS found FROM blobs WHERE hash = ?')
  const get = database.prepare<[string], { bytes: Uint8Array }>('SELECT bytes FROM blobs WHERE hash = ?')
  const put = database.prepare<[string, string, Uint8Array, number]>(
    'INSERT INTO blobs (hash, kind, bytes, time) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const remove = database.prepare<[string]>('DELETE FROM blobs WHERE hash = ?')
  const before = database.prepare<[number], { hash: string }>("SELECT hash FROM blobs WHERE kind = 'file' AND time < ?")
  return {
    has: hash => has.get(hash) !== undefined,
    get: hash => {
      const row = get.get(hash)
      if (row === undefined) return undefined
      if (sha256(row.bytes) !== hash) throw damaged(`The stored copy of a file (${hash.slice(0, 12)}…)`)
      return row.bytes
    },
    put: (bytes, kind, time) => {
      const hash = sha256(bytes)
      put.run(hash, kind, bytes, time)
      return hash
    },
    delete: hash => {
      remove.run(hash)
    },
    filesBefore: time => before.all(time).map(row => row.hash),
  }
}

/** Hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
