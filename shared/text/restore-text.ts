/** A text as it was, as new edits: what is the same is not written again. */
import type { TextDocument } from './text-document.ts'
import { textEdits, writeEdits } from './text-edits.ts'
import { splitText } from './text-file.ts'

export function restoreText(document: TextDocument, raw: string, origin: unknown): void {
  const { body, ending, hasMark } = splitText(raw, document.ending)
  document.doc.transact(() => {
    writeEdits(document.text, textEdits(document.text.toJSON(), body))
    document.setForm({ ending, hasMark })
  }, origin)
}
