/**
 * The relay's log in SQLite: every statement that writes or reads it, synchronously.
 *
 * REL1 An update is durable when `append` returns: WAL with `synchronous=FULL`, one transaction for all rooms.
 * Two threads use it: the writer alone writes; the reader opens with `readonly` and sees committed rows only.
 */
import { chmodSync, existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { KnownClient } from '../guard.ts'
import { migrate } from './migrations.ts'

export interface RoomKey {
  readonly workspace: string
  readonly document: string
}

export interface RoomWrite {
  readonly room: RoomKey
  readonly updates: readonly Uint8Array[]
  readonly clients: readonly (readonly [client: number, known: KnownClient])[]
}

export interface StoredToken {
  readonly id: string
  readonly hash: Uint8Array
  /** '' for the master token, which opens every workspace. */
  readonly workspace: string
  readonly rights: 'read' | 'write'
  readonly canShare: boolean
  readonly expiresAt: number | null
  readonly madeBy: string
  readonly madeAt: number
}

export interface RoomState {
  readonly clients: readonly (readonly [client: number, known: KnownClient])[]
  /** Rows in the log, and the sizes of log and snapshot. */
  readonly rows: number
  readonly logBytes: number
  readonly snapshotBytes: number
}

export interface Compaction {
  readonly room: RoomKey
  /** What the snapshot held when this one was made; -1 for none. Compared before it is replaced. */
  readonly previousThrough: number
  readonly through: number
  /** Update format v2. */
  readonly snapshot: Uint8Array
}

export interface RoomContent {
  readonly snapshot: Uint8Array | null
  /** -1 without a snapshot. */
  readonly snapshotThrough: number
  readonly rows: readonly { readonly seq: number; readonly bytes: Uint8Array }[]
}

export interface LogDatabase {
  append(writes: readonly RoomWrite[], atMs: number): void
  /** False when somebody else compacted first; nothing has changed then. */
  compact(compaction: Compaction): boolean
  roomState(room: RoomKey): RoomState
  /** Rows after `afterSeq`; the snapshot only when it holds more than `afterSeq`. */
  content(room: RoomKey, afterSeq: number): RoomContent
  saveToken(token: StoredToken): void
  deleteTokens(ids: readonly string[]): void
  tokens(): StoredToken[]
  workspaceBytes(): [workspace: string, bytes: number][]
  /** After a backup was restored: anybody's work may now be brought back by anybody (REL16). */
  forgetAuthors(): void
  checkpoint(): void
  close(): void
}

const PAGE_BYTES = 4096

export function openLogDatabase(path: string, options: { readonly: boolean; maxBytes: number }): LogDatabase {
  const isNew = !existsSync(path)
  const database = new Database(path, { readonly: options.readonly, timeout: 5_000 })
  if (!options.readonly) {
    if (isNew) chmodSync(path, 0o600)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma(`max_page_count = ${Math.max(64, Math.floor(options.maxBytes / PAGE_BYTES))}`)
    database.pragma('foreign_keys = ON')
    migrate(database)
  }
  const findRoom = database.prepare<[string, string], { id: number }>(
    'SELECT id FROM rooms WHERE workspace = ? AND document = ?',
  )
  const selectSnapshot = database.prepare<[number], { through: number; bytes: Buffer }>(
    'SELECT through, bytes FROM snapshots WHERE room = ?',
  )
  const selectThrough = database.prepare<[number], { through: number }>('SELECT through FROM snapshots WHERE room = ?')
  const selectRows = database.prepare<[number, number], { seq: number; bytes: Buffer }>(
    'SELECT seq, bytes FROM updates WHERE room = ? AND seq > ? ORDER BY seq',
  )
  const selectSizes = database.prepare<[number, number], { rows: number; logBytes: number; snapshotBytes: number }>(
    `SELECT count(*) AS rows, coalesce(sum(length(bytes)), 0) AS logBytes,
            coalesce((SELECT length(bytes) FROM snapshots WHERE room = ?), 0) AS snapshotBytes
     FROM updates WHERE room = ?`,
  )
  const selectClients = database.prepare<
    [number],
    { client: number; clock: number; principal: string; carried: number }
  >('SELECT client, clock, principal, carried FROM clients WHERE room = ?')
  const writer = options.readonly ? null : prepareWriter(database, findRoom, selectThrough)

  return {
    append: (writes, atMs) => write().append(writes, atMs),
    compact: compaction => write().compact(compaction),
    roomState(room) {
      const id = findRoom.get(room.workspace, room.document)?.id
      const sizes = id === undefined ? undefined : selectSizes.get(id, id)
      if (id === undefined || sizes === undefined) return { clients: [], rows: 0, logBytes: 0, snapshotBytes: 0 }
      const clients = selectClients
        .all(id)
        .map(row => [row.client, { clock: row.clock, principal: row.principal, carried: row.carried === 1 }] as const)
      return { clients, ...sizes }
    },
    content: database.transaction((room: RoomKey, afterSeq: number): RoomContent => {
      const id = findRoom.get(room.workspace, room.document)?.id
      if (id === undefined) return { snapshot: null, snapshotThrough: -1, rows: [] }
      const snapshotThrough = selectThrough.get(id)?.through ?? -1
      const snapshot = snapshotThrough > afterSeq ? (selectSnapshot.get(id)?.bytes ?? null) : null
      return { snapshot, snapshotThrough, rows: selectRows.all(id, afterSeq) }
    }),
    saveToken: token => write().saveToken(token),
    deleteTokens: ids => write().deleteTokens(ids),
    tokens: () => selectTokens(database),
    workspaceBytes() {
      return database
        .prepare<[], { workspace: string; bytes: number }>(
          `SELECT workspace, sum(size) AS bytes FROM (
             SELECT room, length(bytes) AS size FROM updates
             UNION ALL SELECT room, length(bytes) AS size FROM snapshots
           ) JOIN rooms ON rooms.id = room GROUP BY workspace`,
        )
        .all()
        .map(row => [row.workspace, row.bytes])
    },
    forgetAuthors() {
      database.exec('UPDATE clients SET carried = 1')
    },
    checkpoint() {
      database.pragma('wal_checkpoint(TRUNCATE)')
    },
    close: () => {
      database.close()
    },
  }

  function write(): Writer {
    if (writer === null) throw new Error('the log is open for reading only')
    return writer
  }
}

interface Writer {
  append(writes: readonly RoomWrite[], atMs: number): void
  compact(compaction: Compaction): boolean
  saveToken(token: StoredToken): void
  deleteTokens(ids: readonly string[]): void
}

function prepareWriter(
  database: Database.Database,
  findRoom: Database.Statement<[string, string], { id: number }>,
  selectThrough: Database.Statement<[number], { through: number }>,
): Writer {
  const insertRoom = database.prepare<[string, string]>('INSERT INTO rooms (workspace, document) VALUES (?, ?)')
  const insertUpdate = database.prepare<[number, number, Uint8Array]>(
    'INSERT INTO updates (room, at, bytes) VALUES (?, ?, ?)',
  )
  const saveClient = database.prepare<[number, number, number, string, number]>(
    `INSERT INTO clients (room, client, clock, principal, carried) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (room, client)
     DO UPDATE SET clock = excluded.clock, principal = excluded.principal, carried = excluded.carried`,
  )
  const saveSnapshot = database.prepare<[number, number, Uint8Array]>(
    `INSERT INTO snapshots (room, through, bytes) VALUES (?, ?, ?)
     ON CONFLICT (room) DO UPDATE SET through = excluded.through, bytes = excluded.bytes`,
  )
  const deleteRows = database.prepare<[number, number]>('DELETE FROM updates WHERE room = ? AND seq <= ?')
  const insertToken = database.prepare<[string, Uint8Array, string, string, number, number | null, string, number]>(
    `INSERT INTO tokens (id, hash, workspace, rights, can_share, expires_at, made_by, made_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET hash = excluded.hash`,
  )
  const deleteToken = database.prepare<[string]>('DELETE FROM tokens WHERE id = ?')

  function roomId(room: RoomKey): number {
    const found = findRoom.get(room.workspace, room.document)
    return found ? found.id : Number(insertRoom.run(room.workspace, room.document).lastInsertRowid)
  }
  return {
    append: database.transaction((writes: readonly RoomWrite[], atMs: number) => {
      for (const { room, updates, clients } of writes) {
        const id = roomId(room)
        for (const update of updates) insertUpdate.run(id, atMs, update)
        for (const [client, known] of clients) {
          saveClient.run(id, client, known.clock, known.principal, known.carried ? 1 : 0)
        }
      }
    }),
    compact: database.transaction(({ room, previousThrough, through, snapshot }: Compaction) => {
      const id = findRoom.get(room.workspace, room.document)?.id
      if (id === undefined || (selectThrough.get(id)?.through ?? -1) !== previousThrough) return false
      saveSnapshot.run(id, through, snapshot)
      deleteRows.run(id, through)
      return true
    }),
    saveToken(token) {
      const { id, hash, workspace, rights, canShare, expiresAt, madeBy, madeAt } = token
      insertToken.run(id, hash, workspace, rights, canShare ? 1 : 0, expiresAt, madeBy, madeAt)
    },
    deleteTokens: database.transaction((ids: readonly string[]) => {
      for (const id of ids) deleteToken.run(id)
    }),
  }
}

function selectTokens(database: Database.Database): StoredToken[] {
  return database
    .prepare<
      [],
      {
        id: string
        hash: Buffer
        workspace: string
        rights: 'read' | 'write'
        can_share: number
        expires_at: number | null
        made_by: string
        made_at: number
      }
    >('SELECT * FROM tokens')
    .all()
    .map(row => ({
      id: row.id,
      hash: row.hash,
      workspace: row.workspace,
      rights: row.rights,
      canShare: row.can_share === 1,
      expiresAt: row.expires_at,
      madeBy: row.made_by,
      madeAt: row.made_at,
    }))
}
