/**
 * What a value means, as a tree whose leaves are edited apart: entries of dictionaries, properties of resources, axes
 * of transforms, tiles, keys of animations, items of arrays that keep their length. Resources are followed, so that
 * the ids of the file play no part; a NodePath means the node it leads to, by the key that node has in every text.
 */
import { nearest, type ReadNode, type ReadResource, type ReadScene } from './reader.ts'
import { tileCells } from './tiles.ts'
import { plainText, type Value } from './value.ts'

export type Meaning = Leaf | Branch

export interface Leaf {
  readonly text: string
  /** The node a NodePath leads to, and the rest of the way. Null for all else, and where it leads nowhere. */
  readonly target: { readonly key: string; readonly rest: string } | null
}

export interface Branch {
  /** Two branches of different sorts have no parts in common. */
  readonly sort: string
  readonly parts: ReadonlyMap<string, Meaning>
}

/** A text with the key of each of its nodes: the same key in two texts is the same node. */
export interface KeyedScene {
  readonly scene: ReadScene
  readonly keys: readonly string[]
}

/**
 * Meanings of one text's values. Resources are read once for each place their paths may start from. `before`: the text
 * this one was made from; an animation track whose node is gone is still the track it was there.
 */
export function createMeanings(keyed: KeyedScene, before: KeyedScene | null) {
  const { scene } = keyed
  const resources = new Map<string, Meaning>()

  return { property, ofValue: (value: Value, at: ReadNode) => ofValue(value, { at, tracksFrom: at, above: [] }) }

  function property(node: ReadNode, name: string, value: Value): Meaning {
    const cells = tileCells(name, value)
    if (cells !== null) return { sort: 'tiles', parts: new Map([...cells].map(([place, cell]) => [place, leaf(cell)])) }
    const tracksFrom = /^(?:libraries|anims)(?:\/|$)/.test(name) ? playerRoot(node) : node
    return ofValue(value, { at: node, tracksFrom, above: [] })
  }

  function ofValue(value: Value, context: Context): Meaning {
    switch (value.kind) {
      case 'atom':
        return leaf(value.text)
      case 'path':
        return pathLeaf(value.text, targetOf(value.text, context.at))
      case 'ext':
        return ofFile(scene.external.get(value.id), value.id)
      case 'sub':
        return resource(value.id, context)
      case 'call':
        return ofCall(value)
      case 'list':
        return branch(`list ${typeText(value.of)} ${value.items.length}`, value.items, item => ofValue(item, context))
      case 'dict':
        return ofEntries(value.entries, value.of, context)
    }
  }

  function resource(id: string, context: Context): Meaning {
    const found = scene.internal.get(id)
    if (found === undefined || context.above.includes(id)) return leaf(`no resource ${id}`)
    const cacheKey = `${id} ${context.at.index} ${context.tracksFrom.index}`
    const known = resources.get(cacheKey)
    if (known !== undefined) return known
    const made = ofResource(found, { ...context, above: [...context.above, id] })
    resources.set(cacheKey, made)
    return made
  }

  function ofResource(found: ReadResource, context: Context): Meaning {
    const parts = new Map<string, Meaning>()
    const tracks = found.type === 'Animation' ? tracksOf(found, context) : null
    for (const [name, value] of found.properties) {
      const own = tileCells(name, value)
      if (own !== null) {
        parts.set(name, { sort: 'tiles', parts: new Map([...own].map(([place, cell]) => [place, leaf(cell)])) })
        continue
      }
      const [, number] = /^tracks\/(\d+)\/path$/.exec(name) ?? []
      const track = tracks?.get(number ?? '')
      parts.set(trackPart(name, tracks), track?.path ?? ofValue(value, context))
    }
    return { sort: `resource ${found.type}`, parts }
  }

  function ofEntries(entries: readonly (readonly [Value, Value])[], of: string, context: Context): Meaning {
    const keys = animationKeys(entries)
    if (keys !== null)
      return { sort: 'keys', parts: new Map([...keys].map(([time, key]) => [time, ofValue(key, context)])) }
    const parts = new Map(entries.map(([key, value]) => [textOf(ofValue(key, context)), ofValue(value, context)]))
    return { sort: `dict ${typeText(of)}`, parts }
  }

  /** A type that is a script names it by a local id. */
  function typeText(of: string): string {
    return of.replaceAll(/ExtResource\("([^"]*)"\)/g, (_, id: string) => scene.external.get(id)?.path ?? id)
  }

  /** Animation tracks are numbered in the file; what tells them apart is what they animate. */
  function tracksOf(animation: ReadResource, { tracksFrom, above }: Context): ReadonlyMap<string, Track> {
    const tracks = new Map<string, Track>()
    const seen = new Map<string, number>()
    for (const [name, value] of animation.properties) {
      const number = /^tracks\/(\d+)\/type$/.exec(name)?.[1]
      if (number === undefined) continue
      const path = animation.properties.get(`tracks/${number}/path`)
      const said = path?.kind === 'path' ? pathLeaf(path.text, targetOf(path.text, tracksFrom)) : null
      const meant = said === null ? null : beforeDeletion(said, tracksFrom, `${above.at(-1)}`, number)
      const base = `${plainText(value)} ${meant === null ? '' : textOf(meant)}`
      const count = seen.get(base) ?? 0
      seen.set(base, count + 1)
      // Where its node is there and the path misses it, the path is wrong; where it is gone, it says what it said.
      const isGone = meant !== null && meant.target !== null && !keyed.keys.includes(meant.target.key)
      tracks.set(number, { name: `${base} ${count}`, path: isGone ? meant : said })
    }
    return tracks
  }

  /**
   * Of a track whose node is gone, the path it had before: as the same track of that text, or where this path led there.
   * So it is where another node has taken the path: the track says what it said.
   */
  function beforeDeletion(said: Leaf, from: ReadNode, animation: string, number: string): Leaf {
    if (before === null) return said
    const start = before.scene.nodes.find(node => before.keys[node.index] === keyed.keys[from.index])
    if (start === undefined) return said
    const earlier = before.scene.internal.get(animation)?.properties.get(`tracks/${number}/path`)
    const was = earlier?.kind === 'path' ? pathLeaf(earlier.text, targetOf(earlier.text, start, before)) : null
    if (said.target === null) {
      if (was !== null && was.target !== null) return was
      return { ...said, target: targetOf(said.text.slice(PATH.length), start, before) }
    }
    const isGone = was !== null && was.target !== null && !keyed.keys.includes(was.target.key)
    return isGone && (was.text === said.text || isCarriedInto(said, was)) ? was : said
  }

  function targetOf(path: string, from: ReadNode, { scene, keys }: KeyedScene = keyed): Leaf['target'] {
    const found = follow(path, from, scene)
    return found === null ? null : { key: keys[found.node.index] ?? '', rest: found.rest }
  }

  /** Tracks start from the root of their player, its parent by default. */
  function playerRoot(node: ReadNode): ReadNode {
    const set = node.properties.get('root_node')
    return follow(set?.kind === 'path' ? set.text : '..', node, scene)?.node ?? node.parent ?? node
  }
}

