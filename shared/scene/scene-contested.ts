/** The contested registers of a scene, as a person reads them. */
import { type RegisterClaim, type Registers, type RegisterValue, sameValue } from '../registers/registers.ts'
import { readEdges } from '../tree/edge-value.ts'
import { TRASH } from '../tree/resolve-tree.ts'
import { parseVariant, printVariant } from './codec/variant.ts'
import type { SceneDocument } from './document.ts'
import { type ParsedKey, parseRegisterKey, partKey, registerKey } from './register-key.ts'
import type { Claim, ConnectionId, Contested, NodeId, RegisterOwner, ResourceId, Scene } from './scene.ts'
import { type ReferenceView, toShown } from './stored-text.ts'
import { ORDER_PART } from './structures/order-part.ts'
import { isStructureName } from './structures/structure.ts'

interface ContestedContext {
  readonly view: ReferenceView
  readonly nameOf: (id: string) => string
  /** The node that paths in an owner's values start from. */
  readonly fromOf: (owner: string) => string | null
  /** PART4: parts that the value, as somebody made it meanwhile, has no place for. `id` '' for the main resource. */
  readonly unapplied: readonly { readonly id: string; readonly property: string; readonly part: string }[]
}

type ShownContext = Omit<ContestedContext, 'unapplied'>

export function readContested(registers: Registers, scene: Scene, context: ContestedContext): Contested[] {
  const found: Contested[] = []
  for (const register of registers.contested()) {
    const key = parseRegisterKey(register)
    if (key === null || !isShown(key, scene) || isBookkeeping(key)) continue
    const show = (value: RegisterValue) => showValue(value, key, context)
    const claims = distinct(registers.claims(register), key, show, context)
    const [chosen, ...others] = claims
    if (chosen === undefined || others.length === 0) continue
    const origin = baseOfClaims(registers.claims(register))
    found.push({
      register,
      owner: ownerOf(key),
      label: labelOf(key, context),
      chosen,
      others,
      isBaseKnown: origin !== null,
      base: origin === null ? null : show(origin.value),
    })
  }
  return [...found, ...context.unapplied.flatMap(each => unappliedItem(each, registers, scene, context))]
}

/** The value in use stands against a part that somebody set of what it was before. */
function unappliedItem(
  { id, property, part }: ContestedContext['unapplied'][number],
  registers: Registers,
  scene: Scene,
  context: ContestedContext,
): Contested[] {
  const owner = id === '' ? 'm/p' : scene.nodes.has(id as NodeId) ? `n/${id}` : `r/${id}`
  const register = partKey(owner, property, part)
  const key = parseRegisterKey(register)
  const [claim] = registers.claims(register)
  if (key === null || claim === undefined || typeof claim.value !== 'string') return []
  const whole = registers.claims(ownRegister(owner, id, property))[0]
  return [
    {
      register,
      owner: ownerOf(key),
      label: labelOf(key, context),
      chosen: { writer: NOBODY, text: null, time: whole?.time ?? 0 },
      others: [{ writer: claim.writer, text: showValue(claim.value, key, context), time: claim.time }],
      // The whole was set beside the part: there is no one value that both came from.
      isBaseKnown: false,
      base: claim.from === undefined ? null : showValue(claim.from, key, context),
    },
  ]
}

/** The writer of a value in use that is nobody's claim: the part has no place in it. */
export const NOBODY = ''

function ownRegister(owner: string, id: string, property: string): string {
  if (id === '') return registerKey.main(property)
  return owner.startsWith('n/') ? registerKey.property(id, property) : registerKey.resourceProperty(id, property)
}

/** `position origin.x`, `tracks Lamp:energy key 0.5`. */
function partLabel(property: string, part: string, from: string | null, view: ReferenceView): string {
  const words = part.replaceAll('\t', ' ')
  const track = /^\S+ (NodePath\("(?:[^"\\]|\\.)*"\))(.*)$/.exec(words)
  if (property !== '@tracks' || track === null) return `${property.replace('@', '')} ${words}`
  const [, path = '', rest = ''] = track
  // The name of a track holds no path as it was written: one that is gone has none to show.
  const shown = toShown(path, from, view).replace(/^NodePath\("(.*)"\)$/, '$1')
  return `tracks ${shown === '' ? 'to a node that is gone' : shown}${rest}`
}

/** One claim a value: two people who set the same are of one mind. */
function distinct(
  claims: readonly RegisterClaim[],
  key: ParsedKey,
  show: (value: RegisterValue) => string | null,
  context: ContestedContext,
): Claim[] {
  const seen = new Set<string | null>()
  const shown: Claim[] = []
  for (const claim of claims) {
    const text = show(claim.value)
    const sameness = samenessOf(claim.value, text, key, context.view.format)
    if (seen.has(sameness)) continue
    seen.add(sameness)
    shown.push({ writer: claim.writer, text, time: claim.time })
  }
  return shown
}

