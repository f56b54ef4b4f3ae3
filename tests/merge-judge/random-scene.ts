/** Seeded base scenes: levels as people build them, with instances, shapes, textures, a tile map and an animation. */
import type { Random } from '../property/seeded.ts'
import { keysText } from './plain-keys.ts'
import { addFile, addInside } from './plain-resources.ts'
import { namesTo, nodeIn, nodeMark, type PlainNode, type PlainScene, resourceMark } from './plain-scene.ts'
import { encodeTiles } from './plain-tiles.ts'

export const TYPES = [
  'Node2D',
  'Sprite2D',
  'Area2D',
  'CollisionShape2D',
  'Label',
  'Marker2D',
  'Timer',
  'Camera2D',
] as const
export const NAMES = ['Enemy', 'Coin', 'Door', 'Platform', 'Crate', 'Tür', 'Spawn', 'Lamp', 'Hud', 'Left Wall'] as const
export const GROUPS = ['enemies', 'saved', 'lights', 'damage zone'] as const

export interface SceneWish {
  readonly nodes: number
  readonly hasUniqueIds: boolean
}

export function randomScene(random: Random, { nodes, hasUniqueIds }: SceneWish): PlainScene {
  const scene: PlainScene = {
    root: 'n0',
    hasUniqueIds,
    nodes: new Map(),
    resources: new Map(),
    connections: [],
    editable: new Set(),
  }
  const add = (wish: NodeWish) => addNode(scene, random, `n${scene.nodes.size}`, wish)
  add({ parent: null, name: 'Level', type: 'Node2D' })
  scene.nodes.get('n0')?.properties.set('script', resourceMark(addFile(scene, 'Script', 'res://level.gd')))
  addTiles(scene, random, add({ parent: 'n0', name: 'Ground', type: 'TileMapLayer' }))
  const plain: string[] = ['n0']
  while (scene.nodes.size < nodes - 1) {
    // Mostly under something recent, as one fills one part of a level after the other.
    const recent = plain[Math.max(0, plain.length - 1 - random.below(Math.min(plain.length, 12)))] ?? 'n0'
    const parent = notTooDeep(scene, recent)
    if (random.below(8) === 0) addInstance(scene, random, add, parent)
    else plain.push(add({ parent, name: random.pick(NAMES), type: random.pick(TYPES) }).key)
  }
  addAnimation(scene, random, add({ parent: 'n0', name: 'AnimationPlayer', type: 'AnimationPlayer' }), plain)
  for (let i = 0; i < nodes / 6; i += 1) {
    scene.connections.push({
      signal: 'ready',
      from: random.pick(plain),
      to: random.pick(plain),
      method: `_on_${i}`,
      flags: null,
    })
    nodeIn(scene, random.pick(plain)).properties.set(
      `metadata/target_${i}`,
      `NodePath("${nodeMark(random.pick(plain))}")`,
    )
    addToGroup(nodeIn(scene, random.pick(plain)), random.pick(GROUPS))
  }
  return scene
}

const DEEPEST = 7

function notTooDeep(scene: PlainScene, key: string): string {
  const names = namesTo(scene, key)
  let at = key
  for (let depth = names.length; depth >= DEEPEST; depth -= 3) {
    for (let i = 0; i < 3; i += 1) at = nodeIn(scene, at).parent ?? scene.root
  }
  return at
}

interface NodeWish {
  readonly parent: string | null
  readonly name: string
  readonly type: string | null
  readonly instance?: string
  readonly isOverride?: boolean
}

export function addNode(scene: PlainScene, random: Random, key: string, wish: NodeWish): PlainNode {
  const isOverride = wish.isOverride ?? false
  const node: PlainNode = {
    key,
    name: wish.parent === null || isOverride ? wish.name : freeName(scene, wish.parent, wish.name),
    type: wish.type,
    instance: wish.instance ?? null,
    parent: wish.parent,
    uniqueId: scene.hasUniqueIds ? (isOverride ? 4711 : 1 + random.below(0x7ffffffe)) : null,
    groups: [],
    properties: new Map(),
    children: [],
  }
  scene.nodes.set(key, node)
  if (wish.parent !== null) nodeIn(scene, wish.parent).children.push(key)
  if (!isOverride) addTypical(scene, random, node)
  return node
}

/** As Godot names: `Enemy`, `Enemy2`. */
export function freeName(scene: PlainScene, parent: string, wanted: string, reserved: readonly string[] = []): string {
  const taken = new Set([...reserved, ...nodeIn(scene, parent).children.map(child => nodeIn(scene, child).name)])
  let name = wanted
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`
  return name
}

export function addToGroup(node: PlainNode, group: string): void {
  if (!node.groups.includes(group)) node.groups.push(group)
}

export function vector(random: Random): string {
  return `Vector2(${random.below(4000) - 2000}, ${(random.below(40_000) - 20_000) / 10})`
}

/** What tells a node apart where it has no `unique_id`: few stand in the same place. */
function addTypical(scene: PlainScene, random: Random, node: PlainNode): void {
  const { properties } = node
  if (node.type === 'Timer') properties.set('wait_time', `${1 + random.below(100_000)}.5`)
  else if (node.type === 'Label') properties.set('text', `"Line ${random.below(100_000)}\nand \\"more\\""`)
  else if (node.type !== 'AnimationPlayer') properties.set('position', vector(random))
  if (node.type === 'Sprite2D') {
    const texture = addFile(scene, 'Texture2D', `res://art/texture${random.below(6)}.tres`)
    properties.set('texture', resourceMark(texture))
    if (random.below(3) === 0) properties.set('metadata/basis', 'Transform2D(1, 0, 0, 1, 12, 24)')
  }
  if (node.type === 'CollisionShape2D') {
    properties.set('shape', resourceMark(addInside(scene, 'RectangleShape2D', [['size', vector(random)]])))
  }
  if (random.below(5) === 0) properties.set('metadata/stats', '{\n"armor": 2,\n"hp": 10,\n"name": "x"\n}')
}

function addInstance(scene: PlainScene, random: Random, add: (wish: NodeWish) => PlainNode, parent: string): void {
  const part = addFile(scene, 'PackedScene', `res://parts/part${random.below(4)}.tscn`)
  const { key } = add({ parent, name: random.pick(NAMES), type: null, instance: part })
  if (random.below(3) > 0) return
  scene.editable.add(key)
  add({ parent: key, name: 'Body', type: null, isOverride: true }).properties.set('visible', 'false')
}

function addTiles(scene: PlainScene, random: Random, layer: PlainNode): void {
  const cells = new Map<string, number>()
  for (let i = 0; i < 60; i += 1) cells.set(`${random.below(16) - 8},${random.below(8)}`, random.below(4))
  layer.properties.set('tile_map_data', encodeTiles(cells))
  layer.properties.set('tile_set', resourceMark(addFile(scene, 'TileSet', 'res://tiles.tres')))
}

function addAnimation(scene: PlainScene, random: Random, player: PlainNode, plain: readonly string[]): void {
  const tracks: [string, string][] = [0, 1].flatMap(number => [
    [`tracks/${number}/type`, '"value"'],
    [`tracks/${number}/path`, `NodePath("${nodeMark(random.pick(plain))}:position")`],
    [`tracks/${number}/keys`, keysText(new Map([0, 0.5, 1].map(time => [time, vector(random)])))],
  ])
  const animation = addInside(scene, 'Animation', [['resource_name', '"walk"'], ...tracks])
  const library = addInside(scene, 'AnimationLibrary', [['_data/walk', resourceMark(animation)]])
  player.properties.set('libraries/', resourceMark(library))
}
