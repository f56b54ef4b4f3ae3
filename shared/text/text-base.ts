/**
 * What somebody who wrote the file had seen of the document: its text then, and which of its characters that was. A
 * Yjs snapshot (clocks and deletes) names those, whatever came since.
 */
import * as Y from 'yjs'
import { TEXT_TYPE } from './text-document.ts'

export interface TextBase {
  /** As it stood in the file. */
  readonly raw: string
  /** An encoded Y.Snapshot. */
  readonly snapshot: Uint8Array
}

/** Units of the document's text in their order, those that are gone among them. */
export interface Run {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly isVisible: boolean
}

export function snapshotNow(doc: Y.Doc): Uint8Array {
  return Y.encodeSnapshot(Y.snapshot(doc))
}

/** False for a state that has what this document has not: of another reality. */
export function isKnown(doc: Y.Doc, snapshot: Uint8Array): boolean {
  return [...Y.decodeSnapshot(snapshot).sv].every(([client, clock]) => clock <= Y.getState(doc.store, client))
}

/** What the state had of the text, as runs. */
export function runsOf(doc: Y.Doc, snapshot: Uint8Array): Run[] {
  const { sv, ds } = Y.decodeSnapshot(snapshot)
  const gone = new Map([...ds.clients].map(([client, items]) => [client, [...items].sort((a, b) => a.clock - b.clock)]))
  const runs: Run[] = []
  // reason: only the items themselves say which characters a state had; Yjs keeps them in this list.
  for (let item = doc.getText(TEXT_TYPE)._start; item !== null; item = item.right) {
    const { client, clock } = item.id
    const known = Math.min(item.length, (sv.get(client) ?? 0) - clock)
    if (known <= 0 || (!item.countable && !item.deleted)) continue
    runs.push(...split({ client, clock, length: known }, gone.get(client) ?? []))
  }
  return runs
}

function split(
  { client, clock, length }: Omit<Run, 'isVisible'>,
  gone: readonly { readonly clock: number; readonly len: number }[],
): Run[] {
  const runs: Run[] = []
  let at = clock
  const end = clock + length
  for (const range of gone) {
    const from = Math.max(at, range.clock)
    const to = Math.min(end, range.clock + range.len)
    if (from >= to) continue
    if (from > at) runs.push({ client, clock: at, length: from - at, isVisible: true })
    runs.push({ client, clock: from, length: to - from, isVisible: false })
    at = to
  }
  if (at < end) runs.push({ client, clock: at, length: end - at, isVisible: true })
  return runs
}

export function visibleLength(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => (run.isVisible ? sum + run.length : sum), 0)
}

/** The state after an edit that was made on this one. */
export function snapshotWith(
  snapshot: Uint8Array,
  edit: { readonly client: number; readonly inserted: number; readonly deleted: readonly Omit<Run, 'isVisible'>[] },
): Uint8Array {
  const { sv, ds } = Y.decodeSnapshot(snapshot)
  if (edit.inserted > 0) sv.set(edit.client, edit.inserted)
  for (const { client, clock, length } of edit.deleted) {
    const items = ds.clients.get(client) ?? []
    items.push({ clock, len: length })
    ds.clients.set(client, items)
  }
  return Y.encodeSnapshot(Y.createSnapshot(ds, sv))
}

/** The same text for the same state, in whatever order its parts are kept. */
export function fingerprint(snapshot: Uint8Array): string {
  const { sv, ds } = Y.decodeSnapshot(snapshot)
  const clocks = [...sv].filter(([, clock]) => clock > 0).sort(([a], [b]) => a - b)
  const gone = [...ds.clients].sort(([a], [b]) => a - b).map(([client, items]) => [client, merged(items)])
  return JSON.stringify([clocks, gone])
}

function merged(items: readonly { readonly clock: number; readonly len: number }[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const { clock, len } of [...items].sort((a, b) => a.clock - b.clock)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] >= clock) last[1] = Math.max(last[1], clock + len)
    else ranges.push([clock, clock + len])
  }
  return ranges
}
