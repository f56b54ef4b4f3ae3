/** Seeded edits of one person who is offline: what one does in an editor, one gesture each, and its words for a log. */
import type { Random } from '../property/seeded.ts'
import { deletedBy, isSettled, newName, ownName, type Person, settle, standsIn, touch } from './person.ts'
import { keysText, readKeys } from './plain-keys.ts'
import { addFile, addInside } from './plain-resources.ts'
import {
  copyScene,
  nodeIn,
  nodeMark,
  type PlainNode,
  type PlainScene,
  relativePath,
  replaceMarks,
  resourceMark,
  subtree,
} from './plain-scene.ts'
import { decodeTiles, encodeTiles } from './plain-tiles.ts'
import { addNode, addToGroup, GROUPS, NAMES, TYPES, vector } from './random-scene.ts'

export interface Side {
  readonly scene: PlainScene
  readonly log: readonly string[]
}

/** `name` begins the keys of what this side adds. */
export function randomSide(base: PlainScene, random: Random, count: number, name: string): Side {
  const person: Person = { scene: copyScene(base), base, random, name, settled: new Set() }
  const log: string[] = []
  for (let tries = 0; log.length < count && tries < count * 20; tries += 1) {
    const done = random.pick(GESTURES)(person)
    if (done !== null) log.push(done)
  }
  return { scene: person.scene, log }
}

/** Answers with what it did, or null if there was nothing to do it to. */
type Gesture = (person: Person) => string | null

/** As often as they stand here. */
const GESTURES: readonly Gesture[] = [
  add,
  add,
  add,
  remove,
  move,
  move,
  reorder,
  rename,
  set,
  set,
  set,
  set,
  unset,
  join,
  leave,
  connect,
  disconnect,
  addTexture,
  addShape,
  editShape,
  duplicate,
  paint,
  paint,
  editEntry,
  editAxis,
  editKey,
  refer,
]

function add(person: Person): string | null {
  const { scene, random } = person
  const parent = pickNode(person)
  const key = `${person.name}${scene.nodes.size}x${random.below(1_000_000)}`
  const name = newName(person, parent.key, ownName(person, key, random.pick(NAMES)))
  const type = random.pick(TYPES)
  if (standsIn(person, [{ name, type }], deletedBy(person))) return null
  const node = addNode(scene, random, key, { parent: parent.key, name, type })
  return `add ${node.name} under ${parent.name}`
}

function remove(person: Person): string | null {
  const { scene } = person
  const node = pickNode(person)
  if (node.parent === null) return null
  const gone = new Set(subtree(scene, node.key))
  if ([...gone].some(key => isSettled(person, nodeIn(scene, key)))) return null
  if (gone.size > scene.nodes.size / 4) return null
  const added = [...scene.nodes.values()].filter(each => !person.base.nodes.has(each.key))
  const deleted = [...gone].map(key => nodeIn(scene, key)).filter(each => person.base.nodes.has(each.key))
  if (standsIn(person, added, deleted)) return null
  // What points to it goes on pointing to where it was; its connections go with it.
  for (const key of gone) replaceMarks(scene, key, holder => relativePath(scene, holder, key))
  scene.connections = scene.connections.filter(({ from, to }) => !gone.has(from) && !gone.has(to))
  withoutChild(nodeIn(scene, node.parent), node.key)
  for (const key of gone) {
    scene.nodes.delete(key)
    scene.editable.delete(key)
  }
  return `delete ${node.name} and ${gone.size - 1} below`
}

function move(person: Person): string | null {
  const { scene, random } = person
  const node = pickNode(person)
  const parent = pickNode(person)
  // Paths in an animation start from where its player is.
  if (node.type === 'AnimationPlayer') return null
  if (node.parent === null || node.parent === parent.key || subtree(scene, node.key).includes(parent.key)) return null
  if (!settle(person, node)) return null
  withoutChild(nodeIn(scene, node.parent), node.key)
  node.name = newName(person, parent.key, node.name)
  node.parent = parent.key
  parent.children.splice(random.below(parent.children.length + 1), 0, node.key)
  return `move ${node.name} under ${parent.name}`
}

function reorder({ scene, random }: Person): string | null {
  const node = pickNode({ scene, random })
  if (node.parent === null) return null
  const { children } = nodeIn(scene, node.parent)
  if (children.length < 2) return null
  const from = children.indexOf(node.key)
  const to = random.below(children.length)
  if (from === to) return null
  children.splice(from, 1)
  children.splice(to, 0, node.key)
  return `reorder ${node.name} to ${to}`
}

