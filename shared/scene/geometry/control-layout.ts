/**
 * Where controls are. Anchors and offsets are exact; what containers do depends on fonts and themes, which aren't
 * known here, so sizes of content are estimated from Godot's default theme.
 */

import type { Rect } from './outline-item.ts'
import type { Reader } from './reader.ts'
import { type ImageSize, textureSize } from './texture-size.ts'
import type { Point } from './transform2.ts'

export type Offsets = readonly [left: number, top: number, right: number, bottom: number]

/** The stored part of a control, apart from what its parent makes of it. */
export interface ControlFacts {
  readonly anchors: Offsets
  readonly offsets: Offsets
  /** Where it grows when it is too small for its content: 0 towards the start, 1 the end, 2 both. */
  readonly grow: readonly [horizontal: number, vertical: number]
  readonly rotation: number
  readonly scale: Point
  readonly pivot: Point
  readonly sizeFlags: readonly [horizontal: number, vertical: number]
  readonly stretch: number
  /** Of its own content, without children. */
  readonly content: Point
  readonly container: Container | null
}

export type Container =
  | { readonly kind: 'box'; readonly isVertical: boolean; readonly separation: number; readonly alignment: number }
  | { readonly kind: 'grid'; readonly columns: number; readonly gaps: Point }
  | { readonly kind: 'inset'; readonly margins: Offsets }
  | { readonly kind: 'centre' }

/** A control as the layout sees it. */
export interface LaidOut {
  readonly facts: ControlFacts
  readonly children: readonly LaidOut[]
}

/** Godot 3's names (`margin_left`, `rect_min_size`) are read as well. */
export function readControl(ancestry: readonly string[], node: Reader, imageSize: ImageSize): ControlFacts {
  const sides = ['left', 'top', 'right', 'bottom'] as const
  const each = (read: (side: string) => number): Offsets => [
    read(sides[0]),
    read(sides[1]),
    read(sides[2]),
    read(sides[3]),
  ]
  const custom = node.point('custom_minimum_size', node.point('rect_min_size', { x: 0, y: 0 }))
  const content = contentSize(ancestry, node, imageSize)
  return {
    anchors: each(side => node.number(`anchor_${side}`, 0)),
    offsets: each(side => node.number(`offset_${side}`, node.number(`margin_${side}`, 0))),
    grow: [node.number('grow_horizontal', 1), node.number('grow_vertical', 1)],
    rotation: node.number('rotation', 0),
    scale: node.point('scale', node.point('rect_scale', { x: 1, y: 1 })),
    pivot: node.point('pivot_offset', node.point('rect_pivot_offset', { x: 0, y: 0 })),
    sizeFlags: [node.number('size_flags_horizontal', 1), node.number('size_flags_vertical', 1)],
    stretch: node.number('size_flags_stretch_ratio', 1),
    content: { x: Math.max(custom.x, content.x), y: Math.max(custom.y, content.y) },
    container: containerOf(ancestry, node),
  }
}

/** In the parent's units. A control is never smaller than its content. */
export function anchoredRect({ facts, children }: LaidOut, parentSize: Point): Rect {
  const { anchors, offsets, grow } = facts
  const least = minimumSize({ facts, children })
  const left = anchors[0] * parentSize.x + offsets[0]
  const top = anchors[1] * parentSize.y + offsets[1]
  const [x, width] = grown(left, anchors[2] * parentSize.x + offsets[2] - left, least.x, grow[0])
  const [y, height] = grown(top, anchors[3] * parentSize.y + offsets[3] - top, least.y, grow[1])
  return { x, y, width, height }
}

/** One rectangle for each child of a container, in its units. */
export function containedRects(container: Container, size: Point, children: readonly LaidOut[]): Rect[] {
  switch (container.kind) {
    case 'box':
      return boxRects(container, size, children)
    case 'grid':
      return gridRects(container, size, children)
    case 'inset': {
      const [left, top, right, bottom] = container.margins
      const inside = { x: left, y: top, width: size.x - left - right, height: size.y - top - bottom }
      return children.map(child => fitted(child, inside))
    }
    case 'centre':
      return children.map(child => {
        const least = minimumSize(child)
        return { x: (size.x - least.x) / 2, y: (size.y - least.y) / 2, width: least.x, height: least.y }
      })
  }
}

