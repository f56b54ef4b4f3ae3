/** Whether a part of a scene still reads the same: then the former object is kept, and screens need not draw it. */
import type { SceneConnection, SceneNode, SceneResource } from '../scene.ts'

export function sameNode(a: SceneNode, b: SceneNode): boolean {
  return (
    a.name === b.name &&
    a.type === b.type &&
    a.parent === b.parent &&
    a.instance === b.instance &&
    a.isOverride === b.isOverride &&
    sameList(a.children, b.children) &&
    sameList(a.groups, b.groups) &&
    sameTexts(a.properties, b.properties) &&
    sameTexts(a.fields, b.fields)
  )
}

export function sameResource(a: SceneResource, b: SceneResource): boolean {
  return (
    a.kind === b.kind &&
    a.type === b.type &&
    a.path === b.path &&
    a.uid === b.uid &&
    a.localId === b.localId &&
    sameTexts(a.properties, b.properties)
  )
}

export function sameConnection(a: SceneConnection, b: SceneConnection): boolean {
  return (
    a.signal === b.signal &&
    a.method === b.method &&
    a.from.node === b.from.node &&
    a.from.rest === b.from.rest &&
    a.to.node === b.to.node &&
    a.to.rest === b.to.rest &&
    a.flags === b.flags &&
    a.binds === b.binds &&
    a.unbinds === b.unbinds
  )
}

export function sameMap<K, V>(previous: ReadonlyMap<K, V> | undefined, made: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (previous === undefined || previous.size !== made.size) return made
  for (const [key, value] of made) if (previous.get(key) !== value) return made
  return previous
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]))
}

function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  const others = b.entries()
  for (const [name, text] of a) {
    const other = others.next().value
    if (other === undefined || other[0] !== name || other[1] !== text) return false
  }
  return true
}
