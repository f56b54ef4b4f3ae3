/** Where a person would look for a resource of a text. */
import type { FileModel } from '../file-model.ts'
import { firstReferrers } from '../first-referrers.ts'

const REFERENCE = /\b(Ext|Sub)Resource\(\s*"?([^")\s]+)"?\s*\)/g

/** Node id by resource, for those of `wanted` that a node reaches. */
export function resourcePlaces(model: FileModel, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const of = (owner: string) => referencesOf(model, owner)
  return firstReferrers(model.nodes.keys(), { node: of, resource: of }, wanted)
}

/** A string that merely looks like a reference only costs a wrong place in the list. */
function referencesOf(model: FileModel, owner: string): string[] {
  const text = model.textOf(owner)
  if (!text.includes('Resource(')) return []
  return [...text.matchAll(REFERENCE)].flatMap(([, kind, localId = '']) => {
    const id = model.view.resourceByLocalId(kind === 'Ext' ? 'external' : 'internal', localId)
    return id === undefined ? [] : [id]
  })
}
