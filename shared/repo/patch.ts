/** A change of one file as a unified patch, with the head that Git writes, so that every tool for patches reads it. */
import { type FileHunk, fileHunks } from './file-hunks.ts'
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

export function unifiedPatch({ path, from = path, old, new: now }: PatchedFile): string {
  const [a, b] = [quoted(`a/${from}`), quoted(`b/${path}`)]
  const head = [`diff --git ${a} ${b}`, ...modeLines(old, now)]
  if (from !== path) head.push(`rename from ${quoted(from)}`, `rename to ${quoted(path)}`)
  if (old?.hash === now?.hash) return toText(head)
  const mode = old?.mode === now?.mode ? ` ${now?.mode}` : ''
  head.push(`index ${shortHash(old)}..${shortHash(now)}${mode}`)
  const [left, right] = [old === null ? '/dev/null' : a, now === null ? '/dev/null' : b]
  if (isBinary(old) || isBinary(now)) return toText([...head, `Binary files ${left} and ${right} differ`])
  const hunks = hunksOf(old, now)
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

function hunksOf(old: PatchSide | null, now: PatchSide | null): string[] {
  const empty = new Uint8Array()
  return fileHunks(old?.bytes ?? empty, now?.bytes ?? empty).flatMap(hunk => [
    `@@ -${range(hunk.old)} +${range(hunk.new)} @@`,
    ...hunk.lines.flatMap(({ kind, characters }) => signed(SIGNS[kind], characters)),
  ])
}

const SIGNS = { context: ' ', added: '+', removed: '-' } as const

function signed(sign: string, characters: string): string[] {
  const line = sign + decode(characters.replace(/\n$/, ''))
  return characters.endsWith('\n') ? [line] : [line, '\\ No newline at end of file']
}

/** Git counts the line before a hunk that has no lines on one side. */
function range({ start, end }: FileHunk['old']): string {
  const count = end - start
  return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`
}

function decode(characters: string): string {
  return new TextDecoder().decode(Uint8Array.from(characters, character => character.charCodeAt(0)))
}

function shortHash(side: PatchSide | null): string {
  return (side?.hash ?? '0'.repeat(40)).slice(0, 10)
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
