/** The first tables. Never edited once released: the next change is migration 2. */
export const first = {
  version: 1,
  sql: `
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  seed TEXT,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE updates (
  document TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  origin TEXT NOT NULL,
  author TEXT,
  time INTEGER NOT NULL,
  PRIMARY KEY (document, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  document TEXT NOT NULL,
  through INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  time INTEGER NOT NULL,
  UNIQUE (document, through)
) STRICT;

CREATE TABLE blobs (
  hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  bytes BLOB NOT NULL,
  time INTEGER NOT NULL
) STRICT;

CREATE TABLE written (
  number INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  source TEXT NOT NULL,
  hash TEXT NOT NULL,
  text BLOB NOT NULL,
  ids BLOB NOT NULL,
  state_vector BLOB NOT NULL,
  time INTEGER NOT NULL
) STRICT;
CREATE INDEX written_by_document ON written (document, number);

CREATE TABLE files (
  path TEXT PRIMARY KEY,
  entry TEXT,
  document TEXT,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  hash TEXT NOT NULL,
  fault TEXT,
  inherits TEXT,
  written_sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  document TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  texts TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (document, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE differences (
  path TEXT PRIMARY KEY,
  difference TEXT NOT NULL,
  hash TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stale (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,
  path TEXT NOT NULL,
  time INTEGER NOT NULL,
  value TEXT NOT NULL
) STRICT;
`,
} as const
