/**
 * New parts of a file, laid out as Godot 4.6 lays them out, and the edits that put them in or take them away.
 * Every function gives edits that touch only their own span; line ends follow the file's. COD20–COD25
 */
import type { Property } from './assignment.ts'
import type { Edit } from './edit.ts'
import { quoteString } from './quote.ts'
import { type Field, findField, findProperty, type SceneText, type Section, type Tag } from './syntax.ts'

export { quoteName, quoteString } from './quote.ts'

/** Fields in the order in which Godot 4.6 writes them. */
export const FIELD_ORDER: Readonly<Record<Tag, readonly string[]>> = {
  gd_scene: ['load_steps', 'format', 'uid'],
  gd_resource: ['type', 'script_class', 'load_steps', 'format', 'uid'],
  ext_resource: ['type', 'uid', 'path', 'id'],
  sub_resource: ['type', 'id'],
  resource: [],
  node: [
    'name',
    'type',
    'parent',
    'parent_id_path',
    'owner',
    'owner_uid_path',
    'index',
    'unique_id',
    'node_paths',
    'groups',
    'instance_placeholder',
    'instance',
  ],
  connection: ['signal', 'from', 'to', 'method', 'flags', 'from_uid_path', 'to_uid_path', 'unbinds', 'binds'],
  editable: ['path'],
}

/** As Godot 3 writes them. */
export const FIELD_ORDER_FORMAT_2: Readonly<Record<Tag, readonly string[]>> = {
  ...FIELD_ORDER,
  ext_resource: ['path', 'type', 'id'],
}

export function fieldOrder(tag: Tag, format: number): readonly string[] {
  return (format <= 2 ? FIELD_ORDER_FORMAT_2 : FIELD_ORDER)[tag]
}

/** `[node name="A" type="B"]`; fields in the order given. */
export function printTag(tag: Tag, fields: readonly (readonly [name: string, valueText: string])[]): string {
  return `[${tag}${fields.map(([name, valueText]) => ` ${printField(tag, name, valueText)}`).join('')}]`
}

/** `name = value`, the name in quotes where it needs them. */
export function printPropertyLine(name: string, valueText: string): string {
  return `${printKey(name)} = ${valueText}`
}

