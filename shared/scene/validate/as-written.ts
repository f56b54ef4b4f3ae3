/** A document's scene without the resources that nothing refers to any more: they are kept, and not written. EXP3 */
import type { SceneDocument } from '../document.ts'
import { unusedInText, usedResources } from '../export/used-resources.ts'
import type { FileModel } from '../file-model.ts'
import type { ResourceId, Scene } from '../scene.ts'

const unusedBySeed = new WeakMap<FileModel, ReadonlySet<string>>()
const written = new WeakMap<Scene, Scene>()

/** What validation and the graph of dependencies look at. The same object for the same scene. */
export function asWritten({ scene, seed }: Pick<SceneDocument, 'scene' | 'seed'>): Scene {
  const known = written.get(scene)
  if (known !== undefined) return known
  const used = usedResources(scene)
  const isKept = (id: string) => used.has(id as ResourceId) || unusedOf(seed).has(id)
  const kept = [...scene.resources].filter(([id]) => isKept(id))
  const made = kept.length === scene.resources.size ? scene : { ...scene, resources: new Map(kept) }
  written.set(scene, made)
  return made
}

/** What nothing referred to in the file before stays in it. */
function unusedOf(seed: FileModel): ReadonlySet<string> {
  const known = unusedBySeed.get(seed)
  if (known !== undefined) return known
  const found = unusedInText(seed)
  unusedBySeed.set(seed, found)
  return found
}
