/** Schema of the relay's database. A migration is never edited once shipped; add the next one. */
import type { Database } from 'better-sqlite3'

export const MIGRATIONS: readonly string[] = [
  // 1: rooms, their log, their snapshot, who writes with which client id, and tokens (by hash only).
  `CREATE TABLE rooms (
     id INTEGER PRIMARY KEY,
     workspace TEXT NOT NULL,
     document TEXT NOT NULL,
     UNIQUE (workspace, document)
   ) STRICT;
   CREATE TABLE updates (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     room INTEGER NOT NULL REFERENCES rooms (id),
     at INTEGER NOT NULL,
     bytes BLOB NOT NULL
   ) STRICT;
   CREATE INDEX updates_by_room ON updates (room, seq);
   CREATE TABLE snapshots (
     room INTEGER PRIMARY KEY REFERENCES rooms (id),
     through INTEGER NOT NULL,
     bytes BLOB NOT NULL
   ) STRICT;
   CREATE TABLE clients (
     room INTEGER NOT NULL REFERENCES rooms (id),
     client INTEGER NOT NULL,
     clock INTEGER NOT NULL,
     principal TEXT NOT NULL,
     carried INTEGER NOT NULL,
     PRIMARY KEY (room, client)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE tokens (
     id TEXT PRIMARY KEY,
     hash BLOB NOT NULL UNIQUE,
     workspace TEXT NOT NULL,
     rights TEXT NOT NULL CHECK (rights IN ('read', 'write')),
     can_share INTEGER NOT NULL,
     expires_at INTEGER,
     made_by TEXT NOT NULL,
     made_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
]

/** Brings the database to the newest schema. Throws, changing nothing, when a newer relay has written it. */
export function migrate(database: Database, migrations: readonly string[] = MIGRATIONS): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  if (version > migrations.length) {
    throw new Error(
      `The relay's database has format ${version}; this relay knows ${migrations.length}. Use a newer one.`,
    )
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue
    database.transaction(() => {
      database.exec(sql)
      database.pragma(`user_version = ${index + 1}`)
    })()
  }
}
