/**
 * A scene or resource file as a concrete syntax tree: the text, untouched, and offsets into it.
 *
 * Every byte stays where it is; edits are made with `layout.ts` and touch only their own span. Values are checked when
 * a file is parsed and read with `variant.ts` when they are wanted. Rules: docs/spec/codec.md.
 *
 *     const parsed = parseSceneText(text)
 *     if (parsed.ok) for (const section of parsed.value.sections) fieldString(parsed.value, section, 'name')
 */
import { preferConflictMarker, readAssignment, refuseConflictMarker } from './assignment.ts'
import { attempt, CodecFailure, type Parsed } from './fault.ts'
import { readFormat, readHeader } from './header.ts'
import { endOfText, skipBlank, unexpected } from './lexer.ts'
import { newlineOf } from './lines.ts'
import type { SceneText } from './syntax.ts'
import { checkOrder, readTag, takesAssignments } from './tag.ts'

export { decodeText } from './encoding.ts'
export type { Parsed } from './fault.ts'
export { checkReferences } from './references.ts'
export type { SceneText, Section, Tag } from './syntax.ts'
export {
  fieldString,
  fieldText,
  findProperty,
  propertyText,
} from './syntax.ts'

/** Reads a `.tscn` or `.tres`, as strictly as Godot 4.6 does, or more. COD1, COD6–COD11 */
export function parseSceneText(text: string): Parsed<SceneText> {
  return attempt(text, () => {
    try {
      return readScene(text)
    } catch (error) {
      throw error instanceof CodecFailure ? preferConflictMarker(text, error) : error
    }
  })
}

function readScene(text: string): SceneText {
  const header = readHeader(text)
  const kind = header.tag === 'gd_scene' ? 'scene' : 'resource'
  const file: SceneText = { text, kind, format: readFormat(text, header), newline: newlineOf(text), sections: [header] }
  let section = header
  for (let i = skipBlank(text, header.tagEnd); i < text.length; i = skipBlank(text, section.end)) {
    if (text.charCodeAt(i) === 91 /* [ */) {
      const before = section.tag
      section = readTag(text, i, before)
      checkOrder(kind, section.tag, before, i)
      file.sections.push(section)
    } else if (takesAssignments(section.tag)) {
      const property = readAssignment(text, i)
      section.properties.push(property)
      section.end = property.valueEnd
    } else {
      refuseConflictMarker(text, i)
      throw unexpected(text, i, '"["')
    }
  }
  if (kind === 'resource' && section.tag !== 'resource') throw endOfText(text, text.length, 'a [resource]')
  return file
}
