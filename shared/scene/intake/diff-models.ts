/** What one text says otherwise than another, register by register. Places (edges) are compared by order, not by key. */
import type { RegisterValue } from '../../registers/registers.ts'
import type { FileModel } from '../file-model.ts'
import { areComparable, sameCells } from '../parts.ts'
import { parseRegisterKey, partKey } from '../register-key.ts'
import { pathPart, renamedPart } from '../structures/animation-tracks.ts'
import { ORDER_PART } from '../structures/order-part.ts'
import { structureOf } from '../structures/structure.ts'
import { isDeadPath } from './dead-paths.ts'
import { movedNodes, parentOf } from './moved-nodes.ts'
import { sameRegister } from './same-register.ts'
import { createSameText } from './same-text.ts'

export interface RegisterDifference {
  readonly register: string
  readonly from: RegisterValue
  readonly to: RegisterValue
}

export interface ModelDifference {
  /** Everything but places. Registers of new nodes are among them, those of removed nodes are not. */
  readonly registers: readonly RegisterDifference[]
  readonly added: readonly string[]
  /** Nodes that are gone, without those below another one. */
  readonly removed: readonly string[]
  /** Nodes in both that hang elsewhere or out of order. */
  readonly moved: readonly string[]
}

/** `properties`: as people read a file; `parts`: as it is merged, where several properties are one structure. */
export type Granularity = 'parts' | 'properties'

/** `other`: what this is to be merged with, if that is known: of two ways to tell an order, the one that meets it less. */
export function diffModels(
  base: FileModel,
  next: FileModel,
  granularity: Granularity = 'parts',
  other: FileModel | null = null,
): ModelDifference {
  const found: RegisterDifference[] = []
  const { format } = next.structure.file
  const compare = (before: readonly string[], after: readonly string[], isElsewhere = isNowhere) => {
    for (const register of new Set([...before, ...after])) {
      if (isEdge(register) || isElsewhere(register)) continue
      const from = base.value(register)
      const to = next.value(register)
      if (sameRegister(from, to, format) || isSameMap(register, from, to, format)) continue
      if (granularity === 'parts' && isEchoOfDelete(register, from, to, next)) continue
      found.push({ register, from, to })
    }
  }
  const isByParts = (owner: string) => granularity === 'parts' && isStructured(owner, base, next)
  compare(base.looseRegisters(), next.looseRegisters(), isByParts('') ? ownedBy('', next) : isNowhere)
  if (isByParts('')) found.push(...partDifferences('', base, next))
  const saysTheSame = createSameText(base, next)
  for (const id of [...next.resources.keys(), ...next.nodes.keys()]) {
    if (saysTheSame(id)) continue
    const isParted = isByParts(id)
    compare(base.registersOf(id), next.registersOf(id), isParted ? ownedBy(id, next) : isNowhere)
    if (isParted) found.push(...partDifferences(id, base, next))
  }
  const added = [...next.nodes.keys()].filter(id => !base.nodes.has(id))
  const gone = new Set([...base.nodes.keys()].filter(id => !next.nodes.has(id)))
  const removed = [...gone].filter(id => !gone.has(parentOf(base, id) ?? ''))
  return { registers: found, added, removed, moved: movedNodes(base, next, other) }
}

/** Parts under the names that the base has for them, in the order that is told too. Such tracks lead where they led. */
function withNames(
  parts: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (names.size === 0) return parts
  const renamed = new Map([...parts].map(([part, text]) => [renamedPart(part, names), text] as const))
  for (const track of names.values()) {
    const path = before.get(pathPart(track))
    if (path !== undefined) renamed.set(pathPart(track), path)
  }
  const order = renamed.get(ORDER_PART)
  if (order === undefined) return renamed
  const keys = JSON.parse(order) as readonly string[]
  return renamed.set(ORDER_PART, JSON.stringify(keys.map(key => names.get(key) ?? key)))
}

function isSameMap(register: string, from: RegisterValue, to: RegisterValue, format: number): boolean {
  if (typeof from !== 'string' || typeof to !== 'string' || !register.includes('tile_')) return false
  const key = parseRegisterKey(register)
  return key?.slot === 'property' && sameCells(key.name, from, to, format)
}

const isNowhere = (_register: string) => false

/** True where both texts have the resource in parts that can be set against each other. */
function isStructured(owner: string, base: FileModel, next: FileModel): boolean {
  const before = base.structureParts(owner)
  const after = next.structureParts(owner)
  return before !== null && after !== null && areComparable(before, after)
}

function ownedBy(owner: string, model: FileModel): (register: string) => boolean {
  const structure = structureOf(model.typeOf(owner))
  return register => {
    const key = parseRegisterKey(register)
    const isOwn = owner === '' ? key?.owner === 'main' : key?.owner === 'resource'
    return isOwn && key?.slot === 'property' && structure?.owns(key.name) === true
  }
}

function partDifferences(owner: string, base: FileModel, next: FileModel): RegisterDifference[] {
  const before = base.structureParts(owner) ?? new Map<string, string>()
  const structure = structureOf(next.typeOf(owner))
  const names =
    structure?.aliases?.(base.structureTexts(owner), next.structureTexts(owner), id => next.nodes.has(id)) ??
    new Map<string, string>()
  const after = withNames(next.structureParts(owner) ?? new Map<string, string>(), names, before)
  const name = structure?.name ?? ''
  const found: RegisterDifference[] = []
  for (const part of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(part) ?? null
    const to = after.get(part) ?? null
    if (sameRegister(from, to, next.structure.file.format) || isDeadPath(from, to, next)) continue
    found.push({ register: partKey(owner === '' ? 'm/p' : `r/${owner}`, name, part), from, to })
  }
  return found
}

export function countDifferences(difference: ModelDifference): number {
  return difference.registers.length + difference.removed.length + difference.moved.length
}

/**
 * Who deletes a node leaves paths to it as they are, and its connections go with it: that is no edit of theirs, or a node
 * that others keep would have lost them.
 */
function isEchoOfDelete(register: string, from: RegisterValue, to: RegisterValue, next: FileModel): boolean {
  const isThere = (node: string) => next.nodes.has(node)
  const key = parseRegisterKey(register)
  if (key?.owner === 'connection' && to === null && Array.isArray(from)) {
    return [from[1], from[3]].some(end => typeof end === 'string' && end !== '' && !isThere(end))
  }
  if (key?.owner === 'node' && key.slot === 'editable' && to === null) return !isThere(key.id)
  return isDeadPath(from, to, next)
}

function isEdge(register: string): boolean {
  return register.startsWith('n/') && register.endsWith('/e')
}