/** Quoted if it has anything that would end or change it: `=`, `"`, `;`, brackets, blanks, non-ASCII. COD17 */
export function printKey(name: string): string {
  // All of ASCII from `!` to `~` but for those five.
  return /^(?:(?!["=;[\]])[!-~])+$/.test(name) ? name : quoteString(name)
}

/**
 * Edits that insert a block before one section or after another, with the blank lines that Godot puts between.
 * `text` is a tag and its property lines with `\n`, without a line end at its end.
 */
export function insertSection(file: SceneText, at: { after?: Section; before?: Section }, text: string): Edit[] {
  const tag = tagOf(text)
  const block = toFileNewlines(file, text)
  const before = at.before ?? (at.after ? sectionAfter(file, at.after) : undefined)
  const after = at.after ?? (before ? sectionBefore(file, before) : file.sections.at(-1))
  if (at.after || !before) {
    // Behind the line on which the section before ends, so that a comment at its end stays with it.
    const place = after ? lineEnd(file.text, after.end) : file.text.length
    const gap = after ? gapBetween(file, after.tag, tag) : ''
    const tail = before && file.text.startsWith(file.newline, place) ? widen(file, place, tag, before.tag) : ''
    return [{ start: place, end: place, text: gap + block + tail }]
  }
  return [{ start: before.start, end: before.start, text: block + gapBetween(file, tag, before.tag) }]
}

/** Removes a section with its properties and the blank lines behind it (before it, for the last of the file). */
export function removeSection(file: SceneText, section: Section): Edit[] {
  const { text } = file
  const next = sectionAfter(file, section)
  const previous = sectionBefore(file, section)
  const end = lineEnd(text, section.end)
  const start = lineStart(text, section.start)
  if (!next) {
    const keep = previous ? lineEnd(text, previous.end) : start
    return [{ start: onlyBlank(text, keep, start) ? keep : start, end, text: '' }]
  }
  if (previous && onlyBlank(text, lineEnd(text, previous.end), start)) {
    // Between sections of the same kind one gap goes; where the kind changes, the wider gap stays.
    const gapStart = lineEnd(text, previous.end)
    const nextStart = lineStart(text, next.start)
    if (onlyBlank(text, end, nextStart))
      return [{ start: gapStart, end: nextStart, text: gapBetween(file, previous.tag, next.tag) }]
  }
  const blankEnd = onlyBlank(text, end, next.start)
    ? lineStart(text, next.start)
    : Math.min(end + file.newline.length, next.start)
  return [{ start, end: blankEnd, text: '' }]
}

/**
 * Sets a property: replaces its value, or inserts a line before the property named `before` (else behind the last).
 * Of two properties of one name the last is set, which is the one Godot uses.
 */
export function setProperty(
  file: SceneText,
  section: Section,
  name: string,
  valueText: string,
  before?: string,
): Edit[] {
  const value = toFileNewlines(file, valueText)
  const present = findProperty(section, name)
  if (present) return [{ start: present.valueStart, end: present.valueEnd, text: value }]
  const line = printPropertyLine(name, value)
  const next = before === undefined ? undefined : section.properties.find(property => property.name === before)
  if (next) return [{ start: next.start, end: next.start, text: line + file.newline }]
  const last = section.properties.at(-1)
  const place = sameLineEnd(file, section, last ? last.valueEnd : section.tagEnd)
  return [{ start: place, end: place, text: file.newline + line }]
}

/** Removes a property, all of them if there are several of one name, each with its line. */
export function removeProperty(file: SceneText, section: Section, name: string): Edit[] {
  return section.properties
    .filter(property => property.name === name)
    .map(property => ({ ...spanOfLine(file, section, property), text: '' }))
}

/** Sets a field of a tag, or inserts it at the place where Godot writes it. */
export function setField(file: SceneText, section: Section, name: string, valueText: string): Edit[] {
  const value = toFileNewlines(file, valueText)
  const present = findField(section, name)
  if (present) return [{ start: present.valueStart, end: present.valueEnd, text: value }]
  const order = fieldOrder(section.tag, file.format)
  const rank = order.indexOf(name)
  const previous =
    rank === -1 ? section.fields.at(-1) : section.fields.findLast(field => order.indexOf(field.name) < rank)
  const place = previous?.valueEnd ?? tagNameEnd(file, section)
  return [{ start: place, end: place, text: ` ${printField(section.tag, name, value)}` }]
}

/** Removes a field of a tag with the blank before it. */
export function removeField(file: SceneText, section: Section, name: string): Edit[] {
  return section.fields
    .filter(field => field.name === name)
    .map(field => ({ start: blankBefore(file, field), end: field.valueEnd, text: '' }))
}

/** Godot writes a blank after the `=` of a connection's binds, and nowhere else. */
function printField(tag: Tag, name: string, valueText: string): string {
  return tag === 'connection' && name === 'binds' ? `binds= ${valueText}` : `${name}=${valueText}`
}

function toFileNewlines(file: SceneText, text: string): string {
  return file.newline === '\n' ? text : text.replace(/\r?\n/g, '\r\n')
}

function tagOf(block: string): Tag {
  return /^\[(\w+)/.exec(block)?.[1] as Tag
}

/** Line ends between two sections: `ext_resource`, `connection` and `editable` lines stand close together. COD21 */
function gapBetween(file: SceneText, first: Tag, second: Tag): string {
  const isClose = first === second && (first === 'ext_resource' || first === 'connection' || first === 'editable')
  return isClose ? file.newline : file.newline + file.newline
}

function widen(file: SceneText, place: number, first: Tag, second: Tag): string {
  const wanted = gapBetween(file, first, second)
  let present = ''
  for (let i = place; file.text.startsWith(file.newline, i); i += file.newline.length) present += file.newline
  return wanted.slice(present.length)
}

function sectionAfter(file: SceneText, section: Section): Section | undefined {
  return file.sections[file.sections.indexOf(section) + 1]
}

function sectionBefore(file: SceneText, section: Section): Section | undefined {
  return file.sections[file.sections.indexOf(section) - 1]
}

/** The end of the line of `offset`, where only blanks or a comment stand between; else `offset` itself. */
function lineEnd(text: string, offset: number): number {
  const rest = /[ \t]*(?:;[^\r\n]*)?(?=\r?\n|$)/y
  rest.lastIndex = offset
  return rest.test(text) ? rest.lastIndex : offset
}

/** The start of the line of `offset`, where only blanks stand between; else `offset` itself. */
function lineStart(text: string, offset: number): number {
  let i = offset
  while (i > 0 && (text[i - 1] === ' ' || text[i - 1] === '\t')) i--
  return i === 0 || text[i - 1] === '\n' ? i : offset
}

function onlyBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === ''
}

/** Behind a comment on the same line, unless something else of the section goes on there. */
function sameLineEnd(file: SceneText, section: Section, offset: number): number {
  const end = lineEnd(file.text, offset)
  const next = sectionAfter(file, section)
  return next && end > next.start ? offset : end
}

function spanOfLine(file: SceneText, section: Section, property: Property): { start: number; end: number } {
  const { text } = file
  const start = lineStart(text, property.start)
  const end = lineEnd(text, property.valueEnd)
  const isWholeLine =
    (start === 0 || text[start - 1] === '\n') && (end === text.length || /[\r\n]/.test(text[end] ?? ''))
  if (!isWholeLine) return { start: property.start, end: property.valueEnd }
  // The line end before it goes, not the one behind: the file may end without one.
  const newlineStart = text.endsWith('\r\n', start) ? start - 2 : start - 1
  return { start: Math.max(newlineStart, section.tagEnd), end }
}

function tagNameEnd(file: SceneText, section: Section): number {
  return file.text.indexOf(section.tag, section.start) + section.tag.length
}

function blankBefore(file: SceneText, field: Field): number {
  let i = field.start
  while (file.text[i - 1] === ' ' || file.text[i - 1] === '\t') i--
  return i
}
