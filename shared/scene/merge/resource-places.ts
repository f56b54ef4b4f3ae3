/** Which node a resource belongs to, for telling people where it is. */
import { findLiterals } from '../codec/variant.ts'
import { resourceByReference } from '../reference.ts'
import type { NodeId, ResourceId, Scene } from '../scene.ts'

/** The first node (in tree order) that refers to each resource, through other resources too. */
export function firstReferrers(scene: Scene): Map<ResourceId, NodeId> {
  const found = new Map<ResourceId, NodeId>()
  for (const node of scene.nodes.values()) {
    const stack: string[] = [...node.properties.values()]
    if (node.instance !== null && !found.has(node.instance)) found.set(node.instance, node.id)
    for (let text = stack.pop(); text !== undefined; text = stack.pop()) {
      if (!text.includes('Resource(')) continue
      for (const { start, end } of findLiterals(text, ['ExtResource', 'SubResource'])) {
        const resource = resourceByReference(scene, text.slice(start, end))
        if (resource === undefined || found.has(resource.id)) continue
        found.set(resource.id, node.id)
        stack.push(...resource.properties.values())
      }
    }
  }
  return found
}
