/**
 * Edits of a scene or resource file. Each touches only its own span; comments, spacing and line ends around it stay.
 * Edits made from one parsed file may be applied together, insertions next to removed sections included. COD20–COD24
 */
import type { Edit } from './edit.ts'
import { fieldOrder, printField } from './fields.ts'
import { skipBlank } from './lexer.ts'
import {
  assignmentSpan,
  blankBetween,
  isBlank,
  lineEnd,
  lineStart,
  previousLineEnd,
  startsLine,
  withNewlines,
} from './lines.ts'
import { printPropertyLine } from './quote.ts'
import { findField, findProperty, type SceneText, type Section, type Tag } from './syntax.ts'

/**
 * Inserts a block after one section or before another, with the blank lines that Godot puts between. `text` is a tag
 * and its property lines with `\n`, without a line end at its end.
 */
export function insertSection(file: SceneText, at: { after?: Section; before?: Section }, text: string): Edit[] {
  const tag = /^\[(\w+)/.exec(text)?.[1] as Tag
  const block = withNewlines(text, file.newline)
  const next = at.before ?? neighbour(file, at.after, 1)
  const previous = at.after ?? neighbour(file, at.before, -1)
  if (next && (!previous || (previous.tag !== tag && next.tag === tag)))
    return [{ start: next.start, end: next.start, text: block + gapBetween(file, tag, next.tag) }]
  if (!previous) return [{ start: file.text.length, end: file.text.length, text: block + file.newline }]
  // Behind the line on which the section before ends: a comment there stays with it, one above the next with that.
  const place = lineEnd(file.text, previous.end)
  const behind = next ? widen(file, place, tag, next) : ''
  return [{ start: place, end: place, text: gapBetween(file, previous.tag, tag) + block + behind }]
}

/** Removes a section with its properties and the blank lines before it. */
export function removeSection(file: SceneText, section: Section): Edit[] {
  return removeSections(file, new Set([section]))
}

/** Removes several sections; better than one by one, for the blank lines between what stays are right. */
export function removeSections(file: SceneText, removed: ReadonlySet<Section>): Edit[] {
  const edits: Edit[] = []
  let kept: Section | undefined
  for (const [i, section] of file.sections.entries()) {
    if (!removed.has(section)) {
      kept = section
      continue
    }
    const next = file.sections[i + 1]
    const end = lineEnd(file.text, section.end)
    const behind = kept && next && !removed.has(next) ? widen(file, end, kept.tag, next) : ''
    edits.push({ start: removalStart(file, section, file.sections[i - 1]), end, text: behind })
  }
  return edits
}

/**
 * Sets a property: replaces its value, or inserts a line before the property named `before` (else behind the last).
 * Of two properties of one name the last is set, which is the one that Godot uses.
 */
export function setProperty(
  file: SceneText,
  section: Section,
  name: string,
  valueText: string,
  before?: string,
): Edit[] {
  const { text, newline } = file
  const value = withNewlines(valueText, newline)
  const present = findProperty(section, name)
  if (present) {
    const { valueStart, valueEnd } = present
    return [{ start: valueStart, end: valueEnd, text: value + blankBetween(text, valueEnd) }]
  }
  const line = printPropertyLine(name, value)
  const next = section.properties.find(property => property.name === before)
  if (next) return [{ start: next.start, end: next.start, text: line + newline }]
  const last = section.properties.at(-1)?.valueEnd ?? section.tagEnd
  const place = lineEnd(text, last)
  return [{ start: place, end: place, text: newline + line + blankBetween(text, place) }]
}

/** Removes a property, all of them if there are several of one name, each with its line. */
export function removeProperty(file: SceneText, section: Section, name: string): Edit[] {
  return section.properties
    .filter(property => property.name === name)
    .map(property => ({ ...assignmentSpan(file.text, property.start, property.valueEnd), text: '' }))
}

/** Sets a field of a tag, or inserts it where Godot writes it. */
export function setField(file: SceneText, section: Section, name: string, valueText: string): Edit[] {
  const value = withNewlines(valueText, file.newline)
  const present = findField(section, name)
  if (present) {
    const { valueStart, valueEnd } = present
    return [{ start: valueStart, end: valueEnd, text: value + blankBetween(file.text, valueEnd) }]
  }
  const order = fieldOrder(section.tag, file.format)
  const rank = order.indexOf(name)
  const previous =
    rank === -1 ? section.fields.at(-1) : section.fields.findLast(field => order.indexOf(field.name) < rank)
  const place = previous?.valueEnd ?? skipBlank(file.text, section.start + 1) + section.tag.length
  const field = printField(section.tag, name, value)
  return [{ start: place, end: place, text: ` ${field}${blankBetween(file.text, place)}` }]
}

/** Removes a field of a tag with the blank before it. */
export function removeField(file: SceneText, section: Section, name: string): Edit[] {
  const { text } = file
  return section.fields
    .filter(field => field.name === name)
    .map(field => {
      let start = field.start
      while (text.charCodeAt(start - 1) === 32 || text.charCodeAt(start - 1) === 9) start--
      return { start, end: field.valueEnd, text: blankBetween(text, field.valueEnd) }
    })
}

/** Line ends between two sections: `ext_resource`, `connection` and `editable` lines stand close together. COD21 */
function gapBetween(file: SceneText, first: Tag, second: Tag): string {
  const isClose = first === second && (first === 'ext_resource' || first === 'connection' || first === 'editable')
  return isClose ? file.newline : file.newline + file.newline
}

/** What a gap lacks, where only blanks stand in it. */
function widen(file: SceneText, place: number, first: Tag, second: Section): string {
  if (!isBlank(file.text, place, second.start)) return ''
  const present = file.text.slice(place, second.start).split('\n').length - 1
  const wanted = gapBetween(file, first, second.tag)
  return wanted.slice(present * file.newline.length)
}

function removalStart(file: SceneText, section: Section, previous: Section | undefined): number {
  const { text } = file
  const gapStart = previous ? lineEnd(text, previous.end) : 0
  if (isBlank(text, gapStart, section.start)) return gapStart
  // A comment stands above it, and stays.
  return startsLine(text, section.start) ? previousLineEnd(text, lineStart(text, section.start)) : section.start
}

function neighbour(file: SceneText, section: Section | undefined, step: 1 | -1): Section | undefined {
  return section ? file.sections[file.sections.indexOf(section) + step] : undefined
}
