/**
 * Parts of several properties together: a track of an animation is spread over `tracks/3/type`, `tracks/3/path` and
 * more, and the 3 is no identity, for two people who each add a track both call it 3. So a resource of such a type is
 * compared and merged by its own parts; its properties are put together again from them (PART3).
 */
import { animationTracks } from './animation-tracks.ts'
import { curvePoints, pathPoints } from './curve-points.ts'
import { gradientPoints } from './gradient-points.ts'

export interface JoinedStructure {
  readonly properties: ReadonlyMap<string, string>
  /** Parts that there is no place for (PART4). */
  readonly unapplied: readonly string[]
}

/** Properties as the document keeps them, and as they stand in the file. */
export interface StructureTexts {
  readonly stored: ReadonlyMap<string, string>
  readonly shown: ReadonlyMap<string, string>
}

export interface Structure {
  /** Stands for a property in the keys of its parts: `@tracks`. */
  readonly name: string
  owns(property: string): boolean
  /** Parts by name, from texts as the document keeps them; null where the properties do not fit together. */
  split(stored: ReadonlyMap<string, string>, format: number): Map<string, string> | null
  /**
   * Names in `next` by which things of `base` go there, where the two differ: a path to a node that is gone names its
   * track otherwise than while the node was there.
   */
  aliases?(base: StructureTexts, next: StructureTexts, isThere: (node: string) => boolean): ReadonlyMap<string, string>
  /** `stored` tells who is who, `shown` what to write; parts as shown, null = removed. */
  join(texts: StructureTexts, parts: ReadonlyMap<string, string | null>, format: number): JoinedStructure
}

const STRUCTURES: ReadonlyMap<string, Structure> = new Map([
  ['Animation', animationTracks],
  ['Gradient', gradientPoints],
  ['Curve', curvePoints],
  ['Curve2D', pathPoints],
  ['Curve3D', pathPoints],
])

export function structureOf(type: string): Structure | undefined {
  return STRUCTURES.get(type)
}

/** By the name in a part's key. */
export function isStructureName(property: string): boolean {
  return property.startsWith('@')
}
