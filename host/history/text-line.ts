/**
 * The edits of a text for its line: what was typed in one go is one entry, not one for each key; who wrote it, as the text
 * says, where the log has no name; and what, in a few words. The moment of an entry is that of its last key.
 */
import * as Y from 'yjs'
import type { Author, TimelineEntry } from '../../shared/contract/history.ts'
import { peopleOf } from '../../shared/text/text-people.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { documentAt } from './moment.ts'
import { isOneGo } from './one-go.ts'

const SNIPPET_UNITS = 60

interface Typed {
  readonly entry: TimelineEntry
  /** Of its first key. */
  readonly from: number
  readonly inserted: string
  readonly removed: number
}

/** `entries`: newest first, as the log has them. */
export function textEntries(store: RealityStore, document: string, entries: readonly TimelineEntry[]): TimelineEntry[] {
  const [newest, oldest] = [entries[0], entries.at(-1)]
  if (newest === undefined || oldest === undefined) return []
  const updates = new Map(
    store.log.range(document, oldest.sequence - 1, newest.sequence).map(row => [row.sequence, row.bytes]),
  )
  const people = peopleNow(store, document)
  const typed: Typed[] = []
  for (const entry of entries.toReversed()) {
    const one = readEdit(entry, updates.get(entry.sequence), people)
    const last = typed.at(-1)
    if (last !== undefined && goesOn(last, one)) typed[typed.length - 1] = together(last, one)
    else typed.push(one)
  }
  return typed.reverse().map(withWords)
}

function peopleNow(store: RealityStore, document: string): ReturnType<typeof peopleOf> {
  const doc = documentAt(store, document, store.log.last(document))
  try {
    return peopleOf(doc)
  } finally {
    doc.destroy()
  }
}

function readEdit(entry: TimelineEntry, bytes: Uint8Array | undefined, people: ReturnType<typeof peopleOf>): Typed {
  let inserted = ''
  let removed = 0
  let author: Author = entry.author
  if (bytes !== undefined) {
    const { structs, ds } = Y.decodeUpdate(bytes)
    for (const struct of structs) {
      author ??= people.get(struct.id.client) ?? null
      if ('content' in struct && struct.content instanceof Y.ContentString) inserted += struct.content.str
    }
    for (const items of ds.clients.values()) for (const { len } of items) removed += len
  }
  return { entry: { ...entry, author }, from: entry.time, inserted, removed }
}

function goesOn(last: Typed, next: Typed): boolean {
  return (
    last.entry.origin === next.entry.origin &&
    last.entry.origin !== 'intake' &&
    last.entry.author?.name === next.entry.author?.name &&
    isOneGo(next.entry.time - last.entry.time, next.entry.time - last.from)
  )
}

function together(last: Typed, next: Typed): Typed {
  return {
    entry: next.entry,
    from: last.from,
    inserted: last.inserted + next.inserted,
    removed: last.removed + next.removed,
  }
}

function withWords({ entry, inserted, removed }: Typed): TimelineEntry {
  if (inserted === '' && removed === 0) return { ...entry, lines: [] }
  const kind = removed === 0 ? 'added' : inserted === '' ? 'removed' : 'changed'
  const parts = [
    ...(inserted === '' ? [] : [`${inserted.length} written`]),
    ...(removed === 0 ? [] : [`${removed} removed`]),
  ]
  const snippet = inserted.trim().split('\n')[0]?.slice(0, SNIPPET_UNITS) ?? ''
  return { ...entry, lines: [{ node: snippet === '' ? 'Text' : snippet, text: parts.join(', '), kind }] }
}
