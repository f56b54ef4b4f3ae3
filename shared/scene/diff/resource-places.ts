/** Which node first refers to a resource, itself or through other resources: where a person would look for it. */
import type { FileModel } from '../file-model.ts'

const REFERENCE = /\b(Ext|Sub)Resource\(\s*"?([^")\s]+)"?\s*\)/g

/** Node id by resource, for those of `wanted` that a node reaches. */
export function firstReferrers(model: FileModel, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (wanted.size === 0) return found
  const met = new Set<string>()
  let missing = wanted.size
  for (const node of model.nodes.keys()) {
    const stack = referencesOf(model, node)
    for (let resource = stack.pop(); resource !== undefined; resource = stack.pop()) {
      if (met.has(resource)) continue
      met.add(resource)
      if (wanted.has(resource)) {
        found.set(resource, node)
        missing -= 1
        if (missing === 0) return found
      }
      stack.push(...referencesOf(model, resource))
    }
  }
  return found
}

/** A string that merely looks like a reference only costs a wrong place in the list. */
export function referencesOf(model: FileModel, owner: string): string[] {
  const text = model.textOf(owner)
  if (!text.includes('Resource(')) return []
  return [...text.matchAll(REFERENCE)].flatMap(([, kind, localId = '']) => {
    const id = model.view.resourceByLocalId(kind === 'Ext' ? 'external' : 'internal', localId)
    return id === undefined ? [] : [id]
  })
}
