/**
 * MRG8: the list of what met in a merge: read from the document in which both sides met, once before a side
 * was preferred and once after, so that nothing which either left out is missing.
 */
import { assertNever } from '../../assert-never.ts'
import type { RegisterValue } from '../../registers/registers.ts'
import { readEdges } from '../../tree/edge-value.ts'
import { nodePath } from '../reference.ts'
import { parseRegisterKey } from '../register-key.ts'
import type { Contested, NodeId, RegisterOwner, ResourceId, Scene } from '../scene.ts'
import { type Chosen, type ConflictKind, conflictId, type MergeConflict, type MergeNotice } from './conflict.ts'
import { deletedConflicts } from './deleted-conflicts.ts'
import { droppedConnections } from './dropped-connections.ts'
import { droppedResources } from './dropped-resources.ts'
import { bestPath, chosenOf, type Meeting, type MergeContext, parentPath, type SideTexts } from './merge-context.ts'
import { baseValue, valueOn } from './merge-side.ts'
import { resourcePlaces } from './resource-places.ts'
import type { CycleRepair } from './strategy.ts'

/** The document as it is now, after a side was preferred; `meeting` as it was before; `cycles` from `applyStrategy`. */
export function readConflicts(
  context: MergeContext,
  meeting: Meeting,
  cycles: readonly CycleRepair[],
): MergeConflict[] {
  const deleted = deletedConflicts(context)
  const listed = new Set(deleted.map(({ id }) => id))
  return [
    ...registerConflicts(context, meeting, listed),
    ...deleted,
    ...cycleConflicts(context, cycles),
    ...nameConflicts(context),
    ...droppedConnections(context),
    ...droppedResources(context, listed),
  ]
}

/** `listed`: what is told of deleted nodes already, by id: two nodes may have had one path on different sides. */
function registerConflicts(context: MergeContext, meeting: Meeting, listed: ReadonlySet<string>): MergeConflict[] {
  const { document } = context
  const placeOf = resourcePlace(context)
  const met = new Set(meeting.contested.map(({ item }) => item.register))
  // A node that was put back where the preferred side has it is contested only now.
  const since = document.scene.contested.filter(item => !met.has(item.register))
  const all = [...meeting.contested, ...since.map(item => ({ item, texts: placesOf(item, context) }))]
  return all.flatMap(({ item, texts: said }) => {
    const texts = item.owner.kind === 'node' ? withOrder(item, said, context) : said
    if (texts === null) return []
    const owner = ownerConflict(item, context, placeOf)
    const isGone = owner.kind === 'parent' && (texts.ours === null || texts.theirs === null)
    if (isGone && item.owner.kind === 'node' && listed.has(conflictId('deleted', item.owner.id))) return []
    const now = document.scene.contested.find(({ register }) => register === item.register)?.chosen.text
    return {
      id: conflictId('register', item.register),
      ...owner,
      kind: isGone ? 'deleted' : owner.kind,
      ...texts,
      chosen:
        texts === said ? chosenOf(now === undefined ? said.ours : now, said) : chosenPlace(item.register, context),
      register: item.register,
    }
  })
}

/** Two places under one parent are told by what stands before them; null where that is one, or nobody's order met. */
function withOrder(item: Contested, texts: SideTexts, { sides }: MergeContext): SideTexts | null {
  if (item.label !== 'parent' || texts.ours !== texts.theirs || texts.ours === null) return texts
  const { id } = item.owner as { readonly id: NodeId }
  if (sides.base.scene?.nodes.has(id) === false) return null
  const place = (scene: Scene | null) => `${parentPath(scene, id) ?? '.'}, ${neighbour(scene, id)}`
  const told = { base: place(sides.base.scene), ours: place(sides.ours.scene), theirs: place(sides.theirs.scene) }
  return told.ours === told.theirs ? null : told
}

/** Of places under one parent, by position. */
function chosenPlace(register: string, { document, sides }: MergeContext): Chosen {
  const positionOf = (value: RegisterValue | undefined) => readEdges(value ?? null)[0]?.position
  const now = positionOf(document.registers.claims(register)[0]?.value)
  if (now === positionOf(valueOn(document, register, sides.theirs, sides.base))) return 'theirs'
  return now === positionOf(baseValue(document, register, sides.base)) ? 'base' : 'ours'
}

function neighbour(scene: Scene | null, id: NodeId): string {
  const parent = scene?.nodes.get(id)?.parent ?? null
  const siblings = parent === null ? [] : (scene?.nodes.get(parent)?.children ?? [])
  const before = siblings[siblings.indexOf(id) - 1]
  return before === undefined ? 'first' : `after ${scene?.nodes.get(before)?.name ?? ''}`
}

function placesOf({ owner, base, chosen }: Contested, { sides }: MergeContext): SideTexts {
  if (owner.kind !== 'node') return { base, ours: chosen.text, theirs: chosen.text }
  const place = (scene: Scene | null) => parentPath(scene, owner.id)
  return { base: place(sides.base.scene), ours: place(sides.ours.scene), theirs: place(sides.theirs.scene) }
}

