/**
 * Three texts merged into one, without markers: what cannot be merged keeps ours and is listed.
 *
 * First by lines, as Git merges them, byte for byte where Git finds no conflict; what is contested then by words; and
 * where one side only changed how lines end, that is merged with the rest. Works on bytes: what is not UTF-8 passes
 * through unharmed. (TXM rules in docs/spec/repo-merge.md)
 *
 *     const merged = mergeText({ base, ours, theirs })
 *     if (merged.kind === 'text') write(merged.bytes)   // merged.conflicts: where ours was kept
 */
import { TEXT_MERGE_BYTES } from '../limits.ts'
import { type MergeRegion, mergeRegions } from './merge-lines.ts'
import { type Hunk, mergeWords } from './merge-words.ts'

export interface TextSides {
  /** Empty where both sides added the file. */
  readonly base: Uint8Array
  readonly ours: Uint8Array
  readonly theirs: Uint8Array
}

export interface TextConflict {
  /** Where it stands in the merged text, from 1. */
  readonly line: number
  readonly base: string
  /** What is in use, unless the base was asked for. */
  readonly ours: string
  readonly theirs: string
}

export type MergedText =
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly conflicts: readonly TextConflict[] }
  /** Not to be merged by lines: ours is kept. */
  | { readonly kind: 'binary' }

/** What stands where both sides changed something. */
export type Kept = 'ours' | 'theirs' | 'base'

/** `keep: 'base'` settles what met by neither side, as in a base that is itself merged. */
export function mergeText(sides: TextSides, keep: Kept = 'ours'): MergedText {
  const { base, ours, theirs } = sides
  if ([base, ours, theirs].some(isBinary)) return { kind: 'binary' }
  if (isEqual(ours, theirs) || isEqual(theirs, base)) return { kind: 'text', bytes: ours, conflicts: [] }
  if (isEqual(ours, base)) return { kind: 'text', bytes: theirs, conflicts: [] }
  const codec = codecFor([base, ours, theirs])
  const texts = { base: codec.decode(base), ours: codec.decode(ours), theirs: codec.decode(theirs) }
  const first = mergeDecoded(texts, keep)
  const { text, conflicts } = first.conflicts.length === 0 ? first : (mergeWithOneLineEnd(texts, keep) ?? first)
  return { kind: 'text', bytes: codec.encode(text), conflicts }
}

/** TXM5, as Git tells them apart: a NUL among the first bytes. Larger than anybody reads is binary too. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.length > TEXT_MERGE_BYTES || bytes.subarray(0, BINARY_LOOK).includes(0)
}

const BINARY_LOOK = 8000

interface Decoded {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

interface Merged {
  readonly text: string
  readonly conflicts: readonly TextConflict[]
}

function mergeDecoded(texts: Decoded, keep: Kept): Merged {
  const lines = { base: linesOf(texts.base), ours: linesOf(texts.ours), theirs: linesOf(texts.theirs) }
  const regions = mergeRegions(lines.base, lines.ours, lines.theirs)
  const out: string[] = []
  const conflicts: TextConflict[] = []
  let at = 0
  let line = 1
  const put = (text: string) => {
    out.push(text)
    for (let from = text.indexOf('\n'); from !== -1; from = text.indexOf('\n', from + 1)) line += 1
  }
  for (const region of regions) {
    put(lines.ours.slice(at, region.ours.start).join(''))
    at = region.ours.end
    const hunk = hunkOf(lines, region)
    if (region.kind === 'theirs') {
      put(hunk.theirs.join(''))
      continue
    }
    for (const part of mergeWords(hunk)) {
      if (part.kind === 'merged') {
        put(part.text)
        continue
      }
      const [base, ours, theirs] = [part.hunk.base.join(''), part.hunk.ours.join(''), part.hunk.theirs.join('')]
      conflicts.push({ line, base, ours, theirs })
      put({ base, ours, theirs }[keep])
    }
  }
  put(lines.ours.slice(at).join(''))
  return { text: out.join(''), conflicts }
}

function hunkOf(lines: Record<keyof Decoded, readonly string[]>, { base, ours, theirs }: MergeRegion): Hunk {
  return {
    base: lines.base.slice(base.start, base.end),
    ours: lines.ours.slice(ours.start, ours.end),
    theirs: lines.theirs.slice(theirs.start, theirs.end),
  }
}

/** Each with its end; the last may have none. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/**
 * TXM4: one side gave every line another end, the other edited lines: the edits, with the new ends. Null where that is
 * not what happened.
 */
function mergeWithOneLineEnd(texts: Decoded, keep: Kept): Merged | null {
  const [base, ours, theirs] = [lineEnd(texts.base), lineEnd(texts.ours), lineEnd(texts.theirs)]
  if (base === null || ours === null || theirs === null || (base === ours && base === theirs)) return null
  const end = ours === base ? theirs : ours
  const all = { base: withEnd(texts.base, end), ours: withEnd(texts.ours, end), theirs: withEnd(texts.theirs, end) }
  return mergeDecoded(all, keep)
}

/** Null where lines end in different ways. */
function lineEnd(text: string): '\n' | '\r\n' | null {
  const all = text.match(/\n/g)?.length ?? 0
  const long = text.match(/\r\n/g)?.length ?? 0
  if (all === 0) return null
  if (long === all) return '\r\n'
  return long === 0 ? '\n' : null
}

function withEnd(text: string, end: string): string {
  return text.replace(/\r?\n/g, end)
}

interface Codec {
  decode(bytes: Uint8Array): string
  encode(text: string): Uint8Array
}

/** UTF-8 where all of them are, so that words are words; else a character for each byte, which loses nothing. */
function codecFor(all: readonly Uint8Array[]): Codec {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for (const bytes of all) decoder.decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { decode: charactersOf, encode: text => Uint8Array.from(text, character => character.charCodeAt(0)) }
  }
  const encoder = new TextEncoder()
  return { decode: bytes => decoder.decode(bytes), encode: text => encoder.encode(text) }
}

/** A character for each byte. */
export function charactersOf(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)))
  }
  return parts.join('')
}

/** Arguments of one call. */
const CHUNK = 8192

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
