/** Tags: which there are, in what order, and with what fields. */
import { CodecFailure } from './fault.ts'
import { endOfText, skipBlank, skipIdentifier, unexpected } from './lexer.ts'
import { skipValue } from './scan.ts'
import { type Field, findField, type SceneText, type Section, type Tag } from './syntax.ts'

/** Rank in the order that Godot demands: what has a lower rank may not follow. COD9 */
const RANK = {
  gd_scene: 0,
  gd_resource: 0,
  ext_resource: 1,
  sub_resource: 2,
  resource: 3,
  node: 3,
  connection: 3,
  editable: 3,
} as const satisfies Record<Tag, number>

const REQUIRED: Record<Tag, readonly string[]> = {
  gd_scene: [],
  gd_resource: ['type'],
  ext_resource: ['type', 'path', 'id'],
  sub_resource: ['type', 'id'],
  resource: [],
  node: [],
  connection: ['signal', 'from', 'to', 'method'],
  editable: ['path'],
}

/** The tag whose `[` is at `start`. May go over several lines and hold comments. COD8 */
export function readTag(text: string, start: number, before: Tag | undefined): Section {
  const nameStart = skipBlank(text, start + 1)
  const nameEnd = skipIdentifier(text, nameStart)
  if (nameEnd === nameStart) throw unexpected(text, nameStart, 'the name of a tag')
  const tag = knownTag(text, nameStart, nameEnd)
  if (before !== undefined && RANK[tag] < RANK[before])
    throw new CodecFailure('bad-order', `A [${tag}] may not stand after a [${before}]`, start)
  const fields: Field[] = []
  let i = skipBlank(text, nameEnd)
  while (text.charCodeAt(i) !== 93 /* ] */) {
    const fieldEnd = skipIdentifier(text, i)
    if (fieldEnd === i) throw unexpected(text, i, 'a field or "]"')
    const equals = skipBlank(text, fieldEnd)
    if (text.charCodeAt(equals) !== 61) throw unexpected(text, equals, '"="')
    const valueStart = skipBlank(text, equals + 1)
    const valueEnd = skipValue(text, valueStart, 0)
    fields.push({ name: text.slice(i, fieldEnd), start: i, valueStart, valueEnd })
    i = skipBlank(text, valueEnd)
  }
  const section: Section = { tag, start, tagEnd: i + 1, end: i + 1, fields, properties: [] }
  for (const name of REQUIRED[tag])
    if (!findField(section, name)) throw new CodecFailure('syntax', `A [${tag}] without its ${name}`, start)
  return section
}

function knownTag(text: string, start: number, end: number): Tag {
  const name = text.slice(start, end)
  const next = text.charCodeAt(skipBlank(text, end))
  if (Object.hasOwn(RANK, name) && next !== 46 /* . */ && next !== 58 /* : */) return name as Tag
  if (end === text.length) throw endOfText(text, end, 'a tag')
  throw new CodecFailure('unknown-tag', `Godot knows no tag [${name}]`, start)
}

/** Whether a tag at `start` may stand in a file of this kind, behind `before`, which `readTag` has seen. */
export function checkOrder(kind: SceneText['kind'], tag: Tag, before: Tag, start: number): void {
  const isResource = kind === 'resource'
  const belongs = isResource ? tag !== 'node' && tag !== 'connection' && tag !== 'editable' : tag !== 'resource'
  if (RANK[tag] === 0) throw new CodecFailure('bad-order', `A second [${tag}]`, start)
  if (!belongs) throw new CodecFailure('unknown-tag', `A ${kind} has no [${tag}]`, start)
  if (tag === 'resource' && before === 'resource') throw new CodecFailure('bad-order', 'A second [resource]', start)
}

export function takesAssignments(tag: Tag): boolean {
  return tag === 'node' || tag === 'sub_resource' || tag === 'resource'
}
