/**
 * What differs between two states of one file as hunks with lines around them, as a unified patch has them, and either
 * state with some of the hunks changed: what `git add -p` does. Works on bytes, so that nothing of a line is lost.
 *
 *     const hunks = fileHunks(staged, inFolder)
 *     const next = withHunks(staged, hunks, hunk => chosen.has(keyOf(hunk)))
 */
import type { LineRange } from './merge-lines.ts'
import { changesOf, numberLines } from './merge-lines.ts'
import { charactersOf } from './text-merge.ts'

/** Lines counted from 0, with their ends. A character is a byte. */
export interface FileHunk {
  readonly old: LineRange
  readonly new: LineRange
  readonly lines: readonly HunkLine[]
  /** What of the old lines is replaced by which of the new. */
  readonly changes: readonly { readonly old: LineRange; readonly new: LineRange }[]
}

export interface HunkLine {
  readonly kind: 'context' | 'added' | 'removed'
  /** With its end, which the last line of a file may lack. */
  readonly characters: string
}

const CONTEXT = 3

export function fileHunks(old: Uint8Array, now: Uint8Array): FileHunk[] {
  const [before, after] = [linesOf(old), linesOf(now)]
  const numbers = numberLines()
  const changes = changesOf(numbers(before), numbers(after)).map(({ base, side }) => ({ old: base, new: side }))
  const groups: (typeof changes)[] = []
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1)
    if (last !== undefined && change.old.start - last.old.end <= 2 * CONTEXT) groups.at(-1)?.push(change)
    else groups.push([change])
  }
  return groups.map(group => hunkOf(group, before, after))
}

/** The old state with the chosen hunks as the new one has them. `hunks`: all of `fileHunks(old, …)`. */
export function withHunks(
  old: Uint8Array,
  now: Uint8Array,
  hunks: readonly FileHunk[],
  isChosen: (hunk: FileHunk) => boolean,
): Uint8Array {
  const [before, after] = [linesOf(old), linesOf(now)]
  const parts: string[] = []
  let at = 0
  for (const change of hunks.filter(isChosen).flatMap(({ changes }) => changes)) {
    parts.push(...before.slice(at, change.old.start), ...after.slice(change.new.start, change.new.end))
    at = change.old.end
  }
  const text = [...parts, ...before.slice(at)].join('')
  return Uint8Array.from(text, character => character.charCodeAt(0))
}

/** What a hunk is known by: the same as long as its place and its lines are. */
export function keyOf({ old, new: now, lines }: FileHunk): string {
  const signs = { context: ' ', added: '+', removed: '-' } as const
  return [
    `${old.start},${old.end} ${now.start},${now.end}\n`,
    ...lines.map(({ kind, characters }) => signs[kind] + characters),
  ].join('')
}

function hunkOf(changes: FileHunk['changes'], before: readonly string[], after: readonly string[]): FileHunk {
  const [first, last] = [changes[0], changes.at(-1)]
  if (first === undefined || last === undefined) throw new RangeError('a hunk changes something')
  const lead = Math.min(CONTEXT, first.old.start)
  const trail = Math.min(CONTEXT, before.length - last.old.end)
  const old = { start: first.old.start - lead, end: last.old.end + trail }
  const lines: HunkLine[] = []
  const put = (kind: HunkLine['kind'], all: readonly string[]) => {
    for (const characters of all) lines.push({ kind, characters })
  }
  let at = old.start
  for (const change of changes) {
    put('context', before.slice(at, change.old.start))
    put('removed', before.slice(change.old.start, change.old.end))
    put('added', after.slice(change.new.start, change.new.end))
    at = change.old.end
  }
  put('context', before.slice(at, old.end))
  return { old, new: { start: first.new.start - lead, end: last.new.end + trail }, lines, changes }
}

/** Each with its end; the last may have none. */
function linesOf(bytes: Uint8Array): string[] {
  return charactersOf(bytes).match(/[^\n]*\n|[^\n]+$/g) ?? []
}