/** MRG6: what means the same to Godot is one value, however it is laid out. */
function samenessOf(value: RegisterValue, text: string | null, key: ParsedKey, format: number): string | null {
  if (key.slot === 'edge') return placeOf(value)
  // Two files number one resource apart: its kind and type are what it is born with.
  if (key.slot === 'birth' && Array.isArray(value)) return JSON.stringify(value.slice(0, 2))
  if (text === null || typeof value !== 'string') return text
  const parsed = parseVariant(text, format)
  return parsed.ok ? printVariant(parsed.value) : text
}

/**
 * MRG5: fields in which no person says anything: numbers that Godot draws, places that follow from the tree, counts. Two
 * clones that were saved by a newer Godot differ in all of them.
 */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'unique_id',
  'index',
  'parent_id_path',
  'owner_uid_path',
  'load_steps',
  'format',
])

function isBookkeeping(key: ParsedKey): boolean {
  if (key.slot === 'part') return isStructureName(key.name) && key.part === ORDER_PART
  return key.slot === 'field' && key.owner !== 'resource' && BOOKKEEPING.has(key.name)
}

/** Parent and gap: who put it there, and where in a run, makes no other place. */
function placeOf(value: RegisterValue): string {
  const edge = readEdges(value)[0]
  if (edge === undefined || edge.parent === TRASH) return TRASH
  return `${edge.parent} ${edge.position.slice(0, Math.max(0, edge.position.lastIndexOf('!')))}`
}

/**
 * The latest value that all of them come from: the origin with the highest counter, of those that everybody can have
 * seen. null where none was kept, and where two sides each had an own one on the way.
 */
export function baseOfClaims(claims: readonly RegisterClaim[]): { readonly value: RegisterValue } | null {
  // Who writes has seen the claim before; what came after the lowest of those was not everybody's.
  const seen = Math.min(...claims.map(({ counter }) => counter)) - 1
  let best: RegisterClaim | null = null
  let isTorn = false
  for (const claim of claims) {
    if (claim.from === undefined || claim.fromCounter > seen) continue
    if (best === null || claim.fromCounter > best.fromCounter) {
      best = claim
      isTorn = false
    } else if (claim.fromCounter === best.fromCounter) isTorn ||= !sameValue(claim.from, best.from ?? null)
  }
  return best?.from === undefined || isTorn ? null : { value: best.from }
}

function isShown(key: ParsedKey, scene: Scene): boolean {
  if (key.owner === 'node') return key.slot !== 'trash' && (scene.nodes.has(key.id as NodeId) || key.slot === 'edge')
  return key.owner !== 'resource' || scene.resources.has(key.id as ResourceId)
}

function showValue(value: RegisterValue, key: ParsedKey, context: ShownContext): string | null {
  if (value === null) return null
  if (key.owner === 'node' && key.slot === 'edge') return showEdge(value, context)
  if (typeof value === 'string') {
    const from = key.id === '' ? null : context.fromOf(key.id)
    return toShown(value, from, context.view)
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return JSON.stringify(value)
}

function showEdge(value: RegisterValue, context: ShownContext): string | null {
  const edge = readEdges(value)[0]
  if (edge === undefined || edge.parent === TRASH) return null
  const segments = context.view.tree.segments(edge.parent)
  const path = segments === null ? context.nameOf(edge.parent) : segments.length === 0 ? '.' : segments.join('/')
  return path
}

function ownerOf(key: ParsedKey): RegisterOwner {
  if (key.owner === 'node') return { kind: 'node', id: key.id as NodeId }
  if (key.owner === 'resource') return { kind: 'resource', id: key.id as ResourceId }
  if (key.owner === 'connection') return { kind: 'connection', id: key.id as ConnectionId }
  return { kind: 'scene' }
}

/** What a register is called for people, where a document is at hand. */
export function labelIn({ resolver, scene }: SceneDocument, key: ParsedKey): string {
  const fromOf = (owner: string) => (scene.nodes.has(owner as NodeId) ? owner : resolver.contextOf(owner))
  return labelOf(key, { view: resolver.view(), fromOf })
}

/** The text of a value of this register, where a document is at hand. */
export function textIn({ resolver, scene }: SceneDocument, key: ParsedKey, value: RegisterValue): string | null {
  const fromOf = (owner: string) => (scene.nodes.has(owner as NodeId) ? owner : resolver.contextOf(owner))
  return showValue(value, key, { view: resolver.view(), nameOf: id => resolver.nameOf(id as NodeId), fromOf })
}

function labelOf(key: ParsedKey, context: Pick<ContestedContext, 'view' | 'fromOf'>): string {
  switch (key.slot) {
    case 'whole':
      return 'connection'
    case 'edge':
      return 'parent'
    case 'trash':
      return 'deleted'
    case 'editable':
      return 'editable children'
    case 'birth':
      return 'resource'
    case 'group':
      return `group ${key.name}`
    case 'part':
      return partLabel(key.name, key.part, key.id === '' ? null : context.fromOf(key.id), context.view)
    case 'field':
    case 'property':
      return key.name
  }
}
