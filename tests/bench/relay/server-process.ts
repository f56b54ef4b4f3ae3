/**
 * A relay in a process of its own, for measuring: `node --expose-gc server-process.ts KIND FOLDER`.
 * Tells its parent `{port, token}` when ready, and `{rss}` in bytes after a collection whenever it is asked.
 *
 * Hocuspocus comes in four kinds, all on better-sqlite3 in WAL with `synchronous=FULL`:
 * - `hocuspocus-append`: every update into a log table, one transaction for each turn of the loop, written as it is
 *   broadcast. The same durability as Weft's relay in the kindest form: Hocuspocus does not hold its answer back.
 * - `hocuspocus-strict`: the same with a transaction for every update, so that its answer too comes after the commit.
 * - `hocuspocus-store`: its own way to persist (load and store hooks), with the debounce at 0.
 * - `hocuspocus-default`: the same with its default debounce of 2 s, which loses up to 2 s of acknowledged work.
 * The hooks do what @hocuspocus/extension-sqlite does. That package brings a better-sqlite3 of its own, which is
 * built for the Node that installed it and does not load in another; this way both servers use one driver.
 */
import path from 'node:path'
import { type Extension, Server } from '@hocuspocus/server'
import Database from 'better-sqlite3'
import pino from 'pino'
import * as Y from 'yjs'
import { createRelay } from '../../../sync-server/relay.ts'

const [kind = '', folder = ''] = process.argv.slice(2)

process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss })
})
process.on('disconnect', () => process.exit(0))
process.send?.(kind === 'weft' ? await startWeft() : await startHocuspocus())

async function startWeft(): Promise<{ port: number; token: string }> {
  const relay = await createRelay({
    port: 0,
    host: '127.0.0.1',
    dataFolder: folder,
    log: pino({ level: 'error' }),
    clock: Date,
    // The load is what the limits are there to refuse.
    limits: { messagesPerSecond: 1e9, messageBurst: 1e9, bytesPerSecond: 1e12, byteBurst: 1e12 },
  })
  return { port: relay.port, token: relay.token }
}

async function startHocuspocus(): Promise<{ port: number; token: string }> {
  const database = new Database(path.join(folder, 'hocuspocus.sqlite'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const isLog = kind === 'hocuspocus-append' || kind === 'hocuspocus-strict'
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    ...(kind === 'hocuspocus-store' ? { debounce: 0 } : {}),
    extensions: [isLog ? logEveryUpdate(database, kind === 'hocuspocus-strict') : storeDocuments(database)],
  })
  await server.listen()
  return { port: server.address.port, token: 'any' }
}

function logEveryUpdate(database: Database.Database, isStrict: boolean): Extension {
  database.exec('CREATE TABLE log (seq INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL)')
  const insert = database.prepare<[string, Uint8Array]>('INSERT INTO log (name, bytes) VALUES (?, ?)')
  const select = database.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM log WHERE name = ? ORDER BY seq')
  let waiting: [string, Uint8Array][] = []
  const flush = database.transaction(() => {
    for (const [name, bytes] of waiting) insert.run(name, bytes)
    waiting = []
  })
  return {
    onLoadDocument({ document, documentName }) {
      for (const { bytes } of select.iterate(documentName)) Y.applyUpdate(document, bytes)
      return Promise.resolve()
    },
    onChange({ documentName, update }) {
      if (waiting.push([documentName, update]) === 1 && !isStrict) setImmediate(flush)
      if (isStrict) flush()
      return Promise.resolve()
    },
  }
}

function storeDocuments(database: Database.Database): Extension {
  database.exec('CREATE TABLE documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)')
  const select = database.prepare<[string], { data: Buffer }>('SELECT data FROM documents WHERE name = ?')
  const upsert = database.prepare<[string, Uint8Array]>(
    'INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
  )
  return {
    onLoadDocument({ document, documentName }) {
      const row = select.get(documentName)
      if (row) Y.applyUpdate(document, row.data)
      return Promise.resolve()
    },
    onStoreDocument({ document, documentName }) {
      upsert.run(documentName, Y.encodeStateAsUpdate(document))
      return Promise.resolve()
    },
  }
}
