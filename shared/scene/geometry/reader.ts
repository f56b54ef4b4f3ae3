/** Reads properties as numbers, points and resources. What is absent or of another type gives the fallback. */

import { parseVariant, type Variant } from '../codec/variant.ts'
import type { Scene, SceneResource } from '../scene.ts'
import type { Found, SceneAt } from './composed.ts'
import type { Point } from './transform2.ts'

export interface Reader {
  /** The class, for a resource. */
  readonly type: string
  /** `res://…` of a resource in a file of its own, else null. */
  readonly path: string | null
  has(name: string): boolean
  number(name: string, fallback: number): number
  boolean(name: string, fallback: boolean): boolean
  /** `Vector2`, `Vector2i`, and the first two parts of longer ones. */
  point(name: string, fallback: Point): Point
  /** Components or elements of anything made of numbers; empty if there are none. */
  numbers(name: string): readonly number[]
  bytes(name: string): Uint8Array
  /** Also of a StringName or NodePath. */
  string(name: string, fallback: string): string
  resource(name: string): Reader | null
  /** A plain dictionary or array, to look into. */
  value(name: string): Value | null
}

/** A part of a property, which still knows what its references mean. */
export interface Value {
  readonly variant: Variant
  /** Of a dictionary. */
  entry(key: string): Value | null
  /** Of an array. */
  items(): Value[]
  resource(): Reader | null
}

export interface ReaderDeps {
  readonly sceneAt: SceneAt
}

export function createReader(
  type: string,
  path: string | null,
  find: (name: string) => Found | null,
  deps: ReaderDeps,
): Reader {
  function read(name: string): Variant | null {
    const found = find(name)
    if (found === null) return null
    const parsed = parseVariant(found.text)
    return parsed.ok ? parsed.value : null
  }

  return {
    type,
    path,
    has: name => find(name) !== null,
    number: (name, fallback) => numberOf(read(name)) ?? fallback,
    boolean(name, fallback) {
      const value = read(name)
      return value?.type === 'bool' ? value.value : fallback
    },
    point(name, fallback) {
      const [x, y] = numbersOf(read(name))
      return x === undefined || y === undefined ? fallback : { x, y }
    },
    numbers: name => numbersOf(read(name)),
    bytes(name) {
      const value = read(name)
      return value?.type === 'PackedByteArray' ? value.bytes : new Uint8Array()
    },
    string: (name, fallback) => stringOf(read(name)) ?? fallback,
    resource(name) {
      const found = find(name)
      const variant = read(name)
      return found === null || variant === null ? null : resourceOf(variant, found.scene, deps)
    },
    value(name) {
      const found = find(name)
      const variant = read(name)
      return found === null || variant === null ? null : valueIn(variant, found.scene, deps)
    },
  }
}

export function numberOf(value: Variant | null): number | null {
  if (value?.type === 'int') return Number(value.value)
  return value?.type === 'float' ? value.value : null
}

export function stringOf(value: Variant | null): string | null {
  return value?.type === 'String' || value?.type === 'StringName' || value?.type === 'NodePath' ? value.value : null
}

export function numbersOf(value: Variant | null): readonly number[] {
  if (value === null) return []
  if ('components' in value) return value.components
  if ('numbers' in value) return value.numbers
  if (value.type !== 'Array') return []
  return value.items.flatMap(item => numberOf(item) ?? numbersOf(item))
}

function valueIn(variant: Variant, scene: Scene, deps: ReaderDeps): Value {
  return {
    variant,
    entry(key) {
      if (variant.type !== 'Dictionary') return null
      const entry = variant.entries.find(([name]) => stringOf(name) === key)
      return entry === undefined ? null : valueIn(entry[1], scene, deps)
    },
    items: () => (variant.type === 'Array' ? variant.items.map(item => valueIn(item, scene, deps)) : []),
    resource: () => resourceOf(variant, scene, deps),
  }
}

function resourceOf(variant: Variant, scene: Scene, deps: ReaderDeps): Reader | null {
  if (variant.type !== 'ExtResource' && variant.type !== 'SubResource') return null
  const kind = variant.type === 'ExtResource' ? 'external' : 'internal'
  const resource = resourcesOf(scene).get(`${kind} ${variant.id}`)
  if (resource === undefined) return null
  if (kind === 'internal') {
    return createReader(resource.type, null, name => foundIn(resource.properties, name, scene), deps)
  }
  const file = resource.path === null ? undefined : deps.sceneAt(resource.path)
  if (file === undefined || file.kind !== 'resource') {
    return createReader(resource.type, resource.path, () => null, deps)
  }
  const header = parseVariant(file.header.get('type') ?? '""')
  const type = (header.ok ? stringOf(header.value) : null) || resource.type
  return createReader(type, resource.path, name => foundIn(file.main, name, file), deps)
}

function foundIn(properties: ReadonlyMap<string, string>, name: string, scene: Scene): Found | null {
  const text = properties.get(name)
  return text === undefined ? null : { text, scene }
}

const indexes = new WeakMap<Scene['resources'], ReadonlyMap<string, SceneResource>>()

/** By kind and the id that texts refer to. */
function resourcesOf(scene: Scene): ReadonlyMap<string, SceneResource> {
  const known = indexes.get(scene.resources)
  if (known !== undefined) return known
  const made = new Map(
    [...scene.resources.values()].map(resource => [`${resource.kind} ${resource.localId}`, resource]),
  )
  indexes.set(scene.resources, made)
  return made
}
