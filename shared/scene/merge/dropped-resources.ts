/** Edits of a resource that the other side stopped using: nothing refers to it any more, so it is not written (MRG12). */
import { usedResources } from '../export/used-resources.ts'
import { resourceByReference } from '../reference.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import type { ResourceId, Scene } from '../scene.ts'
import { labelIn } from '../scene-contested.ts'
import { conflictId, type MergeConflict } from './conflict.ts'
import { bestPath, type MergeContext } from './merge-context.ts'
import { baseValue, type MergeSide, valueOn } from './merge-side.ts'
import { resourcePlaces } from './resource-places.ts'

/** `listed`: ids of what is told already: an edit inside a node that was deleted is told with that. */
export function droppedResources(context: MergeContext, listed: ReadonlySet<string>): MergeConflict[] {
  const { document, sides } = context
  if (sides.base.scene === null) return []
  const used = usedResources(document.scene)
  const usedBefore = usedResources(sides.base.scene)
  const referrers = resourcePlaces(sides.base.scene)
  const found: MergeConflict[] = []
  for (const register of document.registers.keys()) {
    const key = parseRegisterKey(register)
    if (key?.owner !== 'resource' || key.slot === 'birth') continue
    const id = key.id as ResourceId
    if (used.has(id) || !usedBefore.has(id)) continue
    const base = showBase(baseValue(document, register, sides.base))
    const isPart = key.slot === 'part'
    const textOn = (side: MergeSide) =>
      isPart ? showBase(valueOn(document, register, side, sides.base)) : textIn(side.scene, id, key)
    const ours = textOn(sides.ours)
    const theirs = textOn(sides.theirs)
    const before = isPart ? base : textIn(sides.base.scene, id, key)
    const isByOurs = ours !== before && usedResources(sides.ours.scene).has(id)
    const isByTheirs = theirs !== before && usedResources(sides.theirs.scene).has(id)
    if (!isByOurs && !isByTheirs) continue
    const referrer = referrers.get(id)
    if (referrer !== undefined && listed.has(conflictId('deleted', referrer))) continue
    const resource = sides.base.scene.resources.get(id)
    const paths = context.paths(referrer ?? '')
    const use = referringRegister(sides.base.scene, id)
    found.push({
      id: conflictId('dropped', use ?? register),
      kind: 'resource',
      node: bestPath(paths),
      property: labelIn(document, key),
      base: before ?? base,
      ours: isByOurs ? ours : null,
      theirs: isByTheirs ? theirs : null,
      chosen: isByOurs ? 'theirs' : 'ours',
      paths,
      register,
      resource: { type: resource?.type ?? '', name: resource?.path ?? resource?.localId ?? id },
    })
  }
  return found
}

/** The property through which the base used it: whoever takes that back has the resource again. */
function referringRegister(scene: Scene, id: ResourceId): string | null {
  for (const node of scene.nodes.values()) {
    for (const [property, text] of node.properties) {
      if (resourceByReference(scene, text)?.id === id) return registerKey.property(node.id, property)
    }
  }
  return null
}

function textIn(scene: Scene, id: ResourceId, key: { readonly slot: string; readonly name: string }): string | null {
  const resource = scene.resources.get(id)
  if (key.slot !== 'field') return resource?.properties.get(key.name) ?? null
  return (key.name === 'uid' ? resource?.uid : resource?.path) ?? null
}

function showBase(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
