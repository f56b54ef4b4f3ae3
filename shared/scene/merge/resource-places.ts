/** Where a person would look for a resource of a scene. */
import { findLiterals } from '../codec/variant.ts'
import { firstReferrers } from '../first-referrers.ts'
import { reachable } from '../reachable.ts'
import { resourceByReference } from '../reference.ts'
import type { NodeId, ResourceId, Scene, SceneNode } from '../scene.ts'

/** The first node (in tree order) that refers to each resource, through other resources too. */
export function resourcePlaces(scene: Scene): Map<ResourceId, NodeId> {
  return firstReferrers(scene.nodes.keys(), {
    node: id => {
      const { instance = null, properties } = scene.nodes.get(id) ?? {}
      return [...referred(scene, properties), ...(instance === null ? [] : [instance])]
    },
    resource: id => referred(scene, scene.resources.get(id)?.properties),
  })
}

/** Every resource that a node's properties lead to, through other resources too. */
export function resourcesOf(scene: Scene, node: SceneNode): ReadonlySet<ResourceId> {
  return reachable(referred(scene, node.properties), id => referred(scene, scene.resources.get(id)?.properties))
}

function referred(scene: Scene, properties: ReadonlyMap<string, string> = new Map()): ResourceId[] {
  return [...properties.values()].flatMap(text =>
    text.includes('Resource(')
      ? findLiterals(text, ['ExtResource', 'SubResource']).flatMap(({ start, end }) => {
          const resource = resourceByReference(scene, text.slice(start, end))
          return resource === undefined ? [] : [resource.id]
        })
      : [],
  )
}
