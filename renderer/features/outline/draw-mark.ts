/** Signs of fixed size for nodes without an extent. */

import type { Mark } from '../../../shared/scene/geometry/outline-item.ts'
import type { Transform2 } from '../../../shared/scene/geometry/transform2.ts'

/** Pixels from the middle to what counts as hit. */
export const markRadius = 9

/** At the origin of `t`, turned with it. Line width and opacity are the caller's. */
export function drawMark(context: CanvasRenderingContext2D, mark: Mark, t: Transform2, color: string): void {
  const { e: x, f: y } = t
  context.strokeStyle = color
  context.fillStyle = color
  context.beginPath()
  switch (mark) {
    case 'cross':
      plus(context, x, y, 5)
      break
    case 'marker':
      plus(context, x, y, 9)
      context.moveTo(x + 4.5, y)
      context.arc(x, y, 4.5, 0, 2 * Math.PI)
      break
    case 'body':
      plus(context, x, y, 6)
      context.rect(x - 3, y - 3, 6, 6)
      break
    case 'point':
      context.arc(x, y, 3.5, 0, 2 * Math.PI)
      break
    case 'light':
      context.arc(x, y, 3, 0, 2 * Math.PI)
      for (let i = 0; i < 8; i++) {
        const [cos, sin] = [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)]
        context.moveTo(x + 5 * cos, y + 5 * sin)
        context.lineTo(x + 7.5 * cos, y + 7.5 * sin)
      }
      break
    case 'camera':
      context.roundRect(x - 7, y - 4, 9, 8, 1.5)
      context.moveTo(x + 2, y - 1)
      context.lineTo(x + 7, y - 4)
      context.lineTo(x + 7, y + 4)
      context.lineTo(x + 2, y + 1)
      break
    case 'sound':
      context.moveTo(x - 6, y - 2)
      context.lineTo(x - 3, y - 2)
      context.lineTo(x, y - 5)
      context.lineTo(x, y + 5)
      context.lineTo(x - 3, y + 2)
      context.lineTo(x - 6, y + 2)
      context.closePath()
      context.moveTo(x + 2.5 + 3 * Math.cos(-1), y + 3 * Math.sin(-1))
      context.arc(x + 2.5, y, 3, -1, 1)
      break
    case 'bone':
      context.arc(x, y, 2.5, 0, 2 * Math.PI)
      break
  }
  context.stroke()
}

function plus(context: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
  context.moveTo(x - reach, y)
  context.lineTo(x + reach, y)
  context.moveTo(x, y - reach)
  context.lineTo(x, y + reach)
}
