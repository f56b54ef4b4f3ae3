/**
 * Tracks of an animation. A track is its kind and where it leads, not its number; its keys are the times they stand at.
 *
 *     `value NodePath("@u1x|:frame")⇥interp` → `1`      `…⇥key⇥0.5` → `{ "times": …, "values": [3] }`
 */
import { parseVariant, printVariant } from '../codec/variant.ts'
import { isLeftBehind, type NodePathParts, pathsIn } from '../node-path-parts.ts'
import { withoutWrittenPaths } from '../stored-text.ts'
import { printKeys, readKeys, type TrackKeys } from './animation-keys.ts'
import { ORDER_PART } from './order-part.ts'
import type { JoinedStructure, Structure, StructureTexts } from './structure.ts'

const PROPERTY = /^tracks\/(\d+)\/(.+)$/
const SEPARATOR = '\t'
/** As Godot writes them. */
const FIELDS = ['type', 'imported', 'enabled', 'path', 'interp', 'loop_wrap', 'keys']

export const animationTracks: Structure = {
  name: '@tracks',
  owns: property => property.startsWith('tracks/'),
  split,
  aliases,
  join,
}

function split(stored: ReadonlyMap<string, string>, format: number): Map<string, string> | null {
  const parts = new Map<string, string>()
  const tracks = readTracks(stored, stored)
  for (const { key, fields } of tracks) {
    for (const [field, text] of fields) {
      const keys = field === 'keys' ? readKeys(kindOf(fields), text, format) : null
      if (keys === null) parts.set(partName(key, field), text)
      else {
        parts.set(partName(key, 'keys'), printVariant(keys.frame, { format }))
        for (const [time, value] of keys.keys) parts.set(partName(key, 'key', time), printVariant(value, { format }))
      }
    }
  }
  if (tracks.length > 0) parts.set(ORDER_PART, JSON.stringify(tracks.map(({ key }) => key)))
  return parts
}

/**
 * Tracks whose node was deleted and that still stand there: by the path as written, else by number where it leads
 * nowhere now. Nobody points a track at nothing: the node was renamed or moved before it went.
 */
function aliases(
  base: StructureTexts,
  next: StructureTexts,
  isThere: (node: string) => boolean,
): ReadonlyMap<string, string> {
  const after = readTracks(next.stored, next.shown)
  const before = readTracks(base.stored, base.shown)
  const isKnown = new Set(before.map(({ key }) => key))
  const found = new Map<string, string>()
  before.forEach((track, i) => {
    if (track.path.node === null || isThere(track.path.node)) return
    const left = after.filter(({ key }) => !isKnown.has(key) && !found.has(key))
    const numbered = left.filter(each => each === after[i])
    const isSame = (each: Track) => each.kind === track.kind && each.path.written === track.path.written
    const now =
      [...numbered, ...left].find(isSame) ?? numbered.find(each => each.kind === track.kind && isNoWay(track, each))
    if (now !== undefined) found.set(now.key, track.key)
  })
  return found
}

function isNoWay(before: Track, after: Track): boolean {
  if (property(before) !== property(after)) return false
  return after.path.node === null || isLeftBehind(before.path, after.path)
}

/** What of the node it animates: `position` of `A/B:position`. */
function property({ path: { written } }: Track): string {
  const at = written.indexOf(':')
  return at < 0 ? '' : written.slice(at + 1)
}

/** The name of a part with the track's name exchanged. */
export function renamedPart(part: string, names: ReadonlyMap<string, string>): string {
  const [track = '', ...rest] = part.split(SEPARATOR)
  return partName(names.get(track) ?? track, ...rest)
}

/** The part that says where a track leads. */
export function pathPart(track: string): string {
  return partName(track, 'path')
}

