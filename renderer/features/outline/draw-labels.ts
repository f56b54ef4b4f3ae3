/** Names beside what they name, as many as fit without touching. */

import type { OutlineItem, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { grow, intersects } from '../../../shared/scene/geometry/rect.ts'
import { markRadius } from './draw-mark.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import { toScreen, type Viewport, visibleRect } from './viewport.ts'

const fontPixels = 11
/** Names of what is smaller than this on screen would hide it; what lies deeper must be larger. */
const leastPixels = 18
const leastDeepPixels = 110
/** As deep as nodes right under the root, and instances wherever they are. */
const shallow = 3

/** More names than this in sight are texture, not text. */
const mostLabels = 150

export function drawLabels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  view: Viewport,
  palette: Palette,
  isWanted: (item: OutlineItem) => boolean,
): void {
  context.font = `${fontPixels}px ${palette.fontUi}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const seen = grow(visibleRect(view), 100 / view.zoom)
  const taken: Rect[] = []
  for (const { item, rank } of rankedOf(picture)) {
    if (taken.length >= mostLabels) break
    if (isWanted(item)) label(item, rank)
  }

  function label(item: OutlineItem, rank: number): void {
    const bounds = item.extent === null && item.mark === null ? picture.groupBounds(item.node) : item.bounds
    if (bounds === undefined || !intersects(bounds, seen)) return
    const place = placeLabel(
      context,
      palette.fontUi,
      item,
      bounds,
      view,
      rank <= shallow ? leastPixels : leastDeepPixels,
    )
    if (place === null) return
    if (taken.some(other => intersects(other, place))) return
    taken.push(place)
    drawName(context, item, place, palette, false)
  }
}

/** The name of what the pointer is over or what moves, whatever else is written there. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  picture: Picture,
  item: OutlineItem,
  view: Viewport,
  palette: Palette,
): void {
  context.font = `${fontPixels}px ${palette.fontUi}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const bounds = item.extent === null && item.mark === null ? picture.groupBounds(item.node) : item.bounds
  const place = bounds === undefined ? null : placeLabel(context, palette.fontUi, item, bounds, view, 0)
  if (place !== null) drawName(context, item, place, palette, true)
}

function drawName(
  context: CanvasRenderingContext2D,
  item: OutlineItem,
  place: Rect,
  palette: Palette,
  isStrong: boolean,
): void {
  const middle = place.y + place.height / 2
  context.strokeStyle = palette.viewport
  context.lineWidth = isStrong ? 5 : 3
  context.globalAlpha = isStrong ? 1 : 0.75
  context.strokeText(item.label, place.x, middle)
  context.globalAlpha = 1
  const hasFamilyColor = item.placement.kind === 'fixed' || item.placement.kind === 'control'
  context.fillStyle = isStrong ? palette.text : hasFamilyColor ? palette.family[item.family] : palette.textThird
  context.fillText(item.label, place.x, middle)
}

interface Ranked {
  readonly item: OutlineItem
  readonly rank: number
}

const ranks = new WeakMap<Picture, readonly Ranked[]>()

/** The outer before the inner: whoever comes first gets the room. */
function rankedOf(picture: Picture): readonly Ranked[] {
  const known = ranks.get(picture)
  if (known !== undefined) return known
  const ranked = picture.items
    .filter(item => item.label !== '' && !item.isHidden && !isRoot(item))
    .map(item => ({ item, rank: 1 + depthOf(picture, item) }))
    .sort((one, other) => one.rank - other.rank)
  ranks.set(picture, ranked)
  return ranked
}

/** Nobody needs to be told what everything is in. */
function isRoot(item: OutlineItem): boolean {
  return item.carrier === null && item.placement.kind !== 'fixed' && item.mark === null && item.extent === null
}

function depthOf(picture: Picture, item: OutlineItem): number {
  let depth = item.instancePath === null ? 1 : 0
  for (let above = item.carrier; above !== null; above = picture.itemOf(above)?.carrier ?? null) depth++
  return depth
}

function placeLabel(
  context: CanvasRenderingContext2D,
  font: string,
  item: OutlineItem,
  bounds: Rect,
  view: Viewport,
  least: number,
): Rect | null {
  const height = fontPixels + 3
  if (item.mark !== null && item.extent === null) {
    const { x, y } = toScreen(view, { x: item.transform.e, y: item.transform.f })
    const width = widthOf(context, font, item.label)
    return { x: x + markRadius + 5, y: y - height / 2, width, height }
  }
  const { x, y } = toScreen(view, bounds)
  const [boxWidth, boxHeight] = [bounds.width * view.zoom, bounds.height * view.zoom]
  if (Math.max(boxWidth, boxHeight) < least) return null
  // The name of a group that is all over the place would stand nowhere in particular.
  if (item.extent === null && boxWidth > view.width / 2) return null
  const width = widthOf(context, font, item.label)
  const isInside = item.placement.kind === 'control' && boxWidth > width + 10 && boxHeight > height
  if (isInside) return { x: x + 5, y: y + (boxHeight < 3 * height ? (boxHeight - height) / 2 : 3), width, height }
  if (item.placement.kind === 'control' || item.placement.kind === 'fixed') {
    return { x: x + 4, y: y - height - 3, width, height }
  }
  return { x: x + boxWidth / 2 - width / 2, y: y - height - 3, width, height }
}

/** By font, then by text: measuring costs more than drawing. */
const widths = new Map<string, Map<string, number>>()
const mostWidths = 20_000

function widthOf(context: CanvasRenderingContext2D, font: string, text: string): number {
  const known = widths.get(font) ?? new Map<string, number>()
  if (known.size > mostWidths) known.clear()
  widths.set(font, known)
  const width = known.get(text) ?? context.measureText(text).width
  known.set(text, width)
  return width
}
