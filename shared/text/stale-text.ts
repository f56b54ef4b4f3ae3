/**
 * What an older copy of a text lacked when a program saved it: no edit (TXT3), but listed, and to be had after all
 * (TXT11). Taking it takes only that back: what the program itself changed is in, and what came since stays.
 */
import type { TextBase } from './text-base.ts'
import type { TextDocument } from './text-document.ts'
import { moveEdits, type TextEdit, textEdits } from './text-edits.ts'
import { splitText } from './text-file.ts'

export interface StaleText {
  readonly kind: 'text'
  /** What stood in the file before, and the older text that the copy began from; both without the file's form. */
  readonly written: string
  readonly copy: string
}

/** null where the copy began from the newest text. `newest`: what stood in the file. */
export function staleText(newest: TextBase | undefined, copy: TextBase): StaleText | null {
  if (newest === undefined || newest === copy) return null
  const [written, older] = [splitText(newest.raw).body, splitText(copy.raw).body]
  return written === older ? null : { kind: 'text', written, copy: older }
}

/** What ours has there and what the copy has, as a line or so each. */
export function lackedIn({ written, copy }: StaleText): { readonly ours: string; readonly copy: string } {
  const edits = textEdits(written, copy)
  return {
    ours: said(edits.map(({ at, remove }) => written.slice(at, at + remove))),
    copy: said(edits.map(({ insert }) => insert)),
  }
}

/** The edits that take it back from what the text says now. */
export function staleEdits(document: TextDocument, { written, copy }: StaleText): TextEdit[] {
  return moveEdits(textEdits(written, copy), textEdits(written, document.text.toJSON()))
}

const SAID_UNITS = 200

function said(parts: readonly string[]): string {
  const text = parts
    .map(part => part.trim())
    .filter(part => part !== '')
    .join(' … ')
  return text.length > SAID_UNITS ? `${text.slice(0, SAID_UNITS - 1)}…` : text
}
