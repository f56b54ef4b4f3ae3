/** Others in this scene: their pointers and what they have selected. */

import type { OtherPresence } from '../../session/scene-session.ts'
import { initialOf } from '../../ui/person.tsx'
import { drawOthersBox } from './draw-selection.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import { toScreen, type Viewport } from './viewport.ts'

/** More boxes than this say no more than these. */
const mostBoxes = 200

export function drawPeople(
  context: CanvasRenderingContext2D,
  others: readonly OtherPresence[],
  picture: Picture,
  view: Viewport,
  palette: Palette,
): void {
  for (const { selection, user } of others) {
    for (const node of selection.slice(0, mostBoxes)) {
      const item = picture.itemOf(node)
      if (item !== undefined) drawOthersBox(context, picture, item, view, palette.people[user.color] ?? palette.accent)
    }
  }
  for (const { cursor, user } of others) {
    if (cursor === null || cursor.plane !== picture.plane) continue
    const { x, y } = toScreen(view, cursor)
    drawPointer(context, x, y, initialOf(user.name), palette.people[user.color] ?? palette.accent, palette)
  }
}

function drawPointer(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  initial: string,
  color: string,
  palette: Palette,
): void {
  context.fillStyle = color
  context.strokeStyle = palette.viewport
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + 4, y + 12)
  context.lineTo(x + 6.5, y + 7)
  context.lineTo(x + 12, y + 5)
  context.closePath()
  context.fill()
  context.stroke()
  context.beginPath()
  context.roundRect(x + 8, y + 9, 16, 16, 4)
  context.fill()
  context.fillStyle = palette.onPerson
  context.font = `600 10px ${palette.fontUi}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(initial, x + 16, y + 17.5)
}
