/** What a 2D node looks like in its own units, by class: Godot's own gizmos where it has them. */

import { arrow, collisionShapes } from './collision-shape.ts'
import { bakeCurve } from './curve.ts'
import type { Mark, Rect, Shape } from './outline-item.ts'
import { numbersOf, type Reader, stringOf, type Value } from './reader.ts'
import { lines, polygon, polygons, rectangle } from './shape.ts'
import { type ImageSize, textureSize } from './texture-size.ts'
import { tileMapLayerPlaces, tileMapPlaces } from './tile-places.ts'
import { type TileGrid, tileShapes } from './tile-shapes.ts'
import type { Point } from './transform2.ts'

export interface Look {
  readonly shapes: readonly Shape[]
  readonly mark: Mark | null
}

export interface LookDeps {
  readonly imageSize: ImageSize
  /** The window of the game, in pixels. */
  readonly viewport: Point
}

type Builder = (node: Reader, deps: LookDeps) => readonly Shape[]

/** The look of the first class in `ancestry` (the type itself first) that has one. */
export function look2d(ancestry: readonly string[], node: Reader, deps: LookDeps): Look {
  let shapes: readonly Shape[] | null = null
  for (const type of ancestry) {
    shapes ??= builders[type]?.(node, deps) ?? null
    const mark = marks[type]
    if (mark !== undefined) return { shapes: shapes ?? [], mark: shapes?.length && !keepsMark.has(mark) ? null : mark }
  }
  return { shapes: shapes ?? [], mark: null }
}

const marks: Readonly<Record<string, Mark>> = {
  Marker2D: 'marker',
  Camera2D: 'camera',
  AudioStreamPlayer2D: 'sound',
  AudioListener2D: 'sound',
  Light2D: 'light',
  CollisionObject2D: 'body',
  Bone2D: 'bone',
  PathFollow2D: 'point',
  Node2D: 'cross',
}

/** Shown along with the shape, which is not where the node is. */
const keepsMark: ReadonlySet<Mark> = new Set(['light', 'camera', 'bone'])

const builders: Readonly<Record<string, Builder>> = {
  Sprite2D: sprite,
  AnimatedSprite2D: animatedSprite,
  TouchScreenButton: (node, { imageSize }) => {
    const size = textureSize(node.resource('texture_normal'), imageSize)
    return size === null ? shapeOf(node.resource('shape')) : [rectangle({ x: 0, y: 0, width: size.x, height: size.y })]
  },
  CollisionShape2D: node => shapeOf(node.resource('shape')),
  CollisionPolygon2D: node => [polygon(node.numbers('polygon'), { line: 'dashed' })],
  Polygon2D: polygon2d,
  Line2D: node => {
    const points = node.numbers('points')
    return points.length < 4 ? [] : [{ ...lines([points]), isClosed: node.boolean('closed', false) }]
  },
  Path2D: node => {
    const points = node.resource('curve')?.value('_data')?.entry('points')
    const path = points == null ? [] : bakeCurve(numbersIn(points), 2)
    return path.length < 4 ? [] : [lines([path])]
  },
  LightOccluder2D: node => {
    const occluder = node.resource('occluder')
    const points = occluder?.numbers('polygon') ?? []
    return points.length < 4
      ? []
      : [{ ...polygon(points, { line: 'dotted' }), isClosed: occluder?.boolean('closed', true) ?? true }]
  },
  NavigationRegion2D: node => navigation(node.resource('navigation_polygon')),
  NavigationObstacle2D: node => nonEmpty(node.numbers('vertices'), { line: 'dotted' }),
  TileMapLayer: node => tileShapes(tileMapLayerPlaces(node.bytes('tile_map_data')), gridOf(node.resource('tile_set'))),
  TileMap: tileMap,
  Camera2D: camera,
  PointLight2D: (node, { imageSize }) => {
    const size = textureSize(node.resource('texture'), imageSize)
    if (size === null) return []
    const scale = node.number('texture_scale', 1)
    const rect = centred(node.point('offset', { x: 0, y: 0 }), { x: size.x * scale, y: size.y * scale })
    return [rectangle(rect, { fill: 'light' })]
  },
  DirectionalLight2D: () => [arrow(0, 60)],
  VisibleOnScreenNotifier2D: node => {
    const [x = -10, y = -10, width = 20, height = 20] = node.numbers('rect')
    return [rectangle({ x, y, width, height }, { line: 'dotted' })]
  },
  RayCast2D: node => {
    const { x, y } = node.point('target_position', { x: 0, y: 50 })
    return [arrow(x, y)]
  },
  ShapeCast2D: node => {
    const { x, y } = node.point('target_position', { x: 0, y: 50 })
    return [...shapeOf(node.resource('shape')), arrow(x, y)]
  },
  Bone2D: node => {
    const length = node.number('length', 16)
    const angle = node.number('bone_angle', 0)
    return [lines([[0, 0, length * Math.cos(angle), length * Math.sin(angle)]])]
  },
  MeshInstance2D: node => {
    const mesh = node.resource('mesh')
    if (mesh?.type !== 'QuadMesh') return []
    return [rectangle(centred({ x: 0, y: 0 }, mesh.point('size', { x: 1, y: 1 })))]
  },
}

