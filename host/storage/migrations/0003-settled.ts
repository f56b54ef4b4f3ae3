/** What was settled in the review, with the way back. Never edited once released. */
export const settled = {
  version: 3,
  sql: `
CREATE TABLE settled (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,
  choice TEXT NOT NULL,
  item TEXT NOT NULL,
  way TEXT NOT NULL
) STRICT;
CREATE INDEX settled_by_document ON settled (document);
`,
} as const
