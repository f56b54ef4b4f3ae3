/**
 * What stands where in a scene, checked as strictly as `parseSceneText` does, with nothing kept of the properties and
 * of nodes only who they are: for those who read a large text to find the little of it that they want.
 *
 * Readers here throw `CodecFailure` where the parser would give a fault; `parseSceneText` then has the words for it.
 */
import { skipAssignment } from './assignment.ts'
import { CodecFailure } from './fault.ts'
import { readFormat, readHeader } from './header.ts'
import { readString, skipBlank, skipIdentifier, unexpected } from './lexer.ts'
import { skipValue } from './scan.ts'
import type { Field, Tag } from './syntax.ts'
import { checkOrder, readTag, takesAssignments } from './tag.ts'

export type OutlinedSection = OutlinedNode | OutlinedOther

/** `start` = the `[`, `end` = where the next section starts, or the text ends. */
export interface OutlinedNode {
  readonly tag: 'node'
  readonly start: number
  readonly end: number
  readonly name: string
  /** null for the root. */
  readonly parent: string | null
  /** Positive, or 0 where there is none. */
  readonly uniqueId: number
  /** Of a node inside an instance: it says neither a type nor a scene. */
  readonly isOverride: boolean
}

export interface OutlinedOther {
  readonly tag: Exclude<Tag, 'node'>
  readonly start: number
  readonly end: number
  readonly fields: readonly Field[]
}

export interface Outline {
  readonly text: string
  /** Not empty: the first is the header. */
  readonly sections: readonly OutlinedSection[]
}

export function outlineScene(text: string): Outline {
  let section = outlineHeader(text)
  const sections = [section]
  while (section.end < text.length) {
    section = outlineSection(text, section.end, section.tag)
    sections.push(section)
  }
  return { text, sections }
}

export function outlineHeader(text: string): OutlinedSection {
  const { tag, start, tagEnd, fields } = readHeader(text)
  if (tag !== 'gd_scene') throw new CodecFailure('not-a-scene', 'Not a scene', start)
  readFormat(text, { fields })
  return { tag, start, end: endBehind(text, tagEnd, tag), fields }
}

/** The section whose `[` is at `start`, behind one with the tag `before`. */
export function outlineSection(text: string, start: number, before: Tag): OutlinedSection {
  // Nodes may stand behind all tags of a scene: there is no order to check.
  if (text.startsWith('[node ', start)) return outlineNode(text, start)
  const { tag, tagEnd, fields } = readTag(text, start, before)
  if (tag === 'node') return outlineNode(text, start)
  checkOrder('scene', tag, before, start)
  return { tag, start, end: endBehind(text, tagEnd, tag), fields }
}

/** Reads what `readTag` would, without an object for each field: most of a scene is nodes. */
function outlineNode(text: string, start: number): OutlinedNode {
  let name = ''
  let parent: string | null = null
  let uniqueId = 0
  let isOverride = true
  let i = skipBlank(text, skipIdentifier(text, skipBlank(text, start + 1)))
  while (text.charCodeAt(i) !== 93 /* ] */) {
    const fieldEnd = skipIdentifier(text, i)
    if (fieldEnd === i) throw unexpected(text, i, 'a field or "]"')
    const equals = skipBlank(text, fieldEnd)
    if (text.charCodeAt(equals) !== 61) throw unexpected(text, equals, '"="')
    const valueStart = skipBlank(text, equals + 1)
    const valueEnd = skipValue(text, valueStart, 0)
    if (isWord(text, i, fieldEnd, 'name')) name = stringAt(text, valueStart, valueEnd)
    else if (isWord(text, i, fieldEnd, 'parent')) parent = stringAt(text, valueStart, valueEnd)
    else if (isWord(text, i, fieldEnd, 'unique_id')) uniqueId = idAt(text, valueStart, valueEnd)
    else if (BIRTH_FIELDS.some(field => isWord(text, i, fieldEnd, field))) isOverride = false
    i = skipBlank(text, valueEnd)
  }
  return { tag: 'node', start, end: endBehind(text, i + 1, 'node'), name, parent, uniqueId, isOverride }
}

/** What says how a node comes about; an override has none of them. */
const BIRTH_FIELDS = ['type', 'instance', 'instance_placeholder']

function isWord(text: string, start: number, end: number, word: string): boolean {
  return end - start === word.length && text.startsWith(word, start)
}

function stringAt(text: string, start: number, end: number): string {
  const quote = text.charCodeAt(start) === 34 ? start : start + 1
  if (text.charCodeAt(quote) !== 34) throw new CodecFailure('syntax', 'A name that is no string', start)
  const raw = text.slice(quote + 1, end - 1)
  return raw.includes('\\') ? readString(text, quote).value : raw
}

function idAt(text: string, start: number, end: number): number {
  const id = Number(text.slice(start, end))
  return Number.isSafeInteger(id) && id > 0 ? id : 0
}

/** Where the section with this tag ends: behind its assignments, and what is blank. */
function endBehind(text: string, tagEnd: number, tag: Tag): number {
  let i = skipBlank(text, tagEnd)
  while (i < text.length && text.charCodeAt(i) !== 91 /* [ */) {
    if (!takesAssignments(tag)) throw unexpected(text, i, '"["')
    i = skipBlank(text, skipAssignment(text, i))
  }
  return i
}
