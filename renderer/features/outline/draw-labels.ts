/** Names beside what they name, as many as fit without touching. */

import type { OutlineItem, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { intersects } from '../../../shared/scene/geometry/rect.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { markRadius } from './draw-mark.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import { toScreen, type Viewport } from './viewport.ts'

const fontPixels = 11
/** Names of what is smaller than this on screen would hide it. */
const leastPixels = 18

export function drawLabels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  view: Viewport,
  palette: Palette,
  hover: NodeId | null,
): void {
  context.font = `${fontPixels}px ${palette.fontUi}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const taken: Rect[] = []
  const window = { x: 0, y: 0, width: view.width, height: view.height }
  for (const { item, rank } of ranked(picture, hover)) {
    const place = placeLabel(context, picture, item, view)
    if (place === null || !intersects(place, window)) continue
    if (rank > 0 && taken.some(other => intersects(other, place))) continue
    taken.push(place)
    const isLayer = item.placement.kind === 'fixed' || item.placement.kind === 'control'
    context.fillStyle = hover === item.node ? palette.text : isLayer ? palette.family[item.family] : palette.textThird
    context.fillText(item.label, place.x, place.y + place.height / 2)
  }
}

/** The hovered one first, then the outer before the inner: whoever comes first gets the room. */
function ranked(picture: Picture, hover: NodeId | null): { item: OutlineItem; rank: number }[] {
  const labelled: { item: OutlineItem; rank: number }[] = []
  for (const item of picture.items) {
    if (item.label === '' || item.isHidden) continue
    if (item.node === hover) labelled.push({ item, rank: 0 })
    else if (item.carrier === null && item.placement.kind !== 'fixed' && !item.mark && item.extent === null) continue
    else labelled.push({ item, rank: 1 + depthOf(picture, item) })
  }
  return labelled.sort((one, other) => one.rank - other.rank)
}

function depthOf(picture: Picture, item: OutlineItem): number {
  let depth = item.instancePath === null ? 1 : 0
  for (let above = item.carrier; above !== null; above = picture.itemOf(above)?.carrier ?? null) depth++
  return depth
}

function placeLabel(
  context: CanvasRenderingContext2D,
  picture: Picture,
  item: OutlineItem,
  view: Viewport,
): Rect | null {
  const width = context.measureText(item.label).width
  const height = fontPixels + 3
  if (item.mark !== null && item.extent === null) {
    const { x, y } = toScreen(view, { x: item.transform.e, y: item.transform.f })
    return { x: x + markRadius + 5, y: y - height / 2, width, height }
  }
  const bounds = item.extent === null ? picture.groupBounds(item.node) : item.bounds
  if (bounds === undefined) return null
  const { x, y } = toScreen(view, bounds)
  const [boxWidth, boxHeight] = [bounds.width * view.zoom, bounds.height * view.zoom]
  if (Math.max(boxWidth, boxHeight) < leastPixels) return null
  const isInside = item.placement.kind === 'control' && boxWidth > width + 10 && boxHeight > height
  if (isInside) return { x: x + 5, y: y + (boxHeight < 3 * height ? (boxHeight - height) / 2 : 3), width, height }
  if (item.placement.kind === 'control' || item.placement.kind === 'fixed') {
    return { x: x + 4, y: y - height - 3, width, height }
  }
  return { x: x + boxWidth / 2 - width / 2, y: y - height - 3, width, height }
}
