/** What a 3D node looks like from above, by class. Solids become the outline of their shadow on the ground. */

import { bakeCurve } from './curve.ts'
import { convexHull } from './hull.ts'
import type { FlatPoints, Mark, Shape } from './outline-item.ts'
import { numbersOf, type Reader } from './reader.ts'
import { arc, lines, polygon } from './shape.ts'
import { applyBasis3, fromAbove, type Transform3 } from './transform3.ts'

export interface Look3 {
  readonly solids: readonly Solid[]
  readonly mark: Mark | null
}

/** Points as x, y, z, x, y, z, … in the node's own units. */
export type Solid =
  | { readonly kind: 'hull'; readonly points: FlatPoints; readonly style: Partial<Shape> }
  | { readonly kind: 'line'; readonly points: FlatPoints; readonly style: Partial<Shape> }

export function look3d(ancestry: readonly string[], node: Reader): Look3 {
  for (const type of ancestry) {
    const built = builders[type]?.(node)
    if (built !== undefined) return { solids: built, mark: built.length > 0 ? null : 'cross' }
    const mark = marks[type]
    if (mark !== undefined) return { solids: [], mark }
  }
  return { solids: [], mark: 'cross' }
}

/** As the top view has it, relative to the node's origin. The last one of each solid is kept: most stay as they are. */
export function shadow(solid: Solid, global: Transform3): Shape {
  const known = shadows.get(solid)
  if (known?.basis.every((value, i) => value === global[i])) return known.shape
  const flat: number[] = []
  for (let i = 0; i + 2 < solid.points.length; i += 3) {
    const point = { x: solid.points[i] ?? 0, y: solid.points[i + 1] ?? 0, z: solid.points[i + 2] ?? 0 }
    const seen = fromAbove(applyBasis3(global, point))
    flat.push(seen.x, seen.y)
  }
  const shape = solid.kind === 'hull' ? polygon(convexHull(flat), solid.style) : lines([flat], solid.style)
  shadows.set(solid, { basis: global.slice(0, 9), shape })
  return shape
}

const shadows = new WeakMap<Solid, { readonly basis: readonly number[]; readonly shape: Shape }>()

const marks: Readonly<Record<string, Mark>> = {
  Marker3D: 'marker',
  CollisionObject3D: 'body',
  AudioStreamPlayer3D: 'sound',
  PathFollow3D: 'point',
  BoneAttachment3D: 'bone',
}

type Builder = (node: Reader) => readonly Solid[]

const dashed = { line: 'dashed' } as const
const dotted = { line: 'dotted' } as const
const light = { line: 'dotted', fill: 'light' } as const

const builders: Readonly<Record<string, Builder>> = {
  MeshInstance3D: node => resourceSolids(node.resource('mesh'), {}),
  CollisionShape3D: node => resourceSolids(node.resource('shape'), dashed),
  CollisionPolygon3D: node => {
    const flat = node.numbers('polygon')
    const half = node.number('depth', 1) / 2
    return flat.length < 6 ? [] : [hull([...raise(flat, -half), ...raise(flat, half)], dashed)]
  },
  CSGBox3D: node => [box(node.numbers('size'), [1, 1, 1])],
  CSGSphere3D: node => [ball(node.number('radius', 0.5))],
  CSGCylinder3D: node => {
    const radius = node.number('radius', 0.5)
    return [cylinder(node.boolean('cone', false) ? 0 : radius, radius, node.number('height', 2))]
  },
  CSGTorus3D: node => torus(node.number('inner_radius', 0.5), node.number('outer_radius', 1)),
  CSGPolygon3D: node => {
    const flat = node.numbers('polygon')
    const depth = node.number('depth', 1)
    return flat.length < 6 ? [] : [hull([...raise(flat, 0), ...raise(flat, -depth)])]
  },
  CSGMesh3D: node => resourceSolids(node.resource('mesh'), {}),
  Camera3D: node => [wedge(node.number('fov', 75), 3)],
  DirectionalLight3D: () => [line([0, 0, 0, 0, 0, -2]), line([-0.3, 0, -1.5, 0, 0, -2, 0.3, 0, -1.5])],
  OmniLight3D: node => [ball(node.number('omni_range', 5), light)],
  SpotLight3D: node => [cone(node.number('spot_angle', 45), node.number('spot_range', 5), light)],
  RayCast3D: node => {
    const [x = 0, y = -1, z = 0] = node.numbers('target_position')
    return [line([0, 0, 0, x, y, z])]
  },
  Path3D: node => {
    const points = node.resource('curve')?.value('_data')?.entry('points')
    const path = points == null ? [] : bakeCurve(numbersOf(points.variant), 3)
    return path.length < 6 ? [] : [line(path)]
  },
  VisibleOnScreenNotifier3D: node => {
    const [x = -1, y = -1, z = -1, width = 2, height = 2, depth = 2] = node.numbers('aabb')
    return [boxBetween([x, y, z], [x + width, y + height, z + depth], dotted)]
  },
  GPUParticlesCollisionBox3D: node => [box(node.numbers('size'), [2, 2, 2], dotted)],
  ReflectionProbe: node => [box(node.numbers('size'), [20, 20, 20], dotted)],
  VoxelGI: node => [box(node.numbers('size'), [20, 20, 20], dotted)],
  FogVolume: node => [box(node.numbers('size'), [2, 2, 2], dotted)],
  Decal: node => [box(node.numbers('size'), [2, 2, 2], dotted)],
}

