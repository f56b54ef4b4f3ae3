/** STO9: the last texts that stood in a document's file, newest first, with the state each was written from. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { damaged } from './storage-error.ts'
import type { WrittenText, WrittenTexts } from './store.ts'

/** Texts kept of one document: as far back as a stale copy in an open editor is recognised. */
export const WRITTEN_TEXTS = 20

interface WrittenRow {
  source: string
  text: Uint8Array
  ids: Uint8Array
  state_vector: Uint8Array
}

export function createWrittenTexts(database: Database): WrittenTexts {
  const list = database.prepare<[string, number, number], WrittenRow>(
    'SELECT * FROM written WHERE document = ? AND number <= ? AND time <= ? ORDER BY number DESC',
  )
  const newestNumber = database.prepare<[], { number: number | null }>('SELECT max(number) AS number FROM written')
  const newest = database.prepare<[string], WrittenRow & { hash: string }>(
    'SELECT * FROM written WHERE document = ? ORDER BY number DESC LIMIT 1',
  )
  const newestHash = database.prepare<[string], { hash: string }>(
    'SELECT hash FROM written WHERE document = ? ORDER BY number DESC LIMIT 1',
  )
  const put = database.prepare<[string, string, string, Uint8Array, Uint8Array, Uint8Array, number]>(
    'INSERT INTO written (document, source, hash, text, ids, state_vector, time) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const thin = database.prepare<{ document: string; kept: number }>(
    `DELETE FROM written WHERE document = :document
       AND number <= (SELECT number FROM written WHERE document = :document ORDER BY number DESC LIMIT 1 OFFSET :kept)
       AND number < coalesce((SELECT max(number) FROM written WHERE document = :document AND source = 'outside'), 9223372036854775807)
       AND number > coalesce((SELECT max(written) FROM realities), 0)`,
  )
  return {
    list: (document, until) =>
      list.all(document, until?.number ?? Number.MAX_SAFE_INTEGER, until?.time ?? Number.MAX_SAFE_INTEGER).map(readRow),
    newestNumber: () => newestNumber.get()?.number ?? 0,
    newest: document => {
      const row = newest.get(document)
      return row === undefined ? undefined : readRow(row)
    },
    newestHash: document => newestHash.get(document)?.hash,
    put: (document, { source, text, ids, stateVector }, hash, time) => {
      put.run(document, source, hash, pack(text), pack(ids.join('\n')), stateVector, time)
      thin.run({ document, kept: WRITTEN_TEXTS })
    },
  }
}

function readRow(row: WrittenRow): WrittenText {
  const ids = unpack(row.ids)
  const source = row.source === 'outside' ? 'outside' : 'weft'
  return { source, text: unpack(row.text), ids: ids === '' ? [] : ids.split('\n'), stateVector: row.state_vector }
}

function pack(text: string): Uint8Array {
  return deflateRawSync(text, { level: 1 })
}

function unpack(bytes: Uint8Array): string {
  try {
    return inflateRawSync(bytes).toString('utf8')
  } catch (error) {
    throw damaged('A text kept for taking in outside changes', error)
  }
}
