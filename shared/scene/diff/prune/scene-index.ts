/** The nodes of a text by path, and what each hangs under: without making a model of it. */
import type { SceneText } from '../../codec/scene-text.ts'
import { type PlacedNode, pathsUp, placeOf } from './node-places.ts'

export interface SceneIndex {
  /** By section; null for what is no node. */
  readonly places: readonly (PlacedNode | null)[]
  /** Section of the node at a path. */
  readonly byPath: ReadonlyMap<string, number>
  /** By section, that of the node above; -1 for the root. */
  readonly parents: Int32Array
}

/** null where a path repeats, or there is no node: then order decides who is who. */
export function indexScene(file: SceneText): SceneIndex | null {
  const places: (PlacedNode | null)[] = []
  const byPath = new Map<string, number>()
  const parents = new Int32Array(file.sections.length).fill(-1)
  for (const [at, section] of file.sections.entries()) {
    const place = section.tag === 'node' ? placeOf(file, section) : null
    places.push(place)
    if (place === null) continue
    if (byPath.has(place.path) || (byPath.size === 0 && place.path !== '.')) return null
    parents[at] = nodeAbove(place, byPath)
    byPath.set(place.path, at)
  }
  return byPath.size === 0 ? null : { places, byPath, parents }
}

/** In an instance that is not the node at the path before the last name. */
export function nodeAbove({ path, parentPath }: PlacedNode, byPath: ReadonlyMap<string, number>): number {
  if (path === '.') return -1
  for (const above of pathsUp(parentPath)) {
    const at = byPath.get(above)
    if (at !== undefined) return at
  }
  return -1
}