/** What stood above the node was moved into an instance before the node went: nobody knows what is in there. */
export function isCarriedInto(said: Leaf, was: Leaf): boolean {
  return /^[^:]/.test(said.target?.rest ?? '') && lastName(said) === lastName(was)
}

export function lastName({ text }: Leaf): string {
  return text.slice(text.search(/[^/ ]+$/))
}

interface Track {
  readonly name: string
  readonly path: Leaf | null
}

const PATH = 'path '

function pathLeaf(path: string, target: Leaf['target']): Leaf {
  return { text: PATH + path, target }
}

interface Context {
  /** Where NodePaths start. */
  readonly at: ReadNode
  readonly tracksFrom: ReadNode
  /** Resources around this one: a circle ends. */
  readonly above: readonly string[]
}

/** A meaning as one text, for keys and messages. */
export function textOf(meaning: Meaning): string {
  if (isLeaf(meaning))
    return meaning.target === null ? meaning.text : `node ${meaning.target.key}${meaning.target.rest}`
  return `${meaning.sort}{${[...meaning.parts].map(([name, part]) => `${name}=${textOf(part)}`).join(', ')}}`
}

export function isLeaf(meaning: Meaning): meaning is Leaf {
  return 'text' in meaning
}

function leaf(text: string): Leaf {
  return { text, target: null }
}

