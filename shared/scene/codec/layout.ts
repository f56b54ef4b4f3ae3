/**
 * New parts of a file as Godot 4.6 lays them out. Edits that put them in are in `section-edits.ts`. COD20–COD24
 *
 *     printTag('node', [['name', quoteName('A')], ['type', quoteName('Node')]])   // [node name="A" type="Node"]
 *     printPropertyLine('position', 'Vector2(1, 2)')                              // position = Vector2(1, 2)
 */
import { printField } from './fields.ts'
import type { Tag } from './syntax.ts'

export { fieldOrder } from './fields.ts'
export { printPropertyLine, quoteName } from './quote.ts'
export {
  insertSection,
  removeField,
  removeProperty,
  removeSection,
  removeSections,
  setField,
  setProperty,
} from './section-edits.ts'

/** `[node name="A" type="B"]`; fields in the order given. */
export function printTag(tag: Tag, fields: readonly (readonly [name: string, valueText: string])[]): string {
  return `[${tag}${fields.map(([name, valueText]) => ` ${printField(tag, name, valueText)}`).join('')}]`
}
