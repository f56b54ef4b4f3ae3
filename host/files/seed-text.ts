/** The text that a document was born with, from the bytes of its seed. */
import * as Y from 'yjs'
import { snapshotNow, type TextBase } from '../../shared/text/text-base.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'

const SEED_MAP = 'seed'

/** Of a scene or a text; undefined for bytes that hold neither. */
export function seedText(bytes: Uint8Array): string | undefined {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, bytes)
    const seed = doc.getMap(SEED_MAP)
    const text = seed.get('text')
    if (typeof text === 'string') return text
    return seed.get('kind') === 'text' ? openTextDocument(doc).raw() : undefined
  } finally {
    doc.destroy()
  }
}

/** Throws AppError UNREADABLE where it is not the seed of a text. */
export function seedSnapshot(bytes: Uint8Array): TextBase {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, bytes)
    return { raw: openTextDocument(doc).raw(), snapshot: snapshotNow(doc) }
  } finally {
    doc.destroy()
  }
}
