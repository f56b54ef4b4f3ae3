/**
 * Realities that are shared, over document `realities`, which belongs to none of them. A record is written once the
 * reality's documents are where everybody finds them; names may change later. Peers' bytes are hostile until proven
 * otherwise: what is no record is not there. (RTY9)
 */
import type * as Y from 'yjs'
import { SHARED_REALITIES } from '../limits.ts'

export interface RealityRecord {
  readonly id: string
  readonly name: string
  readonly parent: string
  /** Unix ms. */
  readonly time: number
  readonly author: { readonly name: string; readonly color: number } | null
}

export const REALITIES_DOCUMENT = 'realities'

const MAP = 'records'
const ID = /^[0-9a-z]{1,40}$/
const NAME_LENGTH = 120

/** By time, then id. */
export function readRealityRecords(doc: Y.Doc): RealityRecord[] {
  const records: RealityRecord[] = []
  doc.getMap(MAP).forEach((raw, id) => {
    const record = readRecord(id, raw)
    if (record !== null) records.push(record)
  })
  return records.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1)).slice(0, SHARED_REALITIES)
}

/** In one transaction, with the caller's origin. */
export function writeRealityRecord(doc: Y.Doc, record: RealityRecord, origin: unknown): void {
  const { id, name, parent, time, author } = record
  doc.transact(() => {
    doc.getMap(MAP).set(id, [name, parent, time, author?.name ?? null, author?.color ?? 0])
  }, origin)
}

function readRecord(id: string, raw: unknown): RealityRecord | null {
  if (!ID.test(id) || !Array.isArray(raw)) return null
  const [name, parent, time, author, color] = raw as unknown[]
  if (typeof name !== 'string' || typeof parent !== 'string' || !ID.test(parent) || parent === id) return null
  if (typeof time !== 'number' || !Number.isFinite(time)) return null
  const hue = typeof color === 'number' && Number.isInteger(color) && color >= 0 && color < 10 ? color : 0
  return {
    id,
    name: name.slice(0, NAME_LENGTH),
    parent,
    time,
    author: typeof author === 'string' ? { name: author.slice(0, 60), color: hue } : null,
  }
}