function rename(person: Person): string | null {
  const { random } = person
  const node = pickNode(person)
  if (node.parent === null || !settle(person, node)) return null
  const was = node.name
  const wanted = `${random.pick(NAMES)}${random.below(3) === 0 ? ' new' : ''}`
  node.name = newName(person, node.parent, ownName(person, node.key, wanted))
  return `rename ${was} to ${node.name}`
}

const SETTINGS = ['position', 'metadata/speed', 'metadata/note', 'z_index', 'visible'] as const

function set(person: Person): string | null {
  const node = pickNode(person)
  if (!touch(person, node)) return null
  const { random } = person
  const name = random.pick(SETTINGS)
  if (!person.scene.hasUniqueIds && name === 'position') return null
  node.properties.set(name, settingText(name, random))
  return `set ${name} of ${node.name}`
}

function settingText(name: (typeof SETTINGS)[number], random: Random): string {
  switch (name) {
    case 'position':
      return vector(random)
    case 'metadata/speed':
      return `${random.below(100)}.25`
    case 'metadata/note':
      return `"note ${random.below(100)}\n[node name=\\"no node\\"]"`
    case 'z_index':
      return String(random.below(100))
    case 'visible':
      return 'false'
  }
}

function unset(person: Person): string | null {
  const node = pickNode(person)
  const names = [...node.properties.keys()].filter(name => name.startsWith('metadata/') || name === 'z_index')
  if (names.length === 0 || !touch(person, node)) return null
  const name = person.random.pick(names)
  node.properties.delete(name)
  return `reset ${name} of ${node.name}`
}

function join(person: Person): string {
  const node = pickNode(person)
  const group = person.random.pick(GROUPS)
  addToGroup(node, group)
  return `add ${node.name} to ${group}`
}

function leave(person: Person): string | null {
  const node = pickNode(person)
  const group = node.groups[0]
  node.groups = node.groups.slice(1)
  return group === undefined ? null : `take ${node.name} out of ${group}`
}

function connect(person: Person): string {
  const from = pickNode(person)
  const to = pickNode(person)
  const method = `_on_${person.random.below(1_000_000)}`
  const flags = person.random.below(4) === 0 ? 3 : null
  person.scene.connections.push({ signal: 'tree_exited', from: from.key, to: to.key, method, flags })
  return `connect ${from.name} to ${to.name}`
}

function disconnect({ scene, random }: Person): string | null {
  if (scene.connections.length === 0) return null
  const gone = random.pick(scene.connections)
  scene.connections = scene.connections.filter(each => each !== gone)
  return `disconnect ${gone.method}`
}

function addTexture(person: Person): string | null {
  const { scene, random } = person
  const node = pickNode(person)
  if (!touch(person, node)) return null
  const path = `res://art/new${random.below(1000)}.tres`
  node.properties.set('metadata/picture', resourceMark(addFile(scene, 'Texture2D', path)))
  return `give ${node.name} ${path}`
}

function addShape(person: Person): string | null {
  const { scene, random } = person
  const node = pickNode(person)
  if (!touch(person, node)) return null
  const shape = addInside(scene, 'RectangleShape2D', [['size', vector(random)]])
  node.properties.set('metadata/area', resourceMark(shape))
  return `give ${node.name} a shape`
}

function editShape(person: Person): string | null {
  const { scene, random } = person
  const shapes = [...scene.resources.values()].filter(each => each.type === 'RectangleShape2D')
  if (shapes.length === 0) return null
  const shape = random.pick(shapes)
  shape.properties.set(random.pick(['size', 'custom_solver_bias']), random.below(2) === 0 ? vector(random) : '0.5')
  return `edit ${shape.id}`
}

