/** The text that a document was born with, from the bytes of its seed. */
import * as Y from 'yjs'

const SEED_MAP = 'seed'
const TEXT_TYPE = 'text'

/** Undefined for bytes that hold none. */
export function seedText(bytes: Uint8Array): string | undefined {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, bytes)
    const text = doc.getMap(SEED_MAP).get('text')
    return typeof text === 'string' ? text : doc.getText(TEXT_TYPE).toJSON()
  } finally {
    doc.destroy()
  }
}
