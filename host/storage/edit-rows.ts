/** The line of edits over its table. */
import type { Database } from 'better-sqlite3'
import type { Author } from '../../shared/contract/history.ts'
import { REALITIES_DOCUMENT } from '../../shared/repo/reality-records.ts'
import type { EditLine, EditRow, EditRows, EditSlice, Segment, Stretch } from './history-tables.ts'
import { eachDocument, REALITY_OF_DOCUMENT } from './stored-id.ts'

interface Columns {
  document: string
  sequence: number
  time: number
  author: string | null
  color: number | null
  origin: string
  lines: string
  size: number
}

/** Everybody's list of realities is no file. */
const IN_STRETCH = `number > :after AND number <= :through AND document <> '${REALITIES_DOCUMENT}'
     AND ${REALITY_OF_DOCUMENT} = :reality`

type InSegment = { document: string; after: number; through: number }

export function createEditRows(database: Database): EditRows {
  const append = database.prepare<Columns>(
    `INSERT INTO edits (document, sequence, time, author, color, origin, lines, size)
     VALUES (:document, :sequence, :time, :author, :color, :origin, :lines, :size)`,
  )
  const position = database.prepare<[], { number: number | null }>('SELECT max(number) AS number FROM edits')
  const numberOf = database.prepare<[string, number], { number: number }>(
    'SELECT number FROM edits WHERE document = ? AND sequence = ?',
  )
  const newestAt = database.prepare<[number], { number: number; time: number }>(
    'SELECT number, time FROM edits WHERE time <= ? ORDER BY number DESC LIMIT 1',
  )
  // Numbers and sequences of one document grow together.
  const sequenceAt = database.prepare<[string, number], { sequence: number }>(
    'SELECT sequence FROM edits INDEXED BY edits_by_document WHERE document = ? AND number <= ? ORDER BY number DESC LIMIT 1',
  )
  const timeOf = database.prepare<[string, number], { time: number }>(
    'SELECT time FROM edits WHERE document = ? AND sequence = ?',
  )
  const list = database.prepare<InSegment & { limit: number }, Columns>(
    `SELECT document, sequence, time, author, color, origin, lines, size FROM edits
     WHERE document = :document AND sequence > :after AND sequence <= :through ORDER BY sequence DESC LIMIT :limit`,
  )
  const span = database.prepare<InSegment, { first: number | null; last: number | null }>(
    `SELECT min(time) AS first, max(time) AS last FROM edits
     WHERE document = :document AND sequence > :after AND sequence <= :through`,
  )
  const slices = database.prepare<
    InSegment & { from: number; width: number },
    { slice: number; author: string | null; color: number | null; count: number; last: number }
  >(
    `SELECT CAST((time - :from) / :width AS INTEGER) AS slice, author, max(color) AS color, count(*) AS count,
       max(sequence) AS last FROM edits
     WHERE document = :document AND sequence > :after AND sequence <= :through GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  const listAll = database.prepare<Stretch & { before: number; limit: number }, Columns>(
    `SELECT document, sequence, time, author, color, origin, lines, size FROM edits
     WHERE ${IN_STRETCH} AND time < :before ORDER BY number DESC LIMIT :limit`,
  )
  const spanAll = database.prepare<Stretch, { first: number | null; last: number | null }>(
    `SELECT (SELECT time FROM edits WHERE ${IN_STRETCH} ORDER BY number LIMIT 1) AS first,
       (SELECT time FROM edits WHERE ${IN_STRETCH} ORDER BY number DESC LIMIT 1) AS last`,
  )
  const slicesAll = database.prepare<
    Stretch & { from: number; width: number },
    { slice: number; author: string | null; color: number | null; count: number; last: number }
  >(
    `SELECT CAST((time - :from) / :width AS INTEGER) AS slice, author, max(color) AS color, count(*) AS count,
       max(time) AS last FROM edits WHERE ${IN_STRETCH} AND time >= :from GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  const between = database.prepare<[number, number, string], { documents: number; size: number | null }>(
    `SELECT count(DISTINCT document) AS documents, sum(size) AS size FROM edits
     WHERE number > ? AND number <= ? AND ${REALITY_OF_DOCUMENT} = ?`,
  )
  const edited = database.prepare<[string], { document: string; time: number }>(
    `WITH RECURSIVE ${eachDocument('edits')}
     SELECT document, (SELECT time FROM edits WHERE edits.document = each.document ORDER BY sequence DESC LIMIT 1) AS time
     FROM each WHERE document IS NOT NULL AND ${REALITY_OF_DOCUMENT} = ?`,
  )
  const lastBefore = database.prepare<[string, number], { sequence: number }>(
    'SELECT sequence FROM edits WHERE document = ? AND time < ? ORDER BY sequence DESC LIMIT 1',
  )
  return {
    append: row => {
      append.run({
        document: row.document,
        sequence: row.sequence,
        time: row.time,
        author: row.author?.name ?? null,
        color: row.author?.color ?? null,
        origin: row.origin,
        lines: JSON.stringify(row.lines),
        size: row.sizeBytes,
      })
    },
    position: () => position.get()?.number ?? 0,
    numberOf: (document, sequence) => numberOf.get(document, sequence)?.number,
    newestAt: time => newestAt.get(time),
    sequenceAt: (document, at) => sequenceAt.get(document, at)?.sequence ?? 0,
    timeOf: (document, sequence) => timeOf.get(document, sequence)?.time,
    list(segments, before, limit) {
      const found: EditRow[] = []
      for (const segment of segments.toReversed()) {
        const through = Math.min(segment.through, before - 1)
        if (through > segment.after) {
          found.push(...list.all({ ...plain(segment), through, limit: limit - found.length }).map(readEdit))
        }
        if (found.length >= limit) break
      }
      return found
    },
    span: segments => spanOf(segments.map(segment => span.get(plain(segment)))),
    slices: (segments, from, width) =>
      segments.flatMap(segment => slices.all({ ...plain(segment), from, width }).map(readSlice)),
    listAll(stretches, before, limit) {
      const found: EditRow[] = []
      for (const stretch of stretches) {
        if (found.length >= limit) break
        found.push(...listAll.all({ ...stretch, before, limit: limit - found.length }).map(readEdit))
      }
      return found
    },
    spanAll: stretches => spanOf(stretches.map(stretch => spanAll.get({ ...stretch }))),
    slicesAll: (stretches, from, width) =>
      stretches.flatMap(stretch => slicesAll.all({ ...stretch, from, width }).map(readSlice)),
    between(reality, after, through) {
      const row = between.get(after, through, reality)
      return { documents: row?.documents ?? 0, sizeBytes: row?.size ?? 0 }
    },
    edited: reality => edited.all(reality),
    lastBefore: (document, time) => lastBefore.get(document, time)?.sequence ?? 0,
  }
}

function plain({ document, after, through }: Segment): InSegment {
  return { document, after, through }
}

type Span = { first: number | null; last: number | null } | undefined

function spanOf(spans: readonly Span[]): { readonly from: number; readonly to: number } | undefined {
  const first = spans.flatMap(one => one?.first ?? [])
  const last = spans.flatMap(one => one?.last ?? [])
  return first.length === 0 ? undefined : { from: Math.min(...first), to: Math.max(...last) }
}

function readSlice(row: {
  slice: number
  author: string | null
  color: number | null
  count: number
  last: number
}): EditSlice {
  return { slice: row.slice, author: readAuthor(row.author, row.color), count: row.count, last: row.last }
}

export function readAuthor(name: string | null, color: number | null): Author {
  return name === null ? null : { name, color: color ?? 0 }
}

function readEdit(row: Columns): EditRow {
  const { document, sequence, time, origin } = row
  const lines = JSON.parse(row.lines) as EditLine[]
  return { document, sequence, time, author: readAuthor(row.author, row.color), origin, lines, sizeBytes: row.size }
}
