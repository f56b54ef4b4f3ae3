/** Draws the outlines themselves: few strokes of many lines each, for a canvas pays by the stroke. */

import type { OutlineItem, Shape } from '../../../shared/scene/geometry/outline-item.ts'
import { grow, intersects } from '../../../shared/scene/geometry/rect.ts'
import { determinant2, type Transform2 } from '../../../shared/scene/geometry/transform2.ts'
import { markRadius, traceMark } from './draw-mark.ts'
import type { Palette } from './palette.ts'
import { itemToScreen, type Viewport, visibleRect } from './viewport.ts'

export interface Emphasis {
  readonly isHovered: boolean
  /** Also what is hidden in the game: it is selected. */
  readonly showsHidden: boolean
}

/** Paths longer than this are stroked on their own: joining them costs more than it saves. */
const pointsPerStroke = 6000

const dashes: Readonly<Record<Shape['line'], readonly number[]>> = {
  solid: [],
  dashed: [4, 3],
  dotted: [1.5, 3],
  faint: [],
  none: [],
}

export function drawItems(
  context: CanvasRenderingContext2D,
  items: readonly OutlineItem[],
  view: Viewport,
  palette: Palette,
  { isHovered, showsHidden }: Emphasis,
): void {
  const seen = grow(visibleRect(view), markRadius / view.zoom)
  const inSight = items.filter(item => intersects(item.bounds, seen) && (showsHidden || !item.isHidden))
  const fills = new Map<string, Bucket>()
  const strokes = new Map<string, Bucket>()
  for (const item of inSight) {
    const t = itemToScreen(view, item.transform)
    const scale = Math.sqrt(Math.abs(determinant2(t)))
    const color = isFrame(item) ? palette.lineStrong : palette.family[item.family]
    for (const shape of item.shapes) {
      if (scale < shape.minimumScale) continue
      if (shape.fill !== 'none') {
        const fill = shape.fill === 'light' ? palette.light : color
        const alpha = (shape.fill === 'light' ? 0.1 : 0.07) * (item.isHidden || item.isInner ? 0.5 : 1)
        trace(bucket(fills, { color: fill, alpha, line: 'none', width: 0 }), shape, t)
      }
      if (shape.line !== 'none') {
        // The reach of lamps inside instances is worth a hint, not a frame.
        const isHint = shape.line === 'faint' || (shape.fill === 'light' && item.isInner)
        const alpha = (isHint ? 0.32 : 1) * alphaOf(item) * (isHovered ? 1.4 : 1)
        const width = isHovered ? 2 : 1
        trace(bucket(strokes, { color, alpha: Math.min(1, alpha), line: shape.line, width }), shape, t)
      }
    }
  }
  for (const item of inSight) {
    if (item.mark === null) continue
    const width = isHovered ? 2 : 1.25
    const ink: Ink = { color: palette.family[item.family], alpha: alphaOf(item), line: 'solid', width }
    const marks = bucket(strokes, ink)
    traceMark(marks.path, item.mark, itemToScreen(view, item.transform))
    marks.points += 12
  }
  for (const { ink, path } of fills.values()) {
    context.fillStyle = ink.color
    context.globalAlpha = ink.alpha
    context.fill(path, 'nonzero')
  }
  context.lineJoin = 'round'
  for (const { ink, path } of strokes.values()) {
    context.strokeStyle = ink.color
    context.globalAlpha = ink.alpha
    context.lineWidth = ink.width
    context.setLineDash([...dashes[ink.line]])
    context.stroke(path)
  }
  context.setLineDash([])
  context.globalAlpha = 1
}

/** The edge of a layer or window is no thing of the game's. */
function isFrame({ placement }: OutlineItem): boolean {
  return placement.kind === 'fixed' && placement.reason === 'layer'
}

interface Ink {
  readonly color: string
  readonly alpha: number
  readonly line: Shape['line']
  readonly width: number
}

interface Bucket {
  readonly ink: Ink
  readonly path: Path2D
  points: number
}

/** What an instance brings stands back behind the scene's own nodes; guesses and hidden nodes further. */
function alphaOf(item: OutlineItem): number {
  if (item.isHidden) return 0.35
  return (item.isInner ? 0.62 : 0.95) * (item.isEstimated ? 0.8 : 1)
}

function bucket(buckets: Map<string, Bucket>, ink: Ink): Bucket {
  const key = `${ink.color} ${ink.alpha} ${ink.line} ${ink.width}`
  const known = buckets.get(key)
  if (known !== undefined && known.points < pointsPerStroke) return known
  if (known !== undefined) buckets.set(`${key} ${buckets.size}`, known)
  const made: Bucket = { ink, path: new Path2D(), points: 0 }
  buckets.set(key, made)
  return made
}

function trace(bucket: Bucket, shape: Shape, t: Transform2): void {
  const { path } = bucket
  for (const points of shape.paths) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i] ?? 0
      const y = points[i + 1] ?? 0
      const screenX = t.a * x + t.c * y + t.e
      const screenY = t.b * x + t.d * y + t.f
      if (i === 0) path.moveTo(screenX, screenY)
      else path.lineTo(screenX, screenY)
    }
    if (shape.isClosed)
      path.lineTo(
        t.a * (points[0] ?? 0) + t.c * (points[1] ?? 0) + t.e,
        t.b * (points[0] ?? 0) + t.d * (points[1] ?? 0) + t.f,
      )
    bucket.points += points.length
  }
}
