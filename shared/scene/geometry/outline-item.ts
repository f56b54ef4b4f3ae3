/** What the outline draws: one item per node, in plain numbers, with nothing left to look up. */

import type { ClassFamily } from '../../godot/classes.ts'
import type { NodeId } from '../scene.ts'
import type { Point, Transform2 } from './transform2.ts'
import type { Transform3 } from './transform3.ts'

/** Which picture an item is in: the 2D canvas, or 3D seen from above (x to the right, z down). */
export type Plane = '2d' | 'top'

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Points as x, y, x, y, …: half the memory of objects and one pass to draw. */
export type FlatPoints = readonly number[]

export interface Shape {
  readonly paths: readonly FlatPoints[]
  readonly isClosed: boolean
  readonly line: 'solid' | 'dashed' | 'dotted' | 'faint' | 'none'
  readonly fill: 'none' | 'soft' | 'light'
  /** Drawn only where a unit of the item is at least so many pixels: the cells of a large map are noise from afar. */
  readonly minimumScale: number
}

/** A sign of fixed size on screen, at the origin of a node that has no extent of its own. */
export type Mark = 'cross' | 'body' | 'marker' | 'camera' | 'sound' | 'light' | 'bone' | 'point'

/** Where a node's own transform stands, with all that is needed to write another one. */
export type Placement =
  | {
      readonly kind: 'node2d'
      readonly parent: Transform2
      readonly position: Point
      readonly rotation: number
      readonly skew: number
      readonly scale: Point
    }
  | {
      readonly kind: 'control'
      readonly parent: Transform2
      /** Left, top, right, bottom, as stored. */
      readonly offsets: readonly [number, number, number, number]
      readonly size: Point
      readonly position: Point
      readonly rotation: number
      readonly scale: Point
      readonly pivot: Point
      /** True where the parent is a container, which decides where its children go. */
      readonly isInContainer: boolean
    }
  | {
      readonly kind: 'node3d'
      readonly parent: Transform3
      readonly local: Transform3
      /** The stored Godot text of `transform`, or null where it is the default. */
      readonly text: string | null
    }
  /** Nothing here can be moved; `CanvasLayer` and inner nodes of instances are such. */
  | { readonly kind: 'fixed'; readonly reason: 'inner' | 'layer' | 'noTransform' }

export interface OutlineItem {
  /** Unique in the picture, the same from one picture to the next. */
  readonly key: string
  /** The node to select: the item's own, or the instance that it is inside. */
  readonly node: NodeId
  /** True for what an instance brings with it. */
  readonly isInner: boolean
  readonly plane: Plane
  readonly name: string
  readonly type: string | null
  readonly family: ClassFamily
  /** What stands beside it: its name, for a layer with its size; empty for inner nodes. */
  readonly label: string
  /** From the item's own units to the plane. In the top view it only shifts: the shapes are turned already. */
  readonly transform: Transform2
  readonly shapes: readonly Shape[]
  readonly mark: Mark | null
  /** In the item's own units; null for what is only a point. */
  readonly extent: Rect | null
  /** Of the extent or the point, in the plane's units. */
  readonly bounds: Rect
  /** True for a frame that a click goes through: only its edge counts. */
  readonly isHollow: boolean
  readonly isSelectable: boolean
  /** True if it or something above it is not visible in the game. */
  readonly isHidden: boolean
  /** True where a container's layout had to be guessed. */
  readonly isEstimated: boolean
  /** The scene that this node is an instance of. */
  readonly instancePath: string | null
  /** The nearest node above that moves this one along; null where the chain is broken. */
  readonly carrier: NodeId | null
  readonly placement: Placement
}