/** Where it is used now, else where it was. */
function resourcePlace({ document, sides }: MergeContext): (resource: ResourceId) => NodeId | undefined {
  const now = resourcePlaces(document.scene)
  let before: ReadonlyMap<ResourceId, NodeId> | null = null
  return resource => {
    const place = now.get(resource)
    if (place !== undefined || sides.base.scene === null) return place
    before ??= resourcePlaces(sides.base.scene)
    return before.get(resource)
  }
}

type OwnerPart = Pick<MergeConflict, 'kind' | 'node' | 'property' | 'paths' | 'resource'>

function ownerConflict(
  { owner, label, register }: Contested,
  context: MergeContext,
  placeOf: (resource: ResourceId) => NodeId | undefined,
): OwnerPart {
  const { document } = context
  switch (owner.kind) {
    case 'node': {
      const paths = context.paths(owner.id)
      return { kind: nodeKind(register, label), node: bestPath(paths), property: label, paths }
    }
    case 'resource': {
      const resource = document.scene.resources.get(owner.id)
      const paths = context.paths(placeOf(owner.id) ?? '')
      return {
        kind: 'resource',
        node: bestPath(paths),
        property: label,
        paths,
        resource: { type: resource?.type ?? '', name: resource?.path ?? resource?.localId ?? owner.id },
      }
    }
    case 'connection': {
      const from = document.scene.connections.get(owner.id)?.from.node ?? ''
      const paths = context.paths(from)
      return { kind: 'connection', node: bestPath(paths), property: label, paths }
    }
    case 'scene':
      return { kind: 'scene', node: '.', property: label, paths: { base: '.', ours: '.', theirs: '.', result: '.' } }
    default:
      return assertNever(owner)
  }
}

function nodeKind(register: string, label: string): ConflictKind {
  const key = parseRegisterKey(register)
  if (key?.owner !== 'node') return 'field'
  switch (key.slot) {
    case 'property':
    case 'part':
      return 'property'
    case 'group':
      return 'group'
    case 'edge':
      return 'parent'
    case 'editable':
      return 'editable'
    case 'field':
      return label === 'name' || label === 'type' || label === 'instance' ? label : 'field'
    case 'trash':
      return 'field'
    default:
      return assertNever(key)
  }
}

/** Every node that moved in a circle of both sides' moves. */
function cycleConflicts(context: MergeContext, cycles: readonly CycleRepair[]): MergeConflict[] {
  const found: MergeConflict[] = []
  const { ours, theirs, base } = context.sides
  for (const repair of cycles) {
    for (const id of [repair.node, repair.wanted]) {
      const paths = context.paths(id)
      const value = {
        base: parentPath(base.scene, id),
        ours: parentPath(ours.scene, id),
        theirs: parentPath(theirs.scene, id),
      }
      if (value.ours === value.theirs) continue
      const now = parentPath(context.document.scene, id)
      found.push({
        id: conflictId('cycle', id),
        kind: 'cycle',
        node: bestPath(paths),
        property: 'parent',
        ...value,
        chosen: chosenOf(now, value),
        paths,
      })
    }
  }
  return found
}

/** Names of both sides that could not both stay: both nodes are there, one counts up. */
function nameConflicts(context: MergeContext): MergeConflict[] {
  const { ours, theirs, base } = context.sides
  return context.document.scene.repairs.flatMap(repair => {
    if (repair.kind !== 'renamed') return []
    const paths = context.paths(repair.node)
    const nameIn = (scene: Scene | null) => scene?.nodes.get(repair.node)?.name ?? null
    return [
      {
        id: conflictId('name', repair.node),
        kind: 'name' as const,
        node: bestPath(paths),
        property: 'name',
        base: nameIn(base.scene),
        ours: nameIn(ours.scene),
        theirs: nameIn(theirs.scene),
        chosen: 'both' as const,
        paths,
      },
    ]
  })
}

export function readNotices({ document }: MergeContext): MergeNotice[] {
  const { scene } = document
  const pathOf = (id: NodeId) => (scene.nodes.has(id) ? nodePath(scene, id) : '.')
  return scene.repairs.flatMap((repair): MergeNotice[] => {
    switch (repair.kind) {
      case 'renamed':
        return [
          {
            kind: 'renamed',
            node: pathOf(repair.node),
            text: `Both sides have a ${repair.wanted} here; this one is called ${repair.name} now.`,
          },
        ]
      case 'cycle':
        return [{ kind: 'cycle', node: pathOf(repair.node), text: 'Moves of both sides met in a circle.' }]
      case 'dangling':
        return [
          {
            kind: 'dangling',
            node: ownerPath(repair.owner, scene),
            text: `${repair.property} leads to ${repair.text}, which is gone.`,
          },
        ]
      case 'orphan':
      case 'recovered':
        return []
      default:
        return assertNever(repair)
    }
  })
}

function ownerPath(owner: RegisterOwner, scene: Scene): string {
  if (owner.kind === 'node') return scene.nodes.has(owner.id) ? nodePath(scene, owner.id) : '.'
  return '.'
}
