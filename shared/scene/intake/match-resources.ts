/** Resources of a changed text: their file-local ids repeat between clones, so an id alone proves nothing. */
import { fieldString } from '../codec/scene-text.ts'
import { findLiterals } from '../codec/variant.ts'
import { type FileModel, localIdOf } from '../file-model.ts'
import { type FileStructure, readProperties } from '../file-structure.ts'
import { externalIdentity, internalIdentity } from '../identity.ts'
import type { Scene } from '../scene.ts'

interface Described {
  readonly at: number
  readonly kind: 'external' | 'internal'
  readonly type: string
  readonly localId: string
  readonly path: string
  readonly uid: string
  readonly body: string
}

/** Fills the ids of ext_resource and sub_resource sections. */
export function matchResources(structure: FileStructure, base: FileModel, present: Scene, ids: string[]): void {
  const mine = structure.resources.map(at => describe(structure, at))
  const theirs = new Map([...base.resources.keys()].map(id => [id, describe(base.structure, base.ids.indexOf(id))]))
  const used = new Set<string>()
  const pass = (isSame: (a: Described, b: Described) => boolean) => {
    for (const resource of mine) {
      if (ids[resource.at] !== '') continue
      for (const [id, other] of theirs) {
        if (used.has(id) || other.kind !== resource.kind || !isSame(resource, other)) continue
        ids[resource.at] = id
        used.add(id)
        break
      }
    }
  }
  pass((a, b) => a.localId === b.localId && a.type === b.type && (a.kind === 'internal' || a.path === b.path))
  pass((a, b) => a.kind === 'external' && a.uid !== '' && a.uid === b.uid)
  pass((a, b) => a.kind === 'external' && a.path === b.path && a.type === b.type)
  pass((a, b) => a.kind === 'external' && a.localId === b.localId && a.type === b.type && a.uid === '' && b.uid === '')
  pass((a, b) => a.kind === 'internal' && a.type === b.type && a.body === b.body)
  const referrers = firstReferrers(structure, ids)
  for (const resource of mine) {
    if (ids[resource.at] !== '') continue
    let id = arrived(resource, present) ?? fresh(resource, referrers.get(`${resource.kind}:${resource.localId}`) ?? '')
    while (used.has(id)) id += '_'
    used.add(id)
    ids[resource.at] = id
  }
}

function fresh(resource: Described, referrer: string): string {
  if (resource.kind === 'external') return externalIdentity(resource.localId, resource.path)
  return internalIdentity(resource.type, resource.localId, resource.body, referrer)
}

/** One that came by another way already: made in Weft elsewhere, written there, and now read back from Git. */
function arrived(resource: Described, present: Scene): string | null {
  for (const other of present.resources.values()) {
    if (other.kind !== resource.kind || other.localId !== resource.localId || other.type !== resource.type) continue
    if (other.kind === 'internal' || other.path === resource.path) return other.id
  }
  return null
}

function describe(structure: FileStructure, at: number): Described {
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
    body: [...readProperties(file, section)].map(([name, value]) => `${name}=${value}`).join('\n'),
  }
}

/** The node (or section) that first refers to a resource, by `kind:localId`: tells apart two that look alike. */
function firstReferrers(structure: FileStructure, ids: readonly string[]): Map<string, string> {
  const { file } = structure
  const referrers = new Map<string, string>()
  file.sections.forEach((section, at) => {
    for (const { name: property, valueStart, valueEnd } of section.properties) {
      const text = file.text.slice(valueStart, valueEnd)
      if (!text.includes('Resource(')) continue
      for (const { name, argument } of findLiterals(text, ['ExtResource', 'SubResource'])) {
        const key = `${name === 'ExtResource' ? 'external' : 'internal'}:${argument}`
        if (!referrers.has(key)) referrers.set(key, `${ids[at] ?? ''}/${property}`)
      }
    }
  })
  return referrers
}
