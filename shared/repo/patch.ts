/** A change of one file as a unified patch, with the head that Git writes, so that every tool for patches reads it. */
import { structuredPatch } from 'diff'
import type { TreeFile } from './git-object.ts'

export interface PatchSide extends TreeFile {
  readonly bytes: Uint8Array
}

export interface PatchedFile {
  readonly path: string
  /** The old path of a renamed file. */
  readonly from?: string
  readonly old: PatchSide | null
  readonly new: PatchSide | null
}

const CONTEXT = 3
/** Beyond so many differing lines the file is said to be another as a whole. */
const EDITS = 20_000

export function unifiedPatch({ path, from = path, old, new: now }: PatchedFile): string {
  const [a, b] = [quoted(`a/${from}`), quoted(`b/${path}`)]
  const head = [`diff --git ${a} ${b}`, ...modeLines(old, now)]
  if (from !== path) head.push(`rename from ${quoted(from)}`, `rename to ${quoted(path)}`)
  if (old?.hash === now?.hash) return toText(head)
  const mode = old?.mode === now?.mode ? ` ${now?.mode}` : ''
  head.push(`index ${shortHash(old)}..${shortHash(now)}${mode}`)
  const [left, right] = [old === null ? '/dev/null' : a, now === null ? '/dev/null' : b]
  if (isBinary(old) || isBinary(now)) return toText([...head, `Binary files ${left} and ${right} differ`])
  const hunks = hunksOf(textOf(old), textOf(now))
  return toText(hunks.length === 0 ? head : [...head, `--- ${left}`, `+++ ${right}`, ...hunks])
}

export function isBinary(side: PatchSide | null): boolean {
  return side !== null && (side.mode === '160000' || side.bytes.subarray(0, 8000).includes(0))
}

function modeLines(old: PatchSide | null, now: PatchSide | null): string[] {
  if (old === null) return [`new file mode ${now?.mode}`]
  if (now === null) return [`deleted file mode ${old.mode}`]
  return old.mode === now.mode ? [] : [`old mode ${old.mode}`, `new mode ${now.mode}`]
}

function hunksOf(old: string, now: string): string[] {
  const patch = structuredPatch('', '', old, now, '', '', { context: CONTEXT, maxEditLength: EDITS })
  const hunks = patch?.hunks ?? [wholeHunk(old, now)]
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    ...lines,
  ])
}

function wholeHunk(old: string, now: string) {
  const [gone, come] = [linesOf(old), linesOf(now)]
  const lines = [...signed('-', gone, old), ...signed('+', come, now)]
  return { oldStart: 1, oldLines: gone.length, newStart: 1, newLines: come.length, lines }
}

function signed(sign: string, lines: readonly string[], text: string): string[] {
  const signedLines = lines.map(line => `${sign}${line}`)
  return text === '' || text.endsWith('\n') ? signedLines : [...signedLines, '\\ No newline at end of file']
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Git counts the line before a hunk that has no lines on one side. */
function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${count === 0 && start > 0 ? start - 1 : start},${count}`
}

function shortHash(side: PatchSide | null): string {
  return (side?.hash ?? '0'.repeat(40)).slice(0, 10)
}

function textOf(side: PatchSide | null): string {
  return side === null ? '' : new TextDecoder().decode(side.bytes)
}

/** As Git writes a name that a line could not hold. */
function quoted(name: string): string {
  return /["\\\n\t]/.test(name)
    ? `"${name.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`
    : name
}

function toText(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('')
}
