/** Two texts as hunks, for the view that shows those of the repository. Pure. */
import { REPO_DIFF_LINES } from '../../../shared/limits.ts'
import { type FileHunk, fileHunks } from '../../../shared/repo/file-hunks.ts'
import type { DiffPart } from '../git-diff/index.ts'

export function textHunks(was: string, now: string): DiffPart {
  const [before, after] = [encoder.encode(was), encoder.encode(now)]
  const hunks: DiffPart['hunks'][number][] = []
  let lines = 0
  for (const hunk of fileHunks(before, after)) {
    lines += hunk.lines.length
    if (lines > REPO_DIFF_LINES) return { kind: 'pair', hunks, isCut: true }
    hunks.push(shown(hunk, String(hunks.length)))
  }
  return { kind: 'pair', hunks, isCut: false }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Of no lines the line before is named, as Git does. */
function shown({ old, new: now, lines }: FileHunk, id: string): DiffPart['hunks'][number] {
  const [oldLines, newLines] = [old.end - old.start, now.end - now.start]
  return {
    id,
    oldStart: oldLines === 0 ? old.start : old.start + 1,
    oldLines,
    newStart: newLines === 0 ? now.start : now.start + 1,
    newLines,
    lines: lines.map(({ kind, characters }) => ({ kind, text: textOf(characters) })),
  }
}

/** A character is a byte. */
function textOf(characters: string): string {
  return decoder.decode(Uint8Array.from(characters.replace(/\r?\n$/, ''), character => character.charCodeAt(0)))
}