function join(texts: StructureTexts, parts: ReadonlyMap<string, string | null>, format: number): JoinedStructure {
  const tracks = new Map(readTracks(texts.stored, texts.shown).map(({ key, fields }) => [key, fields]))
  const keyParts = new Map<string, Map<string, string | null>>()
  for (const [part, text] of parts) {
    const [key = '', field = '', time] = part.split(SEPARATOR)
    if (field === '') continue
    if (time !== undefined) {
      const times = keyParts.get(key) ?? new Map<string, string | null>()
      keyParts.set(key, times.set(time, text))
      continue
    }
    const fields = tracks.get(key) ?? new Map<string, string>()
    if (text === null) fields.delete(field)
    else fields.set(field, field === 'keys' ? withKeysOf(fields.get(field), text, kindOf(fields), format) : text)
    tracks.set(key, fields)
  }
  for (const [key, times] of keyParts) {
    const fields = tracks.get(key)
    if (fields !== undefined) setKeys(fields, times, format)
  }
  const properties = new Map([...texts.shown].filter(([name]) => !PROPERTY.test(name)))
  orderOf(tracks, parts.get(ORDER_PART) ?? null).forEach((key, i) => {
    const fields = tracks.get(key) ?? new Map<string, string>()
    for (const field of [...fields.keys()].sort((a, b) => rank(a) - rank(b))) {
      properties.set(`tracks/${i}/${field}`, fields.get(field) ?? '')
    }
  })
  return { properties, unapplied: [] }
}

interface Track {
  readonly key: string
  readonly kind: string
  readonly path: NodePathParts
  readonly fields: Map<string, string>
}

/** In order of their numbers; of several that lead to one place, the later ones count up. */
function readTracks(stored: ReadonlyMap<string, string>, shown: ReadonlyMap<string, string>): Track[] {
  const byNumber = new Map<number, { stored: Map<string, string>; fields: Map<string, string> }>()
  for (const [name, text] of shown) {
    const match = PROPERTY.exec(name)
    if (match === null) continue
    const track = byNumber.get(Number(match[1])) ?? { stored: new Map(), fields: new Map() }
    track.fields.set(match[2] ?? '', text)
    track.stored.set(match[2] ?? '', stored.get(name) ?? text)
    byNumber.set(Number(match[1]), track)
  }
  const counted = new Map<string, number>()
  return [...byNumber]
    .sort(([a], [b]) => a - b)
    .map(([, track]) => {
      const lead = `${kindOf(track.stored)} ${withoutWrittenPaths(track.stored.get('path') ?? '')}`.replaceAll(
        /[\t\n]/g,
        ' ',
      )
      const count = (counted.get(lead) ?? 0) + 1
      counted.set(lead, count)
      const kind = kindOf(track.stored)
      const path = pathsIn(track.stored.get('path') ?? '')[0] ?? { node: null, inside: '', written: '' }
      return { key: count === 1 ? lead : `${lead} ${count}`, kind, path, fields: track.fields }
    })
}

/** `value`, `position_3d`, …; without quotes. */
function kindOf(fields: ReadonlyMap<string, string>): string {
  return (fields.get('type') ?? '').replaceAll('"', '')
}

function partName(...names: readonly string[]): string {
  return names.join(SEPARATOR)
}

/** Another frame around the keys that are there. */
function withKeysOf(present: string | undefined, text: string, kind: string, format: number): string {
  const before = present === undefined ? null : readKeys(kind, present, format)
  const frame = readKeys(kind, text, format)
  return before === null || frame === null ? text : printKeys({ frame: frame.frame, keys: before.keys }, format)
}

function setKeys(fields: Map<string, string>, times: ReadonlyMap<string, string | null>, format: number): void {
  const present: TrackKeys | null = readKeys(kindOf(fields), fields.get('keys') ?? '', format)
  if (present === null) return
  const keys = new Map(present.keys)
  for (const [time, text] of times) {
    const parsed = text === null ? null : parseVariant(text, format)
    if (parsed === null) keys.delete(time)
    else if (parsed.ok) keys.set(time, parsed.value)
  }
  fields.set('keys', printKeys({ frame: present.frame, keys }, format))
}

/** As said, those nobody says a place for last, by name. A track without a kind is gone. */
function orderOf(tracks: ReadonlyMap<string, ReadonlyMap<string, string>>, said: string | null): string[] {
  const living = [...tracks].filter(([, fields]) => fields.has('type')).map(([key]) => key)
  const wanted = said === null ? living : readOrder(said)
  const known = wanted.filter(key => living.includes(key))
  return [...new Set([...known, ...living.filter(key => !known.includes(key)).sort()])]
}

/** A peer's text may be anything. */
function readOrder(text: string): string[] {
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) ? read.filter(key => typeof key === 'string') : []
  } catch {
    return []
  }
}

function rank(field: string): number {
  const at = FIELDS.indexOf(field)
  return at < 0 ? FIELDS.length : at
}
