/**
 * A text file that somebody else changed (an editor, Git, Godot), taken in as the smallest edits.
 *
 * The change is what differs from the recently written text that explains the file best (TXT3), and is made as if its
 * writer had been here with just what they had seen: between the characters that stood there then. What others wrote
 * meanwhile stays, and what an older copy lacks is no edit. The edit's client id follows from that state and the new
 * text, so that two hosts which take in one `git pull` make one edit (TXT5).
 */
import * as Y from 'yjs'
import { type StaleText, staleText } from './stale-text.ts'
import {
  fingerprint,
  isKnown,
  type Run,
  runsOf,
  snapshotNow,
  snapshotWith,
  type TextBase,
  visibleLength,
} from './text-base.ts'
import { clientFrom, TEXT_TYPE, type TextDocument } from './text-document.ts'
import { moveEdits, sizeOf, type TextEdit, textEdits, writeEdits } from './text-edits.ts'
import { type LineEnding, splitText } from './text-file.ts'

export interface TextIntake {
  /** The file's text with what its writer had seen, for the next time. */
  readonly base: TextBase
  readonly edits: readonly TextEdit[]
  /** What the file lacks because its writer had an older copy (TXT11). */
  readonly stale: StaleText | null
}

/** `bases`: the last text that came from outside and those written since, newest first; at least one of this document. */
export function takeInText(
  document: TextDocument,
  raw: string,
  bases: readonly TextBase[],
  origin: unknown,
): TextIntake {
  // It says what the document says: its writer has seen all of it, perhaps from another host.
  if (raw === document.raw()) return { base: { raw, snapshot: snapshotNow(document.doc) }, edits: [], stale: null }
  const explained = bases
    .map(base => explain(document, base, raw))
    // Of texts that explain it equally well the older one: what it merely lacks is then no edit.
    .reduce((best, other) => (other.size <= best.size ? other : best))
  const { base, runs, edits, form } = explained
  if (runs === null) return takeInElsewhere(document, raw, explained, origin)
  const client = clientFrom(`intake\n${fingerprint(base.snapshot)}\n${raw}`)
  const { doc } = document
  // As a peer's edit: Yjs then trusts no index that it remembers.
  const change = placeEdits(runs, edits)
  Y.transact(
    doc,
    transaction => {
      if (Y.getState(doc.store, client) === 0)
        for (const insert of change.inserts) insertAt(transaction, client, insert)
      for (const { client: of, clock, length } of change.deleted) deleteRun(transaction, of, clock, length)
      if (form.ending !== explained.was.ending || form.hasMark !== explained.was.hasMark) document.setForm(form)
    },
    origin,
    false,
  )
  const inserted = change.inserts.reduce((sum, insert) => sum + insert.text.length, 0)
  const snapshot = snapshotWith(base.snapshot, { client, inserted, deleted: change.deleted })
  return { base: { raw, snapshot }, edits, stale: staleText(bases[0], base) }
}

const ENDINGS: readonly LineEnding[] = ['\n', '\r\n']

/** `runs`: null where the snapshot is of another reality's document, whose characters are not all here. */
function explain(document: TextDocument, base: TextBase, raw: string) {
  const found = isKnown(document.doc, base.snapshot) ? runsOf(document.doc, base.snapshot) : []
  const length = visibleLength(found)
  // A file of mixed line endings was read by those that the document had then.
  const fitting = ENDINGS.map(ending => splitText(base.raw, ending)).find(each => each.body.length === length)
  const was = fitting ?? splitText(base.raw, document.ending)
  const form = splitText(raw, document.ending)
  const edits = textEdits(was.body, form.body)
  return { base, runs: fitting === undefined ? null : found, was, form, edits, size: sizeOf(edits) }
}

/** The same where only the text of the base is known: its edits are made where their places are in this text. */
function takeInElsewhere(
  document: TextDocument,
  raw: string,
  { was, form, edits }: ReturnType<typeof explain>,
  origin: unknown,
): TextIntake {
  const moved = moveEdits(edits, textEdits(was.body, document.text.toJSON()))
  document.doc.transact(() => {
    writeEdits(document.text, moved)
    if (form.ending !== was.ending || form.hasMark !== was.hasMark) document.setForm(form)
  }, origin)
  // Of no state of this document, so that the next change from there is placed by its text, too.
  return { base: { raw, snapshot: Y.encodeSnapshot(Y.emptySnapshot) }, edits, stale: null }
}

interface Insert {
  /** The units it stands between; null at an end of the text. */
  readonly left: { readonly client: number; readonly clock: number } | null
  readonly right: { readonly client: number; readonly clock: number } | null
  readonly text: string
}

/** Edits by index as units of the document. */
function placeEdits(runs: readonly Run[], edits: readonly TextEdit[]) {
  const inserts: Insert[] = []
  const deleted: Omit<Run, 'isVisible'>[] = []
  let at = 0
  let index = 0
  let within = 0
  /** Forward by visible units, up to an index of the text. */
  const goTo = (target: number, onPass?: (run: Run, from: number, length: number) => void) => {
    while (at < target) {
      const run = runs[index]
      if (run === undefined) return
      if (!run.isVisible) {
        index += 1
        within = 0
        continue
      }
      const step = Math.min(run.length - within, target - at)
      onPass?.(run, run.clock + within, step)
      at += step
      within += step
      if (within === run.length) {
        index += 1
        within = 0
      }
    }
  }
  for (const edit of edits) {
    goTo(edit.at)
    if (edit.insert !== '') inserts.push({ ...neighbours(runs, index, within), text: edit.insert })
    goTo(edit.at + edit.remove, ({ client }, clock, length) => deleted.push({ client, clock, length }))
  }
  return { inserts, deleted }
}

function neighbours(runs: readonly Run[], index: number, within: number): Omit<Insert, 'text'> {
  const here = runs[index]
  if (within > 0 && here !== undefined) {
    const clock = here.clock + within
    return { left: { client: here.client, clock: clock - 1 }, right: { client: here.client, clock } }
  }
  const before = runs[index - 1]
  return {
    left: before === undefined ? null : { client: before.client, clock: before.clock + before.length - 1 },
    right: here === undefined ? null : { client: here.client, clock: here.clock },
  }
}

/** As an edit of a peer arrives: between the two units that it was made between, whatever stands there now. */
function insertAt(transaction: Y.Transaction, client: number, { left, right, text }: Insert): void {
  const { doc } = transaction
  const before = left === null ? null : Y.getItemCleanEnd(transaction, doc.store, Y.createID(left.client, left.clock))
  const after = right === null ? null : Y.getItemCleanStart(transaction, Y.createID(right.client, right.clock))
  const item = new Y.Item(
    Y.createID(client, Y.getState(doc.store, client)),
    before,
    before === null ? null : before.lastId,
    after,
    after === null ? null : after.id,
    doc.getText(TEXT_TYPE),
    null,
    new Y.ContentString(text),
  )
  item.integrate(transaction, 0)
}

function deleteRun(transaction: Y.Transaction, client: number, clock: number, length: number): void {
  const { store } = transaction.doc
  for (let at = clock; at < clock + length; ) {
    const item = Y.getItemCleanStart(transaction, Y.createID(client, at))
    Y.getItemCleanEnd(transaction, store, Y.createID(client, Math.min(at + item.length, clock + length) - 1))
    if (!item.deleted) item.delete(transaction)
    at += item.length
  }
}
