/** A parameter of a template: its name, its kind, its default and the places its value goes to. TPL4 */
import { z } from 'zod'
import { TEMPLATE_TARGETS, TEMPLATE_VALUE_UNITS } from '../../limits.ts'

const nodePath = z.string().min(1).max(4096)
const value = z.string().max(TEMPLATE_VALUE_UNITS)

/** Where a value goes. `node` is a path from the template's root, `.` for the root itself. */
const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('property'), node: nodePath, property: z.string().min(1).max(500) }),
  /** Put in for `{parameter}` in the strings of the property. */
  z.strictObject({ kind: z.literal('text'), node: nodePath, property: z.string().min(1).max(500) }),
  z.strictObject({ kind: z.literal('name'), node: nodePath }),
  /** Added to this group; an empty value adds none. */
  z.strictObject({ kind: z.literal('group'), node: nodePath }),
])
export type TemplateTarget = z.infer<typeof target>

const named = {
  name: z
    .string()
    .max(64)
    .regex(/^[A-Za-z_]\w*$/, 'must be letters, digits and _'),
  targets: z.array(target).min(1).max(TEMPLATE_TARGETS),
}
const description = z.string().max(1000)
const kept = { ...named, default: value, description: description.default('') }
/** Before it is made: without a default it is what its first place holds. */
const asked = { ...named, default: value.optional(), description: description.optional() }

const plain = { type: z.enum(['string', 'int', 'float', 'bool', 'Vector2', 'Vector3', 'Color', 'NodePath']) }
/** The value is a `res://` path, empty for none; `class` is what Godot loads it as. */
const resource = {
  type: z.literal('resource'),
  class: z
    .string()
    .max(200)
    .regex(/^[A-Za-z_]\w*$/, 'must be a class name'),
}
/** The value is one of the labels. */
const choice = {
  type: z.literal('enum'),
  options: z
    .array(z.strictObject({ label: z.string().min(1).max(200), value: z.union([z.string().max(1000), z.int()]) }))
    .min(1)
    .max(200),
}

export const templateParameter = z.discriminatedUnion('type', [
  z.strictObject({ ...kept, ...plain }),
  z.strictObject({ ...kept, ...resource }),
  z.strictObject({ ...kept, ...choice }),
])
export type TemplateParameter = z.infer<typeof templateParameter>

export const newTemplateParameter = z.discriminatedUnion('type', [
  z.strictObject({ ...asked, ...plain }),
  z.strictObject({ ...asked, ...resource }),
  z.strictObject({ ...asked, ...choice }),
])
export type NewParameter = z.infer<typeof newTemplateParameter>

/** Why values of this kind cannot go to such a place, as a sentence; null when they can. */
export function whyNotTo(
  { name, type }: Pick<TemplateParameter, 'name' | 'type'>,
  target: TemplateTarget,
): string | null {
  if (target.kind === 'property') return null
  if (type === 'NodePath' || type === 'resource') return `${name} is a ${type}: it can only go to a whole property.`
  if (target.kind === 'text') return null
  return type === 'string' || type === 'enum' || type === 'int'
    ? null
    : `${name} is a ${type}: it cannot be a ${target.kind}.`
}
