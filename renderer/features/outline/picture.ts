/** The outline of one plane, with what selecting and labelling ask of it. Built once for each change of the scene. */

import type { Outline } from '../../../shared/scene/geometry/outline.ts'
import type { OutlineItem, Plane, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { boundsOf, corners, union } from '../../../shared/scene/geometry/rect.ts'
import { apply2, identity2, invert2, multiply2, type Transform2 } from '../../../shared/scene/geometry/transform2.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'

export interface Picture {
  readonly plane: Plane
  readonly planes: readonly Plane[]
  readonly items: readonly OutlineItem[]
  /** A node's own item. */
  itemOf(node: string): OutlineItem | undefined
  /** Around a node and all that moves with it, in the plane. */
  groupBounds(node: NodeId): Rect | undefined
  /** Also of nodes in the other plane. */
  planeOf(node: NodeId): Plane | undefined
  /** Around everything that is visible. */
  readonly bounds: Rect | null
}

export function createPicture(outline: Outline, plane: Plane): Picture {
  const items = outline.items.filter(item => item.plane === plane)
  const own = new Map<string, OutlineItem>()
  for (const item of items) if (!item.isInner) own.set(item.node, item)
  const groups = new Map<NodeId, Rect>()
  for (const item of items) {
    if (item.isHidden) continue
    // Frames and ranges would make every group as large as the window.
    let above: NodeId | null = item.isInner ? item.node : (item.carrier ?? null)
    const isSeen = item.extent !== null || item.mark !== null
    if (!isSeen) continue
    if (!item.isInner) include(groups, item.node, item.bounds)
    for (; above !== null && !item.isHollow; above = own.get(above)?.carrier ?? null)
      include(groups, above, item.bounds)
  }
  const shown = items.filter(item => !item.isHidden)
  const solid = shown.filter(item => item.extent !== null || item.mark !== null)
  return {
    plane,
    planes: outline.planes,
    items,
    itemOf: node => own.get(node),
    groupBounds: node => groups.get(node) ?? own.get(node)?.bounds,
    planeOf: node => outline.items.find(item => item.node === node)?.plane,
    bounds: union((solid.length > 0 ? solid : shown).map(item => item.bounds)),
  }
}

/** Keys of the items that these nodes carry, themselves and what instances bring included. */
export function carriedBy(picture: Picture, nodes: ReadonlySet<string>): ReadonlySet<string> {
  if (nodes.size === 0) return new Set()
  const isCarried = new Map<NodeId | null, boolean>([[null, false]])
  const carries = (node: NodeId | null): boolean => {
    const known = isCarried.get(node)
    if (known !== undefined || node === null) return known ?? false
    const answer = nodes.has(node) || carries(picture.itemOf(node)?.carrier ?? null)
    isCarried.set(node, answer)
    return answer
  }
  return new Set(picture.items.filter(item => carries(item.node)).map(item => item.key))
}

/** A box around what is selected: `rect` in the units of `frame`. */
export interface Box {
  readonly frame: Transform2
  readonly rect: Rect
}

/** Of nodes; see `boxAround`. */
export function boxOf(picture: Picture, nodes: readonly NodeId[]): Box | null {
  return boxAround(
    picture,
    nodes.flatMap(node => picture.itemOf(node) ?? []),
  )
}

/** One item has a box along its own axes, several share an upright one. null for none. */
export function boxAround(picture: Picture, items: readonly OutlineItem[]): Box | null {
  const [only] = items
  if (items.length === 1 && only !== undefined) return { frame: only.transform, rect: ownRect(picture, only) }
  const rect = union(items.map(item => picture.groupBounds(item.node) ?? item.bounds))
  return rect === null ? null : { frame: identity2, rect }
}

function ownRect(picture: Picture, item: OutlineItem): Rect {
  const point = { x: 0, y: 0, width: 0, height: 0 }
  const toOwn = invert2(item.transform)
  if (item.extent !== null || toOwn === null) return item.extent ?? point
  const paths = picture.items
    .filter(other => !other.isHidden && !other.isHollow && isWithin(picture, other, item.node))
    .map(other => {
      const across = multiply2(toOwn, other.transform)
      return corners(other.extent ?? point).flatMap(corner => {
        const { x, y } = apply2(across, corner)
        return [x, y]
      })
    })
  return boundsOf(paths) ?? point
}

function isWithin(picture: Picture, item: OutlineItem, node: NodeId): boolean {
  if (item.node === node) return item.isInner
  for (let above = item.isInner ? item.node : item.carrier; above !== null; ) {
    if (above === node) return true
    above = picture.itemOf(above)?.carrier ?? null
  }
  return false
}

function include(groups: Map<NodeId, Rect>, node: NodeId, bounds: Rect): void {
  const known = groups.get(node)
  if (known === undefined) {
    groups.set(node, bounds)
    return
  }
  const x = Math.min(known.x, bounds.x)
  const y = Math.min(known.y, bounds.y)
  const right = Math.max(known.x + known.width, bounds.x + bounds.width)
  const bottom = Math.max(known.y + known.height, bounds.y + bounds.height)
  groups.set(node, { x, y, width: right - x, height: bottom - y })
}
