/** Replaces the characters from `start` up to `end` of a text. */
export interface Edit {
  start: number
  end: number
  text: string
}

/**
 * The text with all edits made at once; their offsets are those of the text before. Insertions at one place come out
 * in the order given. Overlapping edits are a defect of the caller and throw. COD20
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const parts: string[] = []
  let copied = 0
  for (const edit of sorted) {
    if (edit.end < edit.start || edit.end > text.length) throw new RangeError('An edit leaves the text')
    if (edit.start < copied) throw new RangeError('Two edits overlap')
    parts.push(text.slice(copied, edit.start), edit.text)
    copied = edit.end
  }
  parts.push(text.slice(copied))
  return parts.join('')
}
