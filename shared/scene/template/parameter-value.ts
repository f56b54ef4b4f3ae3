/**
 * Values of parameters between the words people write and Godot's text. TPL5
 *
 * A string, a path and a choice are written as they are; everything else as Godot writes it (`40.0`, `Vector2(1, 2)`).
 * `1, 2` and `#ff8800` are read too. What is kept is one form for each value, so that equal values are equal texts.
 */
import { assertNever } from '../../assert-never.ts'
import { TEMPLATE_VALUE_UNITS } from '../../limits.ts'
import { type Components, parseVariant, printVariant, type Variant } from '../codec/variant.ts'
import type { TemplateParameter } from './parameter.ts'

export type ParameterKind =
  | { readonly type: Exclude<TemplateParameter['type'], 'enum' | 'resource'> }
  | Pick<Extract<TemplateParameter, { type: 'resource' }>, 'type' | 'class'>
  | Pick<Extract<TemplateParameter, { type: 'enum' }>, 'type' | 'options'>

export type ReadValue = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: string }

const COMPONENTS = { Vector2: 2, Vector3: 3, Color: 4 } as const
/** One in Godot's 64 bits. */
const LOWEST = -(2n ** 63n)
const HIGHEST = 2n ** 63n - 1n

/** The value in its one form, or what is wrong with the text as a sentence. */
export function readValue(kind: ParameterKind, text: string): ReadValue {
  if (text.length > TEMPLATE_VALUE_UNITS) return { ok: false, reason: 'That is too long.' }
  switch (kind.type) {
    case 'string':
      return { ok: true, value: text }
    case 'int':
      return readInteger(text.trim())
    case 'float':
      return readNumber(text.trim())
    case 'bool':
      return /^(true|false)$/.test(text.trim()) ? ok(text.trim()) : bad('It must be true or false.')
    case 'Vector2':
    case 'Vector3':
      return readComponents(kind.type, text.trim())
    case 'Color':
      return text.trim().startsWith('#') ? readHex(text.trim()) : readComponents('Color', text.trim())
    case 'NodePath':
      return /[\0\n"]/.test(text) ? bad('That is no path of a node.') : ok(text.trim())
    case 'resource':
      return text === '' || /^res:\/\/[^\0\n"]+$/.test(text)
        ? ok(text)
        : bad('It must be a path that begins with res://.')
    case 'enum': {
      const option = kind.options.find(({ label, value }) => label === text || String(value) === text)
      return option === undefined
        ? bad(`It must be one of ${kind.options.map(each => each.label).join(', ')}.`)
        : ok(option.label)
    }
    default:
      return assertNever(kind)
  }
}

/**
 * Godot's text of a value in its one form. A NodePath and a resource are not said here: what they are written as
 * depends on the scene. `present`: what the property held; a StringName stays one.
 */
export function godotText(kind: ParameterKind, value: string, present: string | null = null): string {
  const before = present === null ? null : variantOf(present)
  if (kind.type === 'string') return printString(value, before)
  if (kind.type !== 'enum') return printLike(value, before)
  const chosen = kind.options.find(option => option.label === value)?.value ?? value
  return typeof chosen === 'number' ? printLike(String(chosen), before) : printString(chosen, before)
}

/** What stands for the value inside a string, as a name or as a group. */
export function plainText(kind: ParameterKind, value: string): string {
  if (kind.type !== 'enum') return value
  return String(kind.options.find(option => option.label === value)?.value ?? value)
}

/** The value that a property's text is for a parameter of this kind; null where it is none. Resources by `pathOf`. */
export function valueOfText(
  kind: ParameterKind,
  text: string,
  pathOf: (reference: string) => string | null = () => null,
): string | null {
  const variant = variantOf(text)
  if (variant === null) return null
  switch (kind.type) {
    case 'string':
      return variant.type === 'String' || variant.type === 'StringName' ? variant.value : null
    case 'NodePath':
      return variant.type === 'NodePath' ? variant.value : null
    case 'resource':
      return variant.type === 'null' ? '' : variant.type === 'ExtResource' ? pathOf(text) : null
    case 'enum': {
      const plain = variant.type === 'int' ? String(variant.value) : 'value' in variant ? String(variant.value) : null
      return kind.options.find(({ value }) => String(value) === plain)?.label ?? null
    }
    default: {
      const read = readValue(kind, text)
      return read.ok ? read.value : null
    }
  }
}

function readInteger(text: string): ReadValue {
  if (!/^[+-]?\d{1,20}$/.test(text)) return bad('It must be a whole number.')
  const value = BigInt(text.replace(/^\+/, ''))
  return value < LOWEST || value > HIGHEST ? bad('That number is too large.') : ok(String(value))
}

function readNumber(text: string): ReadValue {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? ok(printVariant({ type: 'float', value })) : bad('It must be a number.')
}

function readComponents(type: 'Vector2' | 'Vector3' | 'Color', text: string): ReadValue {
  const count = COMPONENTS[type]
  const inner = new RegExp(`^${type}i?\\s*\\(([^()]*)\\)$`).exec(text)?.[1] ?? text
  const numbers = inner.split(',').map(part => readNumber(part.trim()))
  const components = numbers.map(number => (number.ok ? Number(number.value) : Number.NaN))
  if (type === 'Color' && components.length === 3) components.push(1)
  if (components.length !== count || !components.every(Number.isFinite)) {
    return bad(
      `It must be ${type === 'Color' ? 'a colour, like #ff8800 or Color(1, 0.5, 0, 1)' : `${count} numbers, like ${type}(${'1, 2, 3'.slice(0, count * 3 - 2)})`}.`,
    )
  }
  return ok(printVariant({ type, components } as Components))
}

function readHex(text: string): ReadValue {
  const digits = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1]
  if (digits === undefined) return bad('It must be a colour, like #ff8800 or Color(1, 0.5, 0, 1).')
  const pairs = digits.length < 6 ? (digits.match(/./g) ?? []).map(digit => digit + digit) : (digits.match(/../g) ?? [])
  const parts = pairs.map(pair => Number((Number.parseInt(pair, 16) / 255).toFixed(6)))
  return ok(printVariant({ type: 'Color', components: [...parts, 1].slice(0, 4) }))
}

function printString(value: string, before: Variant | null): string {
  return printVariant({ type: before?.type === 'StringName' ? 'StringName' : 'String', value })
}

/** Whole numbers stay whole where the property holds them so: `Vector2i(1, 2)`. */
function printLike(text: string, before: Variant | null): string {
  const variant = variantOf(text)
  if (variant === null || before === null) return text
  if ((variant.type === 'Vector2' || variant.type === 'Vector3') && before.type === `${variant.type}i`) {
    return printVariant({ type: before.type, components: variant.components.map(Math.round) } as Components)
  }
  if (variant.type === 'int' && before.type === 'float')
    return printVariant({ type: 'float', value: Number(variant.value) })
  return text
}

function variantOf(text: string): Variant | null {
  const parsed = parseVariant(text)
  return parsed.ok ? parsed.value : null
}

function ok(value: string): ReadValue {
  return { ok: true, value }
}

function bad(reason: string): ReadValue {
  return { ok: false, reason }
}