const minimumSizes = new WeakMap<LaidOut, Point>()

export function minimumSize(control: LaidOut): Point {
  const known = minimumSizes.get(control)
  if (known !== undefined) return known
  const { content, container } = control.facts
  const inner = container === null ? { x: 0, y: 0 } : containerMinimum(container, control.children.map(minimumSize))
  const size = { x: Math.max(content.x, inner.x), y: Math.max(content.y, inner.y) }
  minimumSizes.set(control, size)
  return size
}

function containerMinimum(container: Container, sizes: readonly Point[]): Point {
  const widest = Math.max(0, ...sizes.map(({ x }) => x))
  const highest = Math.max(0, ...sizes.map(({ y }) => y))
  switch (container.kind) {
    case 'box': {
      const gaps = container.separation * Math.max(0, sizes.length - 1)
      return container.isVertical
        ? { x: widest, y: sum(sizes.map(({ y }) => y)) + gaps }
        : { x: sum(sizes.map(({ x }) => x)) + gaps, y: highest }
    }
    case 'grid': {
      const { columns, rows } = tracks(container, sizes)
      return { x: sum(columns) + gapsIn(columns, container.gaps.x), y: sum(rows) + gapsIn(rows, container.gaps.y) }
    }
    case 'inset': {
      const [left, top, right, bottom] = container.margins
      return { x: widest + left + right, y: highest + top + bottom }
    }
    case 'centre':
      return { x: widest, y: highest }
  }
}

const expands = 2

function boxRects(
  { isVertical, separation, alignment }: Extract<Container, { kind: 'box' }>,
  size: Point,
  children: readonly LaidOut[],
): Rect[] {
  const axis = isVertical ? 1 : 0
  const least = children.map(child => (isVertical ? minimumSize(child).y : minimumSize(child).x))
  const shares = children.map(({ facts }) => ((facts.sizeFlags[axis] & expands) === 0 ? 0 : facts.stretch))
  const along = isVertical ? size.y : size.x
  const spare = Math.max(0, along - sum(least) - gapsIn(least, separation))
  const allShares = sum(shares)
  let at = allShares > 0 ? 0 : (spare * alignment) / 2
  return children.map((child, i) => {
    const length = (least[i] ?? 0) + (allShares > 0 ? (spare * (shares[i] ?? 0)) / allShares : 0)
    const slot = isVertical
      ? { x: 0, y: at, width: size.x, height: length }
      : { x: at, y: 0, width: length, height: size.y }
    at += length + separation
    return fitted(child, slot)
  })
}

function gridRects(container: Extract<Container, { kind: 'grid' }>, size: Point, children: readonly LaidOut[]): Rect[] {
  const { columns, rows } = tracks(container, children.map(minimumSize))
  const spread = (lengths: number[], whole: number, gap: number, isExpanding: (track: number) => boolean) => {
    const growing = lengths.flatMap((_, track) => (isExpanding(track) ? [track] : []))
    const spare = Math.max(0, whole - sum(lengths) - gapsIn(lengths, gap))
    for (const track of growing) lengths[track] = (lengths[track] ?? 0) + spare / growing.length
  }
  const flagged = (axis: 0 | 1, on: (i: number) => number) => (track: number) =>
    children.some(({ facts }, i) => on(i) === track && (facts.sizeFlags[axis] & expands) !== 0)
  spread(
    columns,
    size.x,
    container.gaps.x,
    flagged(0, i => i % container.columns),
  )
  spread(
    rows,
    size.y,
    container.gaps.y,
    flagged(1, i => Math.floor(i / container.columns)),
  )
  return children.map((child, i) => {
    const column = i % container.columns
    const row = Math.floor(i / container.columns)
    return fitted(child, {
      x: sum(columns.slice(0, column)) + column * container.gaps.x,
      y: sum(rows.slice(0, row)) + row * container.gaps.y,
      width: columns[column] ?? 0,
      height: rows[row] ?? 0,
    })
  })
}

