/** Who edited what and when, and the places in that line that versions and realities hold on to. Never edited once released. */
export const history = {
  version: 2,
  sql: `
CREATE TABLE edits (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  time INTEGER NOT NULL,
  author TEXT,
  color INTEGER,
  origin TEXT NOT NULL,
  lines TEXT NOT NULL,
  size INTEGER NOT NULL,
  UNIQUE (document, sequence)
) STRICT;
CREATE INDEX edits_by_document ON edits (document);

INSERT INTO edits (document, sequence, time, origin, lines, size)
  SELECT document, max(through), max(time), 'storage', '[]', 0 FROM snapshots GROUP BY document ORDER BY document;
INSERT OR IGNORE INTO edits (document, sequence, time, author, origin, lines, size)
  SELECT document, sequence, time, author, origin, '[]', length(bytes) FROM updates ORDER BY document, sequence;

CREATE TABLE versions (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT NOT NULL,
  reality TEXT NOT NULL,
  position INTEGER NOT NULL,
  time INTEGER NOT NULL,
  author TEXT,
  color INTEGER,
  size INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE realities (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  parent TEXT NOT NULL,
  position INTEGER,
  written INTEGER NOT NULL,
  time INTEGER NOT NULL,
  author TEXT,
  color INTEGER,
  status TEXT NOT NULL,
  gone INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE merges (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  strategy TEXT NOT NULL,
  status TEXT NOT NULL,
  time INTEGER NOT NULL,
  author TEXT,
  color INTEGER,
  version TEXT,
  files INTEGER NOT NULL,
  contested INTEGER NOT NULL,
  plan TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
