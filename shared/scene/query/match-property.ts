/** The value of a property against a comparison. FND8–FND10 */
import { parseVariant, type Variant } from '../codec/variant.ts'
import type { NodeFacts } from './facts.ts'
import { matchesFile, matchesText } from './match-text.ts'
import { numberOf } from './number-of.ts'
import type { PropertyTest } from './syntax.ts'
import { hasWildcard } from './wildcard.ts'

const COMPONENTS: Readonly<Record<string, number>> = { x: 0, y: 1, z: 2, w: 3, r: 0, g: 1, b: 2, a: 3 }

/** `name` is a property that the node has set; `component` the part of its value that is meant, null for all of it. */
export function matchesProperty(
  node: NodeFacts,
  name: string,
  component: string | null,
  test: PropertyTest | null,
): boolean {
  const text = node.properties.get(name)
  if (text === undefined) return false
  if (component === null) return test === null || matchesValue(text, node.files.get(name), test)
  const part = componentOf(text, component)
  return part !== null && (test === null || matchesNumber(part, test))
}

/** `position.x` → `position` and `x`; null for a name without one. */
export function splitComponent(name: string): { readonly property: string; readonly component: string } | null {
  const match = /^(.+)\.([xyzwrgba]|length)$/.exec(name)
  return match === null ? null : { property: match[1] ?? '', component: match[2] ?? '' }
}

function componentOf(text: string, component: string): number | null {
  const components = componentsOf(text)
  if (components === null) return null
  if (component === 'length') return lengthOf(components)
  return components[COMPONENTS[component] ?? -1] ?? null
}

function matchesValue(text: string, file: string | undefined, test: PropertyTest): boolean {
  const { operator, value } = test
  const own = numberOf(text)
  if (own !== null) return matchesNumber(own, test)
  switch (operator) {
    case '=':
      return isEqual(text, file, value)
    case '!=':
      return !isEqual(text, file, value)
    case '~':
      return matchesText({ match: hasWildcard(value) ? 'whole' : 'contains', value }, plain(text, file))
    default: {
      const components = /^Vector[234]/.test(text) ? componentsOf(text) : null
      return components !== null && matchesNumber(lengthOf(components), test)
    }
  }
}

function matchesNumber(number: number, { operator, value, number: wanted }: PropertyTest): boolean {
  switch (operator) {
    case '=':
      return wanted === null ? matchesText({ match: 'whole', value }, String(number)) : number === wanted
    case '!=':
      return wanted === null ? !matchesText({ match: 'whole', value }, String(number)) : number !== wanted
    case '~':
      return matchesText({ match: 'contains', value }, String(number))
    case '>':
      return wanted !== null && number > wanted
    case '>=':
      return wanted !== null && number >= wanted
    case '<':
      return wanted !== null && number < wanted
    case '<=':
      return wanted !== null && number <= wanted
  }
}

/** Numbers within a value by number, all else by text with wildcards. */
function isEqual(text: string, file: string | undefined, value: string): boolean {
  if (file !== undefined) return matchesFile({ match: 'whole', value }, file)
  const components = componentsOf(text)
  const wanted = components === null ? null : componentsOf(value)
  if (components !== null && wanted !== null) {
    return components.length === wanted.length && components.every((number, i) => number === wanted[i])
  }
  return matchesText({ match: 'whole', value }, plain(text, file)) || squeezed(text) === squeezed(value)
}

/** A string without its quotes, a path for a file; other values as they are written. */
function plain(text: string, file: string | undefined): string {
  if (file !== undefined) return file
  if (!/^(?:[&^@]?"|NodePath)/.test(text)) return text
  const parsed = parseVariant(text)
  if (!parsed.ok) return text
  const { value } = parsed
  return value.type === 'String' || value.type === 'StringName' || value.type === 'NodePath' ? value.value : text
}

/** Vectors are told by their form alone: a project has thousands of them. */
const VECTOR = /^Vector[234]i?\(([-+\d.e, ]+)\)$/

function componentsOf(text: string): readonly number[] | null {
  const vector = VECTOR.exec(text)
  if (vector !== null) return (vector[1] ?? '').split(',').map(Number)
  if (!/^\s*(?:Vector|Color|Rect|Transform|Basis|Quat|Plane|AABB|Projection)/.test(text)) return null
  const parsed = parseVariant(text)
  const value: Variant | null = parsed.ok ? parsed.value : null
  return value !== null && 'components' in value ? value.components : null
}

function lengthOf(components: readonly number[]): number {
  return Math.hypot(...components)
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase()
}
