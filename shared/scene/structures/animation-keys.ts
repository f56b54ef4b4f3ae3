/**
 * Keys of an animation track, by their time. A value track is a dictionary of lists as long as `times`, a transform
 * track one flat list (scene/resources/animation.cpp, `_set`).
 */
import { parseVariant, printVariant, type Variant } from '../codec/variant.ts'
import type { Dictionary } from '../parts/dictionary-parts.ts'
import { concatPacked, elementsOf, isPacked, type Packed } from '../parts/packed-parts.ts'

export interface TrackKeys {
  /** The value with all its lists empty. */
  readonly frame: Variant
  /** By time as text: what each list holds for it. */
  readonly keys: ReadonlyMap<string, Variant>
}

/** Numbers of one key in a flat list, time and transition among them. */
const FLAT: Readonly<Record<string, number>> = {
  position_3d: 5,
  rotation_3d: 6,
  scale_3d: 5,
  blend_shape: 3,
  transform: 12,
}

/** `type` as in `tracks/0/type`. null where the lists do not belong together, or two keys have one time. */
export function readKeys(type: string, text: string, format: number): TrackKeys | null {
  const parsed = parseVariant(text, format)
  if (!parsed.ok) return null
  const { value } = parsed
  if (value.type === 'Dictionary') return readLists(value, format)
  const size = FLAT[type]
  if (value.type !== 'PackedFloat32Array' || size === undefined || value.numbers.length % size !== 0) return null
  const keys = new Map<string, Variant>()
  for (let at = 0; at < value.numbers.length; at += size) {
    keys.set(timeText(value.numbers[at] ?? 0), { type: value.type, numbers: value.numbers.slice(at, at + size) })
  }
  return keys.size * size === value.numbers.length ? { frame: { type: value.type, numbers: [] }, keys } : null
}

/** In order of time. */
export function printKeys({ frame, keys }: TrackKeys, format: number): string {
  const sorted = [...keys].sort(([a], [b]) => Number(a) - Number(b)).map(([, key]) => key)
  if (frame.type !== 'Dictionary') {
    return printVariant(isPacked(frame) ? concatPacked(frame, sorted.filter(isPacked)) : frame, { format })
  }
  const entries = frame.entries.map(([name, empty]) => {
    const chunks = sorted.flatMap(key => (key.type === 'Dictionary' ? [entryOf(key, nameText(name))] : []))
    return [name, isList(empty) ? concat(empty, chunks) : empty] as const
  })
  return printVariant({ ...frame, entries }, { format })
}

function readLists(value: Dictionary, format: number): TrackKeys | null {
  const times = entryOf(value, 'times')
  if (times?.type !== 'PackedFloat32Array') return null
  const count = times.numbers.length
  const chunks: [Variant, Variant[]][] = []
  for (const [name, entry] of value.entries) {
    if (!isList(entry)) continue
    const items = itemsOf(entry)
    if (count > 0 ? items.length % count !== 0 : items.length > 0) return null
    const size = count === 0 ? 0 : items.length / count
    chunks.push([name, times.numbers.map((_, i) => concat(entry, items.slice(i * size, (i + 1) * size)))])
  }
  const keys = new Map<string, Variant>()
  times.numbers.forEach((time, i) => {
    const entries = chunks.map(([name, each]) => [name, each[i] ?? { type: 'null' as const }] as const)
    keys.set(timeText(time), { type: 'Dictionary', entries })
  })
  if (keys.size !== count) return null
  const entries = value.entries.map(([name, entry]) => [name, isList(entry) ? concat(entry, []) : entry] as const)
  return { frame: { ...value, entries }, keys }

  function timeText(time: number): string {
    return printVariant({ type: 'float', value: time }, { format })
  }
}

function timeText(time: number): string {
  return printVariant({ type: 'float', value: time })
}

type List = Packed | Extract<Variant, { type: 'Array' }>

function isList(value: Variant): value is List {
  return value.type === 'Array' || isPacked(value)
}

/** Each as a list of one. */
function itemsOf(list: List): Variant[] {
  if (list.type !== 'Array') return elementsOf(list)
  return list.items.map(item => ({ ...list, items: [item] }))
}

function concat(like: List, lists: readonly (Variant | undefined)[]): Variant {
  if (like.type !== 'Array') {
    return concatPacked(
      like,
      lists.filter(list => list !== undefined && isPacked(list)),
    )
  }
  return { ...like, items: lists.flatMap(list => (list?.type === 'Array' ? list.items : [])) }
}

function entryOf({ entries }: Dictionary, name: string): Variant | undefined {
  return entries.find(([key]) => nameText(key) === name)?.[1]
}

function nameText(key: Variant): string {
  return key.type === 'String' || key.type === 'StringName' ? key.value : ''
}
