/**
 * The picture of what stands still, kept as a bitmap somewhat larger than the window: panning, others' pointers and
 * drags then cost one copy instead of thousands of lines.
 */

import type { OutlineItem } from '../../../shared/scene/geometry/outline-item.ts'
import { drawItems } from './draw-items.ts'
import { drawLabels } from './draw-labels.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import type { Viewport } from './viewport.ts'

export interface ItemLayer {
  /** `moving` are left out: they are drawn apart. */
  draw(context: CanvasRenderingContext2D, wanted: LayerContent): void
}

export interface LayerContent {
  readonly picture: Picture
  readonly moving: ReadonlySet<string>
  readonly view: Viewport
  readonly palette: Palette
  readonly ratio: number
}

/** Pixels beyond each edge of the window. */
const spare = 256

export function createItemLayer(): ItemLayer {
  const bitmap = document.createElement('canvas')
  let drawn: LayerContent | null = null

  return {
    draw(context, wanted) {
      const shift = drawn === null || !isSame(drawn, wanted) ? null : shiftBetween(drawn.view, wanted.view)
      const isInReach = shift !== null && Math.max(Math.abs(shift.x), Math.abs(shift.y)) < spare
      if (!isInReach) {
        redraw(wanted)
        drawn = wanted
      }
      const { x, y } = isInReach ? shift : { x: 0, y: 0 }
      const whole = (value: number) => Math.round(value * wanted.ratio) / wanted.ratio
      context.drawImage(
        bitmap,
        whole(x) - spare,
        whole(y) - spare,
        bitmap.width / wanted.ratio,
        bitmap.height / wanted.ratio,
      )
    },
  }

  function redraw({ picture, moving, view, palette, ratio }: LayerContent): void {
    const context = bitmap.getContext('2d')
    if (context === null) return
    const larger = { ...view, width: view.width + 2 * spare, height: view.height + 2 * spare }
    bitmap.width = Math.round(larger.width * ratio)
    bitmap.height = Math.round(larger.height * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const isStill = (item: OutlineItem) => !item.isHidden && !moving.has(item.key)
    const items = moving.size === 0 ? picture.items : picture.items.filter(isStill)
    drawItems(context, items, larger, palette, noEmphasis)
    drawLabels(context, picture, larger, palette, item => !moving.has(item.key))
  }
}

const noEmphasis = { isHovered: false, showsHidden: false } as const

function isSame(one: LayerContent, other: LayerContent): boolean {
  return (
    one.picture === other.picture &&
    one.palette === other.palette &&
    one.ratio === other.ratio &&
    one.view.zoom === other.view.zoom &&
    one.view.width === other.view.width &&
    one.view.height === other.view.height &&
    one.moving.size === other.moving.size &&
    [...one.moving].every(key => other.moving.has(key))
  )
}

/** How far the paper moved, in pixels. */
function shiftBetween(before: Viewport, now: Viewport): { x: number; y: number } {
  return { x: (before.x - now.x) * now.zoom, y: (before.y - now.y) * now.zoom }
}