function duplicate(person: Person): string | null {
  const { scene, random, name } = person
  const node = pickNode(person)
  if (node.parent === null) return null
  const { parent } = node
  const keys = subtree(scene, node.key)
  if (
    standsIn(
      person,
      keys.slice(1).map(key => nodeIn(scene, key)),
      deletedBy(person),
    )
  )
    return null
  if (keys.length > 20 || !keys.every(key => settle(person, nodeIn(scene, key)))) return null
  // Two people's copies of one node are alike but for their place: without ids, only a name tells them apart.
  const copyName = scene.hasUniqueIds ? node.name : `${node.name} ${name}`
  const copies = new Map(keys.map((key, i) => [key, `${name}${scene.nodes.size}d${i}x${random.below(1_000_000)}`]))
  for (const key of keys) {
    const of = nodeIn(scene, key)
    const isTop = key === node.key
    const isOverride = of.type === null && of.instance === null
    const copy: PlainNode = {
      ...of,
      key: copies.get(key) ?? '',
      name: isTop ? newName(person, parent, copyName) : of.name,
      parent: isTop ? parent : (copies.get(of.parent ?? '') ?? null),
      uniqueId: of.uniqueId === null || isOverride ? of.uniqueId : 1 + random.below(0x7ffffffe),
      groups: [...of.groups],
      properties: new Map(of.properties),
      children: of.children.map(child => copies.get(child) ?? ''),
    }
    // Where nothing else tells the two apart, a copy is moved a little, as one does.
    if (!scene.hasUniqueIds && copy.properties.has('position')) copy.properties.set('position', vector(random))
    scene.nodes.set(copy.key, copy)
    settle(person, copy)
    if (scene.editable.has(key)) scene.editable.add(copy.key)
  }
  const { children } = nodeIn(scene, parent)
  children.splice(children.indexOf(node.key) + 1, 0, copies.get(node.key) ?? '')
  return `duplicate ${node.name} with ${keys.length - 1} below`
}

function paint(person: Person): string | null {
  const { scene, random } = person
  const layers = [...scene.nodes.values()].filter(node => node.properties.has('tile_map_data'))
  if (layers.length === 0) return null
  const layer = random.pick(layers)
  if (!touch(person, layer)) return null
  const cells = decodeTiles(layer.properties.get('tile_map_data') ?? '')
  const strokes = 1 + random.below(6)
  for (let i = 0; i < strokes; i += 1) {
    const place = `${random.below(20) - 10},${random.below(10)}`
    if (random.below(4) === 0) cells.delete(place)
    else cells.set(place, random.below(4))
  }
  layer.properties.set('tile_map_data', encodeTiles(cells))
  return `paint ${strokes} cells of ${layer.name}`
}

function editEntry(person: Person): string | null {
  return editValue(person, 'metadata/stats', (text, random) => {
    const entry = random.pick(['armor', 'hp', 'name'])
    return text.replace(new RegExp(`"${entry}": [^,\n]*`), `"${entry}": ${random.below(1000)}`)
  })
}

function editAxis(person: Person): string | null {
  return editValue(person, 'metadata/basis', (text, random) => {
    const numbers = text.slice('Transform2D('.length, -1).split(', ')
    const axis = 2 * random.below(3)
    numbers.splice(axis, 2, String(random.below(100)), String(random.below(100)))
    return `Transform2D(${numbers.join(', ')})`
  })
}

/** One key of a track moved, set, added or taken away. */
function editKey({ scene, random }: Person): string | null {
  const animations = [...scene.resources.values()].filter(each => each.type === 'Animation')
  if (animations.length === 0) return null
  const name = `tracks/${random.below(2)}/keys`
  const { properties } = random.pick(animations)
  const keys = readKeys(properties.get(name) ?? '')
  const times = [...keys.keys()]
  const kind = random.below(4)
  if (kind === 0 && times.length > 1) keys.delete(random.pick(times))
  else if (kind === 1) keys.set(random.below(20) / 10, vector(random))
  else keys.set(random.pick(times), vector(random))
  properties.set(name, keysText(keys))
  return `edit ${name}`
}

function editValue(person: Person, name: string, change: (text: string, random: Random) => string): string | null {
  const nodes = [...person.scene.nodes.values()].filter(node => node.properties.has(name))
  if (nodes.length === 0) return null
  const node = person.random.pick(nodes)
  if (!touch(person, node)) return null
  node.properties.set(name, change(node.properties.get(name) ?? '', person.random))
  return `edit ${name} of ${node.name}`
}

function refer(person: Person): string | null {
  const node = pickNode(person)
  if (!touch(person, node)) return null
  const target = pickNode(person)
  node.properties.set('metadata/target_new', `NodePath("${nodeMark(target.key)}")`)
  return `let ${node.name} refer to ${target.name}`
}

/** Any but what lies inside an instance: that can be neither moved nor deleted. */
function pickNode({ scene, random }: Pick<Person, 'scene' | 'random'>): PlainNode {
  return random.pick([...scene.nodes.values()].filter(node => node.type !== null || node.instance !== null))
}

function withoutChild(parent: PlainNode, child: string): void {
  parent.children = parent.children.filter(each => each !== child)
}