/** Of a mesh or shape; nothing for those that would have to be loaded to know. Sizes are Godot's defaults. */
function resourceSolids(resource: Reader | null, style: Partial<Shape>): Solid[] {
  if (resource === null) return []
  switch (resource.type) {
    case 'BoxMesh':
    case 'PrismMesh':
    case 'BoxShape3D':
      return [box(resource.numbers('size'), [1, 1, 1], style)]
    case 'SphereMesh':
    case 'SphereShape3D':
      return [ball(resource.number('radius', 0.5), style)]
    case 'CylinderMesh':
      return [
        cylinder(
          resource.number('top_radius', 0.5),
          resource.number('bottom_radius', 0.5),
          resource.number('height', 2),
          style,
        ),
      ]
    case 'CylinderShape3D': {
      const radius = resource.number('radius', 0.5)
      return [cylinder(radius, radius, resource.number('height', 2), style)]
    }
    case 'CapsuleMesh':
    case 'CapsuleShape3D': {
      const radius = resource.number('radius', 0.5)
      const middle = Math.max(0, resource.number('height', 2) / 2 - radius)
      return [hull([...sphere(radius, -middle), ...sphere(radius, middle)], style)]
    }
    case 'PlaneMesh': {
      const [x = 2, y = 2] = resource.numbers('size')
      // 0 faces along x, 1 along y, 2 along z.
      const facing = resource.number('orientation', 1)
      return [box(facing === 0 ? [0, y, x] : facing === 1 ? [x, 0, y] : [x, y, 0], [2, 0, 2], style)]
    }
    case 'QuadMesh': {
      const [x = 1, y = 1] = resource.numbers('size')
      return [box([x, y, 0], [1, 1, 0], style)]
    }
    case 'TorusMesh':
      return torus(resource.number('inner_radius', 0.5), resource.number('outer_radius', 1), style)
    case 'ConvexPolygonShape3D': {
      const points = resource.numbers('points')
      return points.length < 9 ? [] : [hull(points, style)]
    }
    case 'ConcavePolygonShape3D': {
      const faces = resource.numbers('data')
      return faces.length < 9 ? [] : [hull(faces, style)]
    }
    case 'SeparationRayShape3D':
      return [line([0, 0, 0, 0, 0, resource.number('length', 1)], style)]
    case 'WorldBoundaryShape3D':
      return [box([20, 0, 20], [20, 0, 20], dotted)]
    default:
      return []
  }
}

function hull(points: FlatPoints, style: Partial<Shape> = {}): Solid {
  return { kind: 'hull', points, style }
}

function line(points: FlatPoints, style: Partial<Shape> = {}): Solid {
  return { kind: 'line', points, style }
}

function box(size: readonly number[], fallback: readonly [number, number, number], style: Partial<Shape> = {}): Solid {
  const [x = fallback[0], y = fallback[1], z = fallback[2]] = size
  return boxBetween([-x / 2, -y / 2, -z / 2], [x / 2, y / 2, z / 2], style)
}

type Corner = readonly [number, number, number]

function boxBetween(low: Corner, high: Corner, style: Partial<Shape> = {}): Solid {
  const points: number[] = []
  for (const x of [low[0], high[0]])
    for (const y of [low[1], high[1]]) for (const z of [low[2], high[2]]) points.push(x, y, z)
  return hull(points, style)
}

function ball(radius: number, style: Partial<Shape> = {}): Solid {
  return hull(sphere(radius, 0), style)
}

/** A level circle and four upright ones: a round shadow under any transform that turns and scales. */
function sphere(radius: number, y: number): number[] {
  const points = ring(radius, y)
  for (let upright = 0; upright < 4; upright++) {
    const turn = (upright * Math.PI) / 4
    for (let step = 0; step < 32; step++) {
      const angle = (step * Math.PI) / 16
      const out = radius * Math.cos(angle)
      points.push(out * Math.cos(turn), y + radius * Math.sin(angle), out * Math.sin(turn))
    }
  }
  return points
}

function cylinder(top: number, bottom: number, height: number, style: Partial<Shape> = {}): Solid {
  return hull([...ring(top, height / 2), ...ring(bottom, -height / 2)], style)
}

function torus(inner: number, outer: number, style: Partial<Shape> = {}): Solid[] {
  return [hull(ring(Math.max(inner, outer), 0), style), line(ring(Math.min(inner, outer), 0), style)]
}

/** What a camera or lamp at the origin sees, looking along −z: a cut through the middle. */
function wedge(degrees: number, length: number): Solid {
  const half = length * Math.tan((Math.min(degrees, 170) * Math.PI) / 360)
  return line([0, 0, 0, -half, 0, -length, half, 0, -length, 0, 0, 0])
}

/** `degrees` from the axis to the side. */
function cone(degrees: number, length: number, style: Partial<Shape>): Solid {
  const angle = (Math.min(degrees, 85) * Math.PI) / 180
  const end = raise(arc(0, 0, length * Math.sin(angle), 0, 2 * Math.PI, 32), -length * Math.cos(angle))
  return hull([0, 0, 0, ...end, 0, 0, -length], style)
}

/** A level circle. */
function ring(radius: number, y: number): number[] {
  const flat = arc(0, 0, radius, 0, 2 * Math.PI, 48)
  return flat.flatMap((value, i) => (i % 2 === 0 ? [value, y] : [value]))
}

/** Upright: x and y, all at one z. */
function raise(flat: FlatPoints, z: number): number[] {
  return flat.flatMap((value, i) => (i % 2 === 0 ? [value] : [value, z]))
}
