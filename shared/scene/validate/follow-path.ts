/** Where a NodePath leads, through instances too. */
import type { InnerNode } from '../compose.ts'
import { splitSubnames } from '../node-tree.ts'
import { viewOf } from '../reference.ts'
import type { NodeId } from '../scene.ts'
import type { Checked } from './context.ts'

/**
 * - `found`: a node of the scene, or one inside an instance.
 * - `unknown`: it cannot be told: out of the scene, absolute, or inside what is not at hand.
 * - `nowhere`: there is no such node.
 */
export type PathEnd = 'found' | 'unknown' | 'nowhere'

export function followPath(checked: Checked, from: NodeId, path: string): PathEnd {
  const { names } = splitSubnames(path)
  if (names === '' || names.startsWith('/') || names === '.') return names.startsWith('/') ? 'unknown' : 'found'
  const { scene } = checked
  const view = viewOf(scene)
  const start = view.segments(from)
  if (start === null) return 'unknown'
  const parts = names.split('/')
  let place = [...start]
  const first = parts[0] ?? ''
  if (first.startsWith('%')) {
    const unique = view.unique(first.slice(1))
    const segments = unique === undefined ? null : view.segments(unique)
    // Inside an instance the owner is another; an inherited scene may bring the name.
    if (segments === null) return hasForeignNames(checked, from) ? 'unknown' : 'nowhere'
    place = [...segments]
    parts.shift()
  }
  for (const part of parts) {
    if (part === '..') {
      if (place.length === 0) return 'unknown'
      place.pop()
    } else if (part.startsWith('%')) return 'unknown'
    else if (part !== '.' && part !== '') place.push(part)
  }
  return isThere(checked, place)
}

/** Names from the root down: of this scene, or inside one of its instances. */
function isThere(checked: Checked, place: readonly string[]): PathEnd {
  const { scene } = checked
  const view = viewOf(scene)
  for (let length = place.length; length >= 0; length -= 1) {
    const id = view.at(length === 0 ? '.' : place.slice(0, length).join('/')) as NodeId | undefined
    if (id === undefined) continue
    if (length === place.length) return 'found'
    const rest = place.slice(length).join('/')
    const node = scene.nodes.get(id)
    if (node === undefined) return 'unknown'
    if (node.isOverride) return 'unknown'
    if (node.fields.has('instance_placeholder')) return 'unknown'
    if (node.instance === null) {
      // Below an inherited root, nodes of the base are there without a block of their own.
      return inheritsInto(checked, place)
    }
    const inner = checked.inner(id)
    return inner === null ? 'unknown' : hasInner(inner, rest)
  }
  return 'nowhere'
}

function inheritsInto(checked: Checked, place: readonly string[]): PathEnd {
  const { scene } = checked
  const root = scene.root === null ? undefined : scene.nodes.get(scene.root)
  if (root === undefined || root.instance === null) return 'nowhere'
  const inner = checked.inner(root.id)
  return inner === null ? 'unknown' : hasInner(inner, place.join('/'))
}

function hasInner(inner: InnerNode, path: string): PathEnd {
  let at: InnerNode | undefined = inner
  const names = path.split('/')
  let walked = ''
  for (const name of names) {
    walked = walked === '' ? name : `${walked}/${name}`
    const next: InnerNode | undefined = at.children.find(child => child.path === walked || child.name === name)
    if (next === undefined) return at.isInstance && at.children.length === 0 ? 'unknown' : 'nowhere'
    at = next
  }
  return 'found'
}

function hasForeignNames({ scene }: Checked, from: NodeId): boolean {
  const root = scene.root === null ? undefined : scene.nodes.get(scene.root)
  return root?.instance != null || scene.nodes.get(from)?.isOverride === true
}
