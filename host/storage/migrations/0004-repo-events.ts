/** What happened in the repository around a workspace, for those who come back. Never edited once released. */
export const repoEvents = {
  version: 4,
  sql: `
CREATE TABLE repo_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  what TEXT NOT NULL
) STRICT;
`,
} as const
