/** Signs of fixed size for nodes without an extent. */

import type { Mark } from '../../../shared/scene/geometry/outline-item.ts'
import type { Transform2 } from '../../../shared/scene/geometry/transform2.ts'

/** Pixels from the middle to what counts as hit. */
export const markRadius = 9

/** Adds it at the origin of `t`, upright. */
export function traceMark(path: Path2D, mark: Mark, { e: x, f: y }: Transform2): void {
  switch (mark) {
    case 'cross':
      plus(path, x, y, 5)
      break
    case 'marker':
      plus(path, x, y, 9)
      path.moveTo(x + 4.5, y)
      path.arc(x, y, 4.5, 0, 2 * Math.PI)
      break
    case 'body':
      plus(path, x, y, 6)
      path.rect(x - 3, y - 3, 6, 6)
      break
    case 'point':
      path.moveTo(x + 3.5, y)
      path.arc(x, y, 3.5, 0, 2 * Math.PI)
      break
    case 'light':
      path.moveTo(x + 3, y)
      path.arc(x, y, 3, 0, 2 * Math.PI)
      for (let i = 0; i < 8; i++) {
        const [cos, sin] = [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)]
        path.moveTo(x + 5 * cos, y + 5 * sin)
        path.lineTo(x + 7.5 * cos, y + 7.5 * sin)
      }
      break
    case 'camera':
      path.roundRect(x - 7, y - 4, 9, 8, 1.5)
      path.moveTo(x + 2, y - 1)
      path.lineTo(x + 7, y - 4)
      path.lineTo(x + 7, y + 4)
      path.lineTo(x + 2, y + 1)
      break
    case 'sound':
      path.moveTo(x - 6, y - 2)
      path.lineTo(x - 3, y - 2)
      path.lineTo(x, y - 5)
      path.lineTo(x, y + 5)
      path.lineTo(x - 3, y + 2)
      path.lineTo(x - 6, y + 2)
      path.closePath()
      path.moveTo(x + 2.5 + 3 * Math.cos(-1), y + 3 * Math.sin(-1))
      path.arc(x + 2.5, y, 3, -1, 1)
      break
    case 'bone':
      path.moveTo(x + 2.5, y)
      path.arc(x, y, 2.5, 0, 2 * Math.PI)
      break
  }
}

function plus(path: Path2D, x: number, y: number, reach: number): void {
  path.moveTo(x - reach, y)
  path.lineTo(x + reach, y)
  path.moveTo(x, y - reach)
  path.lineTo(x, y + reach)
}
