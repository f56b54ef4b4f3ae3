/** One node of the scene, as it reads now. */
import { fieldString, fieldText } from '../codec/scene-text.ts'
import { INSIDE_FIELD, otherFields } from '../file-model.ts'
import { readGroups } from '../file-structure.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import type { NodeId, ResourceId, SceneNode } from '../scene.ts'
import { type ReferenceView, toShown } from '../stored-text.ts'
import type { Contents } from './contents.ts'
import type { NodePlaces } from './node-places.ts'
import type { Overlay } from './overlay.ts'

export interface NodeContext {
  readonly overlay: Overlay
  readonly places: NodePlaces
  readonly contents: Contents
  readonly view: ReferenceView
}

export function buildNode(id: string, context: NodeContext): SceneNode {
  const { overlay, places, contents } = context
  const { file } = overlay.seed.structure
  const raw = overlay.seed.nodes.get(id)
  const section = raw === undefined ? undefined : file.sections[raw.section]
  // Nobody set anything on it: read from the text without a detour.
  const isPlain = section !== undefined && !overlay.owners.has(`n/${id}`)
  const instance = isPlain ? (fieldText(file, section, 'instance') ?? null) : overlay.field(id, 'instance')
  const groups = section === undefined ? [] : readGroups(file, section)
  return {
    id: id as NodeId,
    name: places.names.get(id) ?? '',
    type: isPlain ? (fieldString(file, section, 'type') ?? null) : overlay.field(id, 'type'),
    parent: (places.tree.edges.get(id)?.parent ?? null) as NodeId | null,
    children: (places.tree.children.get(id) ?? []) as readonly NodeId[],
    instance: instance === null ? null : referred(instance, overlay),
    isOverride: overlay.isOverride(id),
    groups: isPlain ? groups : groupsOf(id, groups, overlay),
    properties: contents.of(id, 'node').properties,
    fields: fieldsOf(id, section === undefined ? new Map() : otherFields(file, section), context),
  }
}

/** The external resource an `instance=` names, by identity or by the seed's local id. */
function referred(text: string, { seed }: Overlay): ResourceId | null {
  const argument = /\(\s*"?([^")]*?)"?\s*\)/.exec(text)?.[1]
  if (argument === undefined) return null
  if (argument.startsWith('@')) return argument.slice(1) as ResourceId
  return (seed.view.resourceByLocalId('external', argument) ?? null) as ResourceId | null
}

function groupsOf(id: string, base: readonly string[], { owners, registers }: Overlay): readonly string[] {
  const groups = new Set(base)
  for (const register of owners.get(`n/${id}`) ?? []) {
    const key = parseRegisterKey(register)
    if (key?.slot !== 'group') continue
    if (registers.get(register) === true) groups.add(key.name)
    else groups.delete(key.name)
  }
  return groups.size === base.length && base.every(group => groups.has(group)) ? base : [...groups].sort()
}

function fieldsOf(
  id: string,
  fields: Map<string, string>,
  { overlay, view }: NodeContext,
): ReadonlyMap<string, string> {
  const inside = overlay.seed.nodes.get(id)?.inside ?? ''
  if (inside !== '' && !overlay.registers.has(registerKey.field(id, INSIDE_FIELD))) fields.set(INSIDE_FIELD, inside)
  for (const register of overlay.owners.get(`n/${id}`) ?? []) {
    const key = parseRegisterKey(register)
    if (key?.slot !== 'field' || key.name === 'name' || key.name === 'type' || key.name === 'instance') continue
    const value = overlay.registers.get(register)
    if (typeof value === 'string') fields.set(key.name, toShown(value, null, view))
    else fields.delete(key.name)
  }
  return fields
}
