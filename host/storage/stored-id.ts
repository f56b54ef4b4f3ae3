/**
 * Ids under which the documents of a reality are stored and shared: the plain id in the main one, `id.reality` in any
 * other. No document id has a dot in it, and the relay takes the dot in the name of a room. The list of realities is
 * everybody's.
 */
import { MAIN_REALITY } from '../../shared/contract/realities.ts'
import { REALITIES_DOCUMENT } from '../../shared/repo/reality-records.ts'

export function storedId(reality: string, document: string): string {
  return reality === MAIN_REALITY || document === REALITIES_DOCUMENT ? document : `${document}.${reality}`
}

export function plainId(stored: string): string {
  const dot = stored.indexOf('.')
  return dot < 0 ? stored : stored.slice(0, dot)
}

export function realityOf(stored: string): string {
  const dot = stored.indexOf('.')
  return dot < 0 ? MAIN_REALITY : stored.slice(dot + 1)
}

/** True where this is the id under which that reality keeps a document. */
export function isStoredBy(reality: string, stored: string): boolean {
  return storedId(reality, plainId(stored)) === stored
}

/** The same as realityOf in SQL, over a column `document`. */
export const REALITY_OF_DOCUMENT = `CASE instr(document, '.') WHEN 0 THEN '${MAIN_REALITY}' ELSE substr(document, instr(document, '.') + 1) END`

/** A table `each` of the documents of a table that has an index by document: jumps from one to the next, reads no rows. */
export function eachDocument(table: string): string {
  return `each(document) AS (
    SELECT min(document) FROM ${table}
    UNION ALL
    SELECT (SELECT min(document) FROM ${table} WHERE ${table}.document > each.document) FROM each
      WHERE each.document IS NOT NULL)`
}
