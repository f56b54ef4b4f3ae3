/** The grid behind and the rulers at the edges. */

import { gridStep } from '../../../shared/scene/geometry/snap.ts'
import type { Palette } from './palette.ts'
import { toPlane, toScreen, type Viewport } from './viewport.ts'

/** Pixels that each ruler takes. */
export const rulerSize = 18

const leastGridPixels = 24
const leastNumberPixels = 72

export function drawGrid(context: CanvasRenderingContext2D, view: Viewport, palette: Palette): void {
  const step = gridStep(view.zoom, leastGridPixels)
  const strong = gridStep(view.zoom, leastNumberPixels)
  context.lineWidth = 1
  for (const [color, wanted] of [
    [palette.grid, false],
    [palette.gridStrong, true],
  ] as const) {
    context.strokeStyle = color
    context.beginPath()
    for (const { at, value } of ticks(view, 'x', wanted ? strong : step)) {
      if (!wanted && isMultiple(value, strong)) continue
      context.moveTo(at, 0)
      context.lineTo(at, view.height)
    }
    for (const { at, value } of ticks(view, 'y', wanted ? strong : step)) {
      if (!wanted && isMultiple(value, strong)) continue
      context.moveTo(0, at)
      context.lineTo(view.width, at)
    }
    context.stroke()
  }
}

export function drawRulers(context: CanvasRenderingContext2D, view: Viewport, palette: Palette): void {
  const strong = gridStep(view.zoom, leastNumberPixels)
  context.fillStyle = palette.chrome
  context.fillRect(0, 0, view.width, rulerSize)
  context.fillRect(0, 0, rulerSize, view.height)
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(0, rulerSize - 0.5)
  context.lineTo(view.width, rulerSize - 0.5)
  context.moveTo(rulerSize - 0.5, 0)
  context.lineTo(rulerSize - 0.5, view.height)
  context.stroke()

  context.save()
  context.font = `10px ${palette.fontMono}`
  context.fillStyle = palette.textThird
  context.strokeStyle = palette.lineStrong
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.beginPath()
  context.rect(rulerSize, 0, view.width, rulerSize)
  context.save()
  context.clip()
  context.beginPath()
  for (const { at, value } of ticks(view, 'x', strong)) {
    context.moveTo(at, rulerSize - 7)
    context.lineTo(at, rulerSize)
    context.fillText(numberText(value, strong), at + 4, rulerSize / 2 - 0.5)
  }
  context.stroke()
  context.restore()
  context.beginPath()
  context.rect(0, rulerSize, rulerSize, view.height)
  context.clip()
  context.beginPath()
  for (const { at } of ticks(view, 'y', strong)) {
    context.moveTo(rulerSize - 7, at)
    context.lineTo(rulerSize, at)
  }
  context.stroke()
  for (const { at, value } of ticks(view, 'y', strong)) {
    context.save()
    context.translate(rulerSize / 2 - 0.5, at - 4)
    context.rotate(-Math.PI / 2)
    context.fillText(numberText(value, strong), 0, 0)
    context.restore()
  }
  context.restore()
}

/** Multiples of `step` in sight, at the middle of a pixel. */
function ticks(view: Viewport, axis: 'x' | 'y', step: number): { at: number; value: number }[] {
  const from = toPlane(view, { x: 0, y: 0 })[axis]
  const to = toPlane(view, { x: view.width, y: view.height })[axis]
  const marks: { at: number; value: number }[] = []
  for (let i = Math.floor(from / step); i <= Math.ceil(to / step); i++) {
    const value = i * step
    marks.push({ at: Math.round(toScreen(view, { x: value, y: value })[axis]) + 0.5, value })
  }
  return marks
}

function isMultiple(value: number, step: number): boolean {
  const times = value / step
  return Math.abs(times - Math.round(times)) < 1e-6
}

function numberText(value: number, step: number): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  return (value + 0)
    .toFixed(digits)
    .replace('-', '−')
    .replace(/^−(0(\.0+)?)$/, '$1')
}
