/** What is selected: an outline for each node, one box with handles, the pivot, and a chip with a few words. */

import type { OutlineItem, Rect } from '../../../shared/scene/geometry/outline-item.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import { boxCorners, handleSize, type PlacedHandle } from './handles.ts'
import type { Palette } from './palette.ts'
import type { Box, Picture } from './picture.ts'
import { screenCorners, toScreen, type Viewport } from './viewport.ts'

export interface SelectionLook {
  readonly box: Box
  readonly items: readonly OutlineItem[]
  readonly handles: readonly PlacedHandle[]
  readonly pivot: Point
  /** Size, or what a drag has come to. */
  readonly words: string
}

export function drawSelection(
  context: CanvasRenderingContext2D,
  look: SelectionLook,
  view: Viewport,
  palette: Palette,
): void {
  context.strokeStyle = palette.accent
  context.lineWidth = 1
  if (look.items.length > 1) {
    for (const item of look.items) outline(context, screenCorners(view, item.transform, item.extent ?? nothing))
  }
  context.lineWidth = 1.5
  const corners = boxCorners(view, look.box)
  outline(context, corners)
  drawPivot(context, toScreen(view, look.pivot), palette)
  drawHandles(context, look.handles, corners, palette)
  if (look.words !== '') drawChip(context, look.words, belowBox(corners, view), palette)
}

export function drawMarquee(context: CanvasRenderingContext2D, { x, y, width, height }: Rect, palette: Palette): void {
  context.fillStyle = palette.accent
  context.globalAlpha = 0.08
  context.fillRect(x, y, width, height)
  context.globalAlpha = 1
  context.strokeStyle = palette.accent
  context.lineWidth = 1
  context.setLineDash([3, 3])
  context.strokeRect(x + 0.5, y + 0.5, width, height)
  context.setLineDash([])
}

/** Somebody else's selection, in their colour. */
export function drawOthersBox(
  context: CanvasRenderingContext2D,
  picture: Picture,
  item: OutlineItem,
  view: Viewport,
  color: string,
): void {
  const bounds = picture.groupBounds(item.node) ?? item.bounds
  const { x, y } = toScreen(view, bounds)
  const pad = 3
  context.strokeStyle = color
  context.lineWidth = 1.5
  context.strokeRect(x - pad, y - pad, bounds.width * view.zoom + 2 * pad, bounds.height * view.zoom + 2 * pad)
}

function drawHandles(
  context: CanvasRenderingContext2D,
  handles: readonly PlacedHandle[],
  corners: readonly Point[],
  palette: Palette,
): void {
  context.fillStyle = palette.viewport
  context.lineWidth = 1.5
  for (const { handle, at } of handles) {
    context.beginPath()
    if (handle.kind === 'rotate') {
      const [one, other] = corners
      if (one && other) {
        context.moveTo((one.x + other.x) / 2, (one.y + other.y) / 2)
        context.lineTo(at.x, at.y)
        context.stroke()
        context.beginPath()
      }
      context.arc(at.x, at.y, handleSize / 2, 0, 2 * Math.PI)
    } else {
      context.rect(Math.round(at.x) - handleSize / 2, Math.round(at.y) - handleSize / 2, handleSize, handleSize)
    }
    context.fill()
    context.stroke()
  }
}

function drawPivot(context: CanvasRenderingContext2D, { x, y }: Point, palette: Palette): void {
  context.strokeStyle = palette.accent
  context.lineWidth = 1.5
  context.beginPath()
  context.arc(x, y, 4.5, 0, 2 * Math.PI)
  context.moveTo(x - 8, y)
  context.lineTo(x + 8, y)
  context.moveTo(x, y - 8)
  context.lineTo(x, y + 8)
  context.stroke()
}

function drawChip(context: CanvasRenderingContext2D, words: string, at: Point, palette: Palette): void {
  context.font = `600 11px ${palette.fontUi}`
  const width = Math.ceil(context.measureText(words).width) + 14
  context.fillStyle = palette.accentFill
  context.beginPath()
  context.roundRect(at.x - width, at.y, width, 18, 3)
  context.fill()
  context.fillStyle = palette.onAccent
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillText(words, at.x - width + 7, at.y + 9.5)
}

/** Under its right end, or at the edge of the canvas for what reaches beyond. */
function belowBox(corners: readonly Point[], view: Viewport): Point {
  const right = Math.max(...corners.map(({ x }) => x))
  const bottom = Math.max(...corners.map(({ y }) => y))
  return { x: Math.min(view.width - 8, Math.max(140, right)), y: Math.min(view.height - 26, Math.max(26, bottom + 8)) }
}

function outline(context: CanvasRenderingContext2D, corners: readonly Point[]): void {
  context.beginPath()
  corners.forEach(({ x, y }, i) => {
    if (i === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  })
  context.closePath()
  context.stroke()
}

const nothing: Rect = { x: 0, y: 0, width: 0, height: 0 }
