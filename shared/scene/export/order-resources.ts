/**
 * Resources in the file: external ones first, by number; internal ones so that each stands below what it refers to,
 * or the file would not load.
 */
import { findLiterals } from '../codec/variant.ts'
import type { FileModel } from '../file-model.ts'
import { resourceByReference } from '../reference.ts'
import type { ResourceId, Scene, SceneResource } from '../scene.ts'

export function orderResources(scene: Scene, kept: readonly SceneResource[], model: FileModel): SceneResource[] {
  const keptIds = new Set(kept.map(resource => resource.id))
  const inFile = [...model.resources.keys()].filter(id => keptIds.has(id as ResourceId))
  const added = kept.filter(resource => !model.resources.has(resource.id)).map(resource => resource.id)
  const all = [...inFile, ...added].flatMap(id => scene.resources.get(id as ResourceId) ?? [])
  const external = all.filter(resource => resource.kind === 'external')
  return [
    ...external,
    ...dependencyOrder(
      scene,
      all.filter(resource => resource.kind === 'internal'),
    ),
  ]
}

/** The order given, but for those that must come earlier. A cycle keeps the order it has. */
function dependencyOrder(scene: Scene, resources: readonly SceneResource[]): SceneResource[] {
  const order: SceneResource[] = []
  const state = new Map<ResourceId, 'open' | 'done'>()
  const among = new Set(resources.map(resource => resource.id))
  const place = (start: SceneResource) => {
    const stack: { resource: SceneResource; below: SceneResource[] }[] = []
    const enter = (resource: SceneResource) => {
      state.set(resource.id, 'open')
      stack.push({ resource, below: dependencies(scene, resource).filter(other => among.has(other.id)) })
    }
    enter(start)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.below.shift()
      if (next === undefined) {
        state.set(top.resource.id, 'done')
        order.push(top.resource)
        stack.pop()
      } else if (!state.has(next.id)) enter(next)
    }
  }
  for (const resource of resources) if (!state.has(resource.id)) place(resource)
  return order
}

function dependencies(scene: Scene, resource: SceneResource): SceneResource[] {
  const found: SceneResource[] = []
  for (const text of resource.properties.values()) {
    if (!text.includes('SubResource(')) continue
    for (const { start, end } of findLiterals(text, ['SubResource'])) {
      const other = resourceByReference(scene, text.slice(start, end))
      if (other !== undefined) found.push(other)
    }
  }
  return found
}
