/**
 * Resources of a changed text: their file-local ids repeat between clones and are renumbered by Godot 3, so an id alone
 * proves nothing. An external one is its path; an internal one its content and who refers to it.
 */
import { fieldString } from '../codec/scene-text.ts'
import { findLiterals } from '../codec/variant.ts'
import { type FileModel, localIdOf } from '../file-model.ts'
import { type FileStructure, readProperties } from '../file-structure.ts'
import { externalIdentity, internalIdentity } from '../identity.ts'
import type { NodeId, ResourceId, Scene, SceneResource } from '../scene.ts'
import { type NeutralTexts, neutralTexts, neutralTextsOf } from './neutral-text.ts'

interface Described {
  readonly at: number
  readonly kind: 'external' | 'internal'
  readonly type: string
  readonly localId: string
  readonly path: string
  readonly uid: string
  /** Properties with file-local ids replaced by what they stand for. */
  readonly body: string
}

/** A key under which two resources are the same; null where that says nothing about this one. */
type Sameness = (resource: Described, referrer: string | undefined) => string | null

/** By what two resources are held for the same, best first. Of several with one key, the first go together. */
const STEADY: readonly Sameness[] = [
  ({ kind, type, localId, path, body }) => `${kind}\n${type}\n${localId}\n${path}\n${body}`,
  ({ kind, uid }) => (kind === 'external' && uid !== '' ? uid : null),
  ({ kind, type, path }) => (kind === 'external' ? `${type}\n${path}` : null),
  // Godot 4 keeps an id as long as the resource lives; the numbers of Godot 3 count anew with every save.
  ({ kind, type, localId }) => (kind === 'internal' && !isNumber(localId) ? `${type}\n${localId}` : null),
  ({ kind, type, localId, uid }) =>
    kind === 'external' && uid === '' && !isNumber(localId) ? `${type}\n${localId}` : null,
]
const BY_REFERRER: readonly Sameness[] = [
  ({ kind, type, body }, referrer) =>
    kind === 'internal' && referrer !== undefined ? `${type}\n${body}\n${referrer}` : null,
  ({ kind, type, body }) => (kind === 'internal' && body !== '' ? `${type}\n${body}` : null),
  ({ kind, type }, referrer) => (kind === 'internal' && referrer !== undefined ? `${type}\n${referrer}` : null),
]
const AT_LAST: readonly Sameness[] = [({ kind, type, body }) => (kind === 'internal' ? `${type}\n${body}` : null)]

/** Resources in resources: an animation in a library in a mixer is three deep. */
const ROUNDS = 8

/** Fills the ids of ext_resource and sub_resource sections; those of nodes are there. */
export function matchResources(structure: FileStructure, base: FileModel, present: Scene, ids: string[]): void {
  const neutral = neutralTexts(structure)
  const mine = structure.resources.map(at => describe(structure, at, neutral))
  const baseNeutral = neutralTexts(base.structure)
  const theirs = base.structure.resources.map(at => describe(base.structure, at, baseNeutral))
  const baseReferrers = firstReferrers(base.structure, base.ids)
  const used = new Set<string>()

  function pass(sameness: Sameness, referrers: ReadonlyMap<string, string> | null): boolean {
    const open = new Map<string, string[]>()
    for (const resource of theirs) {
      const id = base.ids[resource.at] ?? ''
      if (used.has(id)) continue
      const key = sameness(resource, referrers === null ? undefined : baseReferrers.get(localKey(resource)))
      if (key !== null && open.get(key)?.push(id) === undefined) open.set(key, [id])
    }
    let hasMatched = false
    for (const resource of mine) {
      if (ids[resource.at] !== '') continue
      const key = sameness(resource, referrers?.get(localKey(resource)))
      const id = key === null ? undefined : open.get(key)?.shift()
      if (id === undefined) continue
      ids[resource.at] = id
      used.add(id)
      hasMatched = true
    }
    return hasMatched
  }

  for (const sameness of STEADY) pass(sameness, null)
  const isOpen = () => mine.some(resource => ids[resource.at] === '')
  for (let round = 0, hasMatched = true; round < ROUNDS && hasMatched && isOpen(); round += 1) {
    hasMatched = false
    for (const sameness of BY_REFERRER) {
      if (pass(sameness, firstReferrers(structure, ids))) hasMatched = true
    }
  }
  for (const sameness of AT_LAST) pass(sameness, null)
  nameNew(structure, mine, base, present, ids, used)
}