function branch(sort: string, items: readonly Value[], of: (item: Value) => Meaning): Branch {
  return { sort, parts: new Map(items.map((item, i) => [String(i), of(item)])) }
}

/** Their numbers, the last of which are the origin. */
const TRANSFORMS: Readonly<Record<string, readonly [numbers: number, origin: number]>> = {
  Transform2D: [6, 2],
  Matrix32: [6, 2],
  Transform3D: [12, 3],
  Transform: [12, 3],
}

/** Its path and its uid are set apart: a newer Godot adds uids to what it finds. */
function ofFile(found: ReadResource | undefined, id: string): Meaning {
  if (found === undefined) return leaf(`no resource ${id}`)
  const parts = [
    ['path', leaf(found.path ?? '')],
    ['uid', leaf(found.uid ?? '')],
  ] as const
  return { sort: `file ${found.type}`, parts: new Map(parts) }
}

/** A vector or a colour is one value; a transform is its basis and each number of its origin, a packed array its items. */
function ofCall(value: Value & { kind: 'call' }): Meaning {
  const texts = value.args.map(each => (each.kind === 'atom' ? each.text : '?'))
  const [numbers, origin] = TRANSFORMS[value.name] ?? []
  if (numbers === texts.length && origin !== undefined) {
    const place = texts.slice(-origin).map((text, i) => [`origin.${'xyz'[i]}`, leaf(text)] as const)
    return { sort: value.name, parts: new Map([['basis', leaf(texts.slice(0, -origin).join(' '))], ...place]) }
  }
  if (/^(?:Packed|Pool)\w*Array$/.test(value.name)) {
    const parts = new Map(texts.map((text, i) => [String(i), leaf(text)]))
    return { sort: `${value.name} ${texts.length}`, parts }
  }
  return leaf(`${value.name}(${texts.join(', ')})`)
}

/** The node a NodePath leads to, or an instance that it leads into, and the rest of the way. */
function follow(path: string, from: ReadNode, scene: ReadScene): { node: ReadNode; rest: string } | null {
  const [names = '', ...properties] = path.split(':')
  const rest = properties.map(each => `:${each}`).join('')
  if (names === '' || names.startsWith('/')) return null
  let absolute: string[] = from.path === '.' ? [] : from.path.split('/')
  for (const name of names.split('/')) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (absolute.length === 0) return null
      absolute.pop()
    } else if (name.startsWith('%')) {
      const unique = scene.nodes.find(node => node.name === name.slice(1) && isUniqueName(node))
      if (unique === undefined) return null
      absolute = unique.path.split('/')
    } else absolute.push(name)
  }
  const found = nearest(absolute.length === 0 ? '.' : absolute.join('/'), scene)
  if (found.via !== '' && found.node.type !== null) return null
  return { node: found.node, rest: found.via + rest }
}

function trackPart(name: string, tracks: ReadonlyMap<string, Track> | null): string {
  const [, number = '', rest = ''] = /^tracks\/(\d+)\/(.*)$/.exec(name) ?? []
  const track = tracks?.get(number)
  return track === undefined ? name : `track ${track.name}/${rest}`
}

/** `{"times": …, "transitions": …, "update": 0, "values": […]}` as one entry for each time, and the rest as it is. */
function animationKeys(entries: readonly (readonly [Value, Value])[]): Map<string, Value> | null {
  const named = new Map(entries.map(([key, value]) => [plainText(key) ?? '', value]))
  const times = named.get('times')
  if (times?.kind !== 'call') return null
  const keys = new Map<string, Value>()
  const columns = [...named].filter(([name, value]) => name !== 'times' && itemsOf(value)?.length === times.args.length)
  for (const [name, value] of named)
    if (name !== 'times' && !columns.some(([each]) => each === name)) keys.set(name, value)
  times.args.forEach((time, i) => {
    const items = columns.flatMap(([, column]) => itemsOf(column)?.[i] ?? [])
    keys.set(`at ${plainText(time)}`, { kind: 'list', of: '', items })
  })
  return keys
}

function itemsOf(value: Value): readonly Value[] | null {
  return value.kind === 'list' ? value.items : value.kind === 'call' ? value.args : null
}

function isUniqueName(node: ReadNode): boolean {
  const set = node.properties.get('unique_name_in_owner')
  return set?.kind === 'atom' && set.text === 'true'
}
