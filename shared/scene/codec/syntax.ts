/** The parts of a parsed file, as offsets into its text, and how to read them. */
import type { Property } from './assignment.ts'
import { readString } from './lexer.ts'

export type Tag =
  | 'gd_scene'
  | 'gd_resource'
  | 'ext_resource'
  | 'sub_resource'
  | 'resource'
  | 'node'
  | 'connection'
  | 'editable'

/** One `name=value` of a tag. Offsets are UTF-16 indexes into the text. */
export interface Field {
  name: string
  start: number
  valueStart: number
  valueEnd: number
}

/** `start` = the `[`, `tagEnd` = just after its `]`, `end` = just after the last assignment's value (or `tagEnd`). */
export interface Section {
  tag: Tag
  start: number
  tagEnd: number
  end: number
  fields: Field[]
  properties: Property[]
}

export interface SceneText {
  text: string
  kind: 'scene' | 'resource'
  /** 1 Godot 2, 2 Godot 3, 3 and 4 Godot 4. A file without one counts as the newest. */
  format: number
  newline: '\n' | '\r\n'
  sections: Section[]
}

/** Where fields are read from: a parsed file and a section of it, or as much of both as that takes. */
export type FieldText = Pick<SceneText, 'text'>
export interface FieldOwner {
  readonly fields: readonly Field[]
}

/** Raw value text of a tag's field. Of two fields of one name, Godot uses the last. */
export function fieldText(file: FieldText, section: FieldOwner, name: string): string | undefined {
  const field = findField(section, name)
  return field && file.text.slice(field.valueStart, field.valueEnd)
}

/** Decoded value of a field that holds a string (or a StringName); undefined where it is absent or something else. */
export function fieldString(file: FieldText, section: FieldOwner, name: string): string | undefined {
  const field = findField(section, name)
  if (!field) return undefined
  const c = file.text.charCodeAt(field.valueStart)
  if (c === 34) return readString(file.text, field.valueStart).value
  return c === 38 || c === 64 ? readString(file.text, field.valueStart + 1).value : undefined
}

/** Raw value text of a property. */
export function propertyText(file: SceneText, property: Property): string {
  return file.text.slice(property.valueStart, property.valueEnd)
}

export function findField(section: FieldOwner, name: string): Field | undefined {
  return section.fields.findLast(field => field.name === name)
}

export function findProperty(section: Section, name: string): Property | undefined {
  return section.properties.findLast(property => property.name === name)
}
