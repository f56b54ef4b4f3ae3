/** One section of a file, rewritten only where it says something else. */
import { applyEdits, type Edit } from '../codec/edit.ts'
import { printPropertyLine, printTag, removeField, removeProperty, setField, setProperty } from '../codec/layout.ts'
import { fieldText, type SceneText, type Section, type Tag } from '../codec/scene-text.ts'
import { sameMeaning } from '../same-meaning.ts'

/** Raw field texts by name; null removes a field, a name left out is left alone. */
export type FieldChanges = ReadonlyMap<string, string | null>

export interface BodyChanges {
  readonly fields: FieldChanges
  /** All properties the section shall have. */
  readonly properties: ReadonlyMap<string, string>
  /** Godot's order of properties, for new ones; unknown ones come last. */
  readonly order: ReadonlyMap<string, number>
}

/** The section's text with the changes; the same text where nothing differs in meaning. */
export function rewriteSection(file: SceneText, section: Section, changes: BodyChanges): string {
  const edits: Edit[] = []
  for (const [name, text] of changes.fields) {
    const present = fieldText(file, section, name)
    if (text === null) {
      if (present !== undefined) edits.push(...removeField(file, section, name))
    } else if (present === undefined || !sameMeaning(present, text, file.format))
      edits.push(...setField(file, section, name, text))
  }
  const present = new Set<string>()
  for (const property of section.properties) {
    present.add(property.name)
    const text = changes.properties.get(property.name)
    if (text === undefined) edits.push(...removeProperty(file, section, property.name))
    else if (!sameMeaning(file.text.slice(property.valueStart, property.valueEnd), text, file.format)) {
      edits.push(...setProperty(file, section, property.name, localNewlines(text, file)))
    }
  }
  const added = [...changes.properties.keys()].filter(name => !present.has(name))
  for (const name of inOrder(added, changes.order)) {
    const before = section.properties.find(
      property => changes.properties.has(property.name) && comesBefore(name, property.name, changes.order),
    )?.name
    edits.push(...setProperty(file, section, name, localNewlines(changes.properties.get(name) ?? '', file), before))
  }
  if (edits.length === 0) return file.text.slice(section.start, section.end)
  const body = file.text.slice(section.start, section.end)
  const shifted = uniqueEdits(edits).map(edit => ({
    ...edit,
    start: edit.start - section.start,
    end: edit.end - section.start,
  }))
  return applyEdits(body, shifted)
}

/** A new section as Godot lays it out. */
export function printSection(
  tag: Tag,
  fields: readonly (readonly [name: string, text: string])[],
  properties: ReadonlyMap<string, string>,
  order: ReadonlyMap<string, number>,
  file: SceneText,
): string {
  const lines = [printTag(tag, fields)]
  for (const name of inOrder([...properties.keys()], order)) {
    lines.push(printPropertyLine(name, localNewlines(properties.get(name) ?? '', file)))
  }
  return lines.join(file.newline)
}

/** A key that a file repeats yields its edit once. */
function uniqueEdits(edits: readonly Edit[]): Edit[] {
  const seen = new Set<string>()
  return edits.filter(edit => {
    if (edit.start === edit.end) return true
    const key = `${edit.start}:${edit.end}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function inOrder(names: readonly string[], order: ReadonlyMap<string, number>): string[] {
  return names
    .map((name, i) => ({ name, i }))
    .sort((a, b) => rank(a.name, order) - rank(b.name, order) || a.i - b.i)
    .map(({ name }) => name)
}

function comesBefore(name: string, other: string, order: ReadonlyMap<string, number>): boolean {
  return rank(name, order) < rank(other, order)
}

function rank(name: string, order: ReadonlyMap<string, number>): number {
  return order.get(name) ?? (name.startsWith('metadata/') ? 1_000_001 : 1_000_000)
}

/** Line ends inside our own values (dictionaries) follow the file's. */
function localNewlines(text: string, file: SceneText): string {
  return file.newline === '\n' ? text : text.replace(/\r?\n/g, file.newline)
}