/** The rectangle of a sprite, which its children's anchors refer to as well. */
function sprite(node: Reader, { imageSize }: LookDeps): Shape[] {
  const [, , regionWidth = 0, regionHeight = 0] = node.numbers('region_rect')
  const whole = node.boolean('region_enabled', false)
    ? { x: regionWidth, y: regionHeight }
    : textureSize(node.resource('texture'), imageSize)
  if (whole === null) return []
  const size = { x: whole.x / node.number('hframes', 1), y: whole.y / node.number('vframes', 1) }
  return [rectangle(spriteRect(node, size))]
}

function animatedSprite(node: Reader, { imageSize }: LookDeps): Shape[] {
  const frames = node.resource('sprite_frames') ?? node.resource('frames')
  const animations = frames?.value('animations')?.items() ?? []
  const wanted = node.string('animation', 'default')
  const animation = animations.find(candidate => named(candidate) === wanted) ?? animations[0]
  const frame = animation?.entry('frames')?.items()[0]
  const size = textureSize((frame?.entry('texture') ?? frame)?.resource() ?? null, imageSize)
  return size === null ? [] : [rectangle(spriteRect(node, size))]
}

function spriteRect(node: Reader, size: Point): Rect {
  const offset = node.point('offset', { x: 0, y: 0 })
  if (node.boolean('centered', true)) return centred(offset, size)
  return { x: offset.x, y: offset.y, width: size.x, height: size.y }
}

function polygon2d(node: Reader): Shape[] {
  const offset = node.point('offset', { x: 0, y: 0 })
  const points = node.numbers('polygon').map((value, i) => value + (i % 2 === 0 ? offset.x : offset.y))
  return nonEmpty(points, { fill: 'soft' })
}

function navigation(mesh: Reader | null): Shape[] {
  const outlines = mesh?.value('outlines')?.items() ?? []
  return [polygons(outlines.map(numbersIn), { line: 'dotted' })].filter(({ paths }) => paths.length > 0)
}

function tileMap(node: Reader): Shape[] {
  const grid = gridOf(node.resource('tile_set'))
  const shapes: Shape[] = []
  for (let layer = 0; node.has(`layer_${layer}/tile_data`); layer++) {
    shapes.push(...tileShapes(tileMapPlaces(node.numbers(`layer_${layer}/tile_data`)), grid))
  }
  return shapes
}

function gridOf(tileSet: Reader | null): TileGrid {
  const size = tileSet?.point('tile_size', defaultTile) ?? defaultTile
  const shapes = ['square', 'isometric', 'halfOffset', 'hexagon'] as const
  return {
    width: Math.max(1, size.x),
    height: Math.max(1, size.y),
    shape: shapes[tileSet?.number('tile_shape', 0) ?? 0] ?? 'square',
    layout: tileSet?.number('tile_layout', 0) ?? 0,
    isVerticalOffset: tileSet?.number('tile_offset_axis', 0) === 1,
  }
}

const defaultTile = { x: 16, y: 16 }

/** What the camera shows of the game, at its own zoom. */
function camera(node: Reader, { viewport }: LookDeps): Shape[] {
  const zoom = node.point('zoom', { x: 1, y: 1 })
  const size = { x: viewport.x / (zoom.x || 1), y: viewport.y / (zoom.y || 1) }
  const offset = node.point('offset', { x: 0, y: 0 })
  // 0 is the fixed top left, 1 the drag centre.
  const rect =
    node.number('anchor_mode', 1) === 0 ? { ...offset, width: size.x, height: size.y } : centred(offset, size)
  return [rectangle(rect, { line: 'dashed' })]
}

function shapeOf(shape: Reader | null): Shape[] {
  return shape === null ? [] : collisionShapes(shape).filter(({ paths }) => paths.some(path => path.length > 2))
}

function nonEmpty(points: readonly number[], style: Partial<Shape>): Shape[] {
  return points.length < 6 ? [] : [polygon(points, style)]
}

function centred({ x, y }: Point, size: Point): Rect {
  return { x: x - size.x / 2, y: y - size.y / 2, width: size.x, height: size.y }
}

function numbersIn({ variant }: Value): readonly number[] {
  return numbersOf(variant)
}

function named(animation: Value): string | null {
  return stringOf(animation.entry('name')?.variant ?? null)
}
