/** What is different about nodes, drawn over their outlines: a box in the colour of the sign, and a label that says it. */
import type { Rect } from '../../../shared/scene/geometry/outline-item.ts'
import { intersects } from '../../../shared/scene/geometry/rect.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import { toScreen, type Viewport } from './viewport.ts'

export interface ChangeMark {
  readonly node: NodeId
  readonly sign: 'added' | 'removed' | 'changed' | 'moved'
  /** Empty for a box alone. */
  readonly label: string
  /** It is not there any more, or will not stay there: a broken line. */
  readonly isGhost: boolean
}

const signs: Readonly<Record<ChangeMark['sign'], string>> = { added: '+', removed: '−', changed: '~', moved: '→' }
const fontPixels = 11
const labelHeight = 20
const padding = 6
const signWidth = 12
/** What is smaller still gets a box that can be seen. */
const leastBox = 14
/** More labels than this hide what they tell of. */
const mostLabels = 40

export function drawChangeMarks(
  context: CanvasRenderingContext2D,
  picture: Picture,
  marks: readonly ChangeMark[],
  view: Viewport,
  palette: Palette,
): void {
  const taken: Rect[] = []
  const boxes = marks.flatMap(mark => {
    const bounds = picture.groupBounds(mark.node)
    return bounds === undefined ? [] : [{ mark, box: onScreen(bounds, view) }]
  })
  for (const { mark, box } of boxes) {
    context.strokeStyle = palette.change[mark.sign]
    context.lineWidth = 1.5
    context.setLineDash(mark.isGhost ? [4, 3] : [])
    context.strokeRect(box.x, box.y, box.width, box.height)
  }
  context.setLineDash([])
  context.font = `${fontPixels}px ${palette.fontUi}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  for (const { mark, box } of boxes) {
    if (mark.label === '' || taken.length >= mostLabels) continue
    const place = placeLabel(context, mark.label, box, view, taken)
    if (place === null) continue
    taken.push(place)
    drawLabel(context, mark, place, palette, palette.change[mark.sign])
  }
}

function onScreen(bounds: Rect, view: Viewport): Rect {
  const { x, y } = toScreen(view, bounds)
  const width = Math.max(leastBox, bounds.width * view.zoom)
  const height = Math.max(leastBox, bounds.height * view.zoom)
  return {
    x: Math.round(x - (width - bounds.width * view.zoom) / 2) + 0.5,
    y: Math.round(y - (height - bounds.height * view.zoom) / 2) + 0.5,
    width: Math.round(width),
    height: Math.round(height),
  }
}

/** At the right of the box, above it, or below it: wherever nothing is said yet. */
function placeLabel(
  context: CanvasRenderingContext2D,
  label: string,
  box: Rect,
  view: Viewport,
  taken: readonly Rect[],
): Rect | null {
  const width = context.measureText(label).width + 2 * padding + signWidth
  const size = { width, height: labelHeight }
  const right = box.x + box.width
  const places = [
    { x: right + 6, y: box.y },
    { x: box.x, y: box.y - labelHeight - 4 },
    { x: box.x, y: box.y + box.height + 4 },
    { x: right - width, y: box.y - labelHeight - 4 },
    { x: box.x + 4, y: box.y + 4 },
  ]
  const sight = { x: 2, y: 2, width: view.width - 4, height: view.height - 4 }
  const isFree = (place: Rect) =>
    place.x >= sight.x &&
    place.y >= sight.y &&
    place.x + place.width <= sight.x + sight.width &&
    place.y + place.height <= sight.y + sight.height &&
    !taken.some(other => intersects(other, place))
  return places.map(place => ({ ...place, ...size })).find(isFree) ?? null
}

function drawLabel(
  context: CanvasRenderingContext2D,
  mark: ChangeMark,
  place: Rect,
  palette: Palette,
  colour: string,
): void {
  const x = Math.round(place.x) + 0.5
  const y = Math.round(place.y) + 0.5
  context.beginPath()
  context.roundRect(x, y, Math.round(place.width), place.height, 4)
  context.fillStyle = palette.viewport
  context.fill()
  context.strokeStyle = colour
  context.lineWidth = 1
  context.stroke()
  const middle = y + place.height / 2
  context.fillStyle = colour
  context.fillText(signs[mark.sign], x + padding, middle)
  context.fillStyle = palette.text
  context.fillText(mark.label, x + padding + signWidth, middle)
}