/** From the outside in: what a resource is depends on who refers to it. */
function nameNew(
  structure: FileStructure,
  mine: readonly Described[],
  base: FileModel,
  present: Scene,
  ids: string[],
  used: Set<string>,
): void {
  const give = (resource: Described, referrer: string) => {
    let id = arrived(resource, referrer, present) ?? fresh(resource, referrer)
    while (used.has(id) || base.resources.has(id)) id += '_'
    used.add(id)
    ids[resource.at] = id
  }
  let open = mine.filter(resource => ids[resource.at] === '')
  for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
    const referrers = firstReferrers(structure, ids)
    for (const resource of open) {
      const referrer = referrers.get(localKey(resource))
      if (resource.kind === 'external' || referrer !== undefined) give(resource, referrer ?? '')
    }
    open = open.filter(resource => ids[resource.at] === '')
  }
  for (const resource of open) give(resource, '')
}

function fresh(resource: Described, referrer: string): string {
  if (resource.kind === 'external') return externalIdentity('', resource.path)
  return internalIdentity(resource.type, referrer === '' ? resource.localId : '', resource.body, referrer)
}

/**
 * One that came by another way already: made in Weft elsewhere, written there, and now read back from Git. An internal
 * one has to say the same or be referred to from the same place: two clones give one id to different resources.
 */
function arrived(resource: Described, referrer: string, present: Scene): string | null {
  for (const other of present.resources.values()) {
    if (other.kind !== resource.kind || other.localId !== resource.localId || other.type !== resource.type) continue
    const isSame =
      other.kind === 'external'
        ? other.path === resource.path
        : bodyIn(present, other) === resource.body || isReferredFrom(present, other, referrer)
    if (isSame) return other.id
  }
  return null
}

function bodyIn(present: Scene, { properties }: SceneResource): string {
  const neutral = neutralTextsOf(present)
  return [...properties].map(([name, value]) => `${name}=${neutral.of(value)}`).join('\n')
}

function isReferredFrom(present: Scene, { localId }: SceneResource, referrer: string): boolean {
  const slash = referrer.indexOf('/')
  const owner = referrer.slice(0, slash)
  const property = referrer.slice(slash + 1, referrer.lastIndexOf('/'))
  const properties =
    present.nodes.get(owner as NodeId)?.properties ?? present.resources.get(owner as ResourceId)?.properties
  const text = properties?.get(property) ?? ''
  return findLiterals(text, ['SubResource']).some(({ argument }) => argument === localId)
}

function describe(structure: FileStructure, at: number, neutral: NeutralTexts): Described {
  const { file } = structure
  const section = file.sections[at]
  if (section === undefined) throw new RangeError(`section ${at}`)
  const text = (name: string) => fieldString(file, section, name) ?? ''
  return {
    at,
    kind: section.tag === 'ext_resource' ? 'external' : 'internal',
    type: text('type'),
    localId: localIdOf(file, section),
    path: text('path'),
    uid: text('uid'),
    body: [...readProperties(file, section)].map(([name, value]) => `${name}=${neutral.of(value)}`).join('\n'),
  }
}

function localKey({ kind, localId }: Described): string {
  return `${kind}:${localId}`
}

function isNumber(localId: string): boolean {
  return /^\d+$/.test(localId)
}

/**
 * What first refers to a resource, by `kind:localId`: section, property and which of the references in it. References
 * from sections that have no identity yet do not count.
 */
function firstReferrers(structure: FileStructure, ids: readonly string[]): Map<string, string> {
  const { file } = structure
  const referrers = new Map<string, string>()
  file.sections.forEach((section, at) => {
    const isNamed = section.tag === 'resource' || (ids[at] ?? '') !== ''
    if (!isNamed) return
    for (const { name: property, valueStart, valueEnd } of section.properties) {
      const text = file.text.slice(valueStart, valueEnd)
      if (!text.includes('Resource(')) continue
      findLiterals(text, ['ExtResource', 'SubResource']).forEach(({ name, argument }, i) => {
        const key = `${name === 'ExtResource' ? 'external' : 'internal'}:${argument}`
        if (!referrers.has(key)) referrers.set(key, `${ids[at] ?? ''}/${property}/${i}`)
      })
    }
  })
  return referrers
}