function tracks({ columns: count }: { readonly columns: number }, sizes: readonly Point[]) {
  const columns = new Array<number>(Math.min(count, sizes.length)).fill(0)
  const rows = new Array<number>(Math.ceil(sizes.length / count)).fill(0)
  sizes.forEach(({ x, y }, i) => {
    const row = Math.floor(i / count)
    columns[i % count] = Math.max(columns[i % count] ?? 0, x)
    rows[row] = Math.max(rows[row] ?? 0, y)
  })
  return { columns, rows }
}

/** A child in the place that its container gives it: filled, or shrunk to its start, centre (4) or end (8). */
function fitted(child: LaidOut, slot: Rect): Rect {
  const least = minimumSize(child)
  const [horizontal, vertical] = child.facts.sizeFlags
  const [x, width] = lengthwise(slot.x, slot.width, least.x, horizontal)
  const [y, height] = lengthwise(slot.y, slot.height, least.y, vertical)
  return { x, y, width, height }
}

function lengthwise(start: number, length: number, least: number, flags: number): [number, number] {
  if ((flags & 1) !== 0) return [start, Math.max(length, least)]
  if ((flags & 4) !== 0) return [start + (length - least) / 2, least]
  return [(flags & 8) !== 0 ? start + length - least : start, least]
}

function grown(start: number, length: number, least: number, direction: number): [number, number] {
  if (length >= least) return [start, length]
  const missing = least - length
  return [direction === 0 ? start - missing : direction === 2 ? start - missing / 2 : start, least]
}

function containerOf(ancestry: readonly string[], node: Reader): Container | null {
  const constant = (name: string, fallback: number) => node.number(`theme_override_constants/${name}`, fallback)
  for (const type of ancestry) {
    switch (type) {
      case 'BoxContainer':
        return {
          kind: 'box',
          isVertical: ancestry.includes('VBoxContainer') || node.boolean('vertical', false),
          separation: constant('separation', 4),
          alignment: node.number('alignment', 0),
        }
      case 'GridContainer': {
        const gaps = { x: constant('h_separation', 4), y: constant('v_separation', 4) }
        return { kind: 'grid', columns: Math.max(1, node.number('columns', 1)), gaps }
      }
      case 'MarginContainer': {
        const margins = [constant('margin_left', 0), constant('margin_top', 0)] as const
        return { kind: 'inset', margins: [...margins, constant('margin_right', 0), constant('margin_bottom', 0)] }
      }
      case 'CenterContainer':
        return { kind: 'centre' }
      case 'Container':
        return { kind: 'inset', margins: [0, 0, 0, 0] }
      default:
    }
  }
  return null
}

/** Heights of Godot's default theme at 16 px; widths by the number of characters. */
function contentSize(ancestry: readonly string[], node: Reader, imageSize: ImageSize): Point {
  const rows = node.string('text', '').split('\n')
  const text = 8.5 * Math.max(...rows.map(row => row.length))
  for (const type of ancestry) {
    switch (type) {
      case 'Label':
        return { x: node.number('autowrap_mode', 0) === 0 ? text : 1, y: 23 * rows.length }
      case 'CheckBox':
      case 'CheckButton':
        return { x: text + 32, y: 31 }
      case 'LinkButton':
        return { x: text, y: 23 }
      case 'TextureButton':
        return node.boolean('ignore_texture_size', false)
          ? { x: 0, y: 0 }
          : (textureSize(node.resource('texture_normal'), imageSize) ?? { x: 0, y: 0 })
      case 'Button':
        return { x: text + 8, y: 31 }
      case 'LineEdit':
        return { x: 67, y: 31 }
      case 'SpinBox':
        return { x: 83, y: 31 }
      case 'ProgressBar':
        return { x: 4, y: 27 }
      case 'HSlider':
      case 'HScrollBar':
        return { x: 8, y: 16 }
      case 'VSlider':
      case 'VScrollBar':
        return { x: 16, y: 8 }
      case 'HSeparator':
        return { x: 0, y: 4 }
      case 'VSeparator':
        return { x: 4, y: 0 }
      case 'TextureRect':
        return node.number('expand_mode', 0) === 0
          ? (textureSize(node.resource('texture'), imageSize) ?? { x: 0, y: 0 })
          : { x: 0, y: 0 }
      default:
    }
  }
  return { x: 0, y: 0 }
}

function gapsIn(lengths: readonly number[], gap: number): number {
  return gap * Math.max(0, lengths.length - 1)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
