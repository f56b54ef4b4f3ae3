/** What is compared: 10,000 nodes with what real scenes hold, and the same after 100 changes of every kind. */

export const NODES = 10_000
export const CHANGES = 100
/** Children of a node: five levels in all. */
const FAN = 10

interface BenchNode {
  name: string
  readonly type: string
  readonly uniqueId: number
  parent: BenchNode | null
  readonly children: BenchNode[]
  readonly properties: Map<string, string>
  readonly groups: string[]
  target: BenchNode | null
}

interface BenchConnection {
  readonly from: BenchNode
  readonly to: BenchNode
  readonly method: string
}

/** `.tres` files that both scenes refer to, by path. */
export const RESOURCE_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [
    `look-${i}.tres`,
    `[gd_resource type="GradientTexture1D" format=3]\n\n[resource]\nwidth = ${16 + i}\n`,
  ]),
)

const SHAPES = 200

/** `hasIds`: with the `unique_id` of Godot 4.6, or as versions before wrote it. */
export function twoScenes(hasIds: boolean): { before: string; after: string } {
  const nodes: BenchNode[] = []
  for (let index = 0; index < NODES; index += 1) nodes.push(addNode(nodes, index))
  const connections: BenchConnection[] = []
  for (let i = 1; i <= 300; i += 1) {
    const [from, to] = [nodes[i * 31], nodes[i * 7]]
    if (from !== undefined && to !== undefined) connections.push({ from, to, method: `_on_${i}` })
  }
  const before = print(nodes, connections, hasIds)
  change(nodes, connections)
  return { before, after: print(nodes, connections, hasIds) }
}

function addNode(nodes: readonly BenchNode[], index: number): BenchNode {
  const parent = index === 0 ? null : (nodes[Math.floor((index - 1) / FAN)] ?? null)
  const types = ['Sprite2D', 'Node2D', 'CollisionShape2D', 'Marker2D'] as const
  const type = index === 0 ? 'Node2D' : (types[index % types.length] ?? 'Node2D')
  const properties = new Map([
    ['position', `Vector2(${index * 1.5}, ${index % 640})`],
    ['rotation', `${(index % 628) / 100 + 0.001}`],
    ['z_index', `${index % 100}`],
    ['modulate', `Color(1, 0.5, ${(index % 16) / 16}, 1)`],
    ['metadata/label', `"label of node ${index}"`],
  ])
  if (type === 'Sprite2D') properties.set('texture', `ExtResource("${(index % 8) + 1}_look")`)
  if (type === 'CollisionShape2D') properties.set('shape', `SubResource("RectangleShape2D_${index % SHAPES}")`)
  const node: BenchNode = {
    name: index === 0 ? 'Root' : `Node${index}`,
    type,
    uniqueId: index + 1000,
    parent,
    children: [],
    properties,
    groups: index % 25 === 0 ? ['marked'] : [],
    target: index % 10 === 9 ? (nodes[index - 5] ?? null) : null,
  }
  parent?.children.push(node)
  return node
}

/** 40 values, 10 names, 10 moves, 10 orders, 10 groups, 10 connections, 5 nodes that come and 5 that go. */
function change(nodes: BenchNode[], connections: BenchConnection[]): void {
  const at = (index: number): BenchNode => {
    const node = nodes[index]
    if (node === undefined) throw new RangeError(`node ${index}`)
    return node
  }
  for (let i = 0; i < 40; i += 1) at(1200 + i * 97).properties.set('position', `Vector2(${i}, -1)`)
  for (let i = 0; i < 10; i += 1) at(120 + i * 53).name = `Renamed${i}`
  for (let i = 0; i < 10; i += 1) hang(at(2001 + i * 211), at(1000 - i * 3))
  for (let i = 0; i < 10; i += 1) {
    const siblings = at(640 + i).children
    const first = siblings.shift()
    if (first !== undefined) siblings.push(first)
  }
  for (let i = 0; i < 10; i += 1) at(5001 + i * 31).groups.push('changed')
  connections.splice(0, 10)
  for (let i = 0; i < 5; i += 1) {
    const gone = at(9_900 + i * 10)
    hang(gone, null)
    hang({ ...gone, name: `Born${i}`, uniqueId: 50_000 + i, parent: null, children: [] }, at(700 + i))
  }
}

function hang(node: BenchNode, parent: BenchNode | null): void {
  const siblings = node.parent?.children ?? []
  if (siblings.includes(node)) siblings.splice(siblings.indexOf(node), 1)
  node.parent = parent
  parent?.children.push(node)
}

function print(nodes: readonly BenchNode[], connections: readonly BenchConnection[], hasIds: boolean): string {
  const looks = Object.keys(RESOURCE_FILES).map(
    (path, i) => `[ext_resource type="Texture2D" path="res://${path}" id="${i + 1}_look"]\n`,
  )
  const shapes = Array.from(
    { length: SHAPES },
    (_, i) => `[sub_resource type="RectangleShape2D" id="RectangleShape2D_${i}"]\nsize = Vector2(${i + 1}, 4)\n\n`,
  )
  const [root] = nodes
  const sections = root === undefined ? [] : inOrder(root).map(node => printNode(node, hasIds))
  const there = (node: BenchNode) => node === root || node.parent !== null
  const wires = connections
    .filter(({ from, to }) => there(from) && there(to))
    .map(
      ({ from, to, method }) =>
        `[connection signal="visibility_changed" from="${pathOf(from)}" to="${pathOf(to)}" method="${method}"]\n`,
    )
  return asRead(
    `[gd_scene format=3 uid="uid://bscenediff"]\n\n${looks.join('')}\n${shapes.join('')}${sections.join('\n')}\n${wires.join('')}`,
  )
}

/** As a file that was read comes: in one piece. A text that was put together is slower to read, a character at a time. */
function asRead(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}

function printNode(node: BenchNode, hasIds: boolean): string {
  const parent = node.parent === null ? '' : ` parent="${pathOf(node.parent)}"`
  const id = hasIds ? ` unique_id=${node.uniqueId}` : ''
  const groups = node.groups.length === 0 ? '' : ` groups=[${node.groups.map(group => `"${group}"`).join(', ')}]`
  const { target } = node
  const texts = [...node.properties]
  if (target !== null) texts.push(['metadata/target', `NodePath("${relative(node, target)}")`])
  const body = texts.map(([name, text]) => `${name} = ${text}\n`).join('')
  return `[node name="${node.name}" type="${node.type}"${parent}${id}${groups}]\n${body}`
}

function inOrder(node: BenchNode): BenchNode[] {
  return [node, ...node.children.flatMap(inOrder)]
}

function pathOf(node: BenchNode): string {
  const names: string[] = []
  for (let at = node; at.parent !== null; at = at.parent) names.unshift(at.name)
  return names.length === 0 ? '.' : names.join('/')
}

function relative(from: BenchNode, to: BenchNode): string {
  const up = pathOf(from) === '.' ? 0 : pathOf(from).split('/').length
  return `${'../'.repeat(up)}${pathOf(to)}`
}
