/**
 * A scene as registers: everything about it that a person can change, each under a name that is the same in every
 * text. Sides of a merge are compared, and its result is looked up, by these names.
 */
import { createMeanings, type KeyedScene, type Meaning, textOf } from './meaning.ts'
import { nearest, type ReadConnection, type ReadNode } from './reader.ts'

export interface Register {
  /** The node it is about; null for what belongs to the whole scene. */
  readonly key: string | null
  /** Both ends of a connection. */
  readonly otherKey: string | null
  readonly aspect: Aspect
  /** Of a property or a field of the tag its name, of a group the group. */
  readonly name: string
  readonly meaning: Meaning
}

export type Aspect = 'node' | 'name' | 'place' | 'type' | 'field' | 'property' | 'group' | 'connection' | 'scene'

export interface Registers {
  readonly keyed: KeyedScene
  readonly byName: ReadonlyMap<string, Register>
  /** Keys of the children that the file lists, by the key of their parent, in order. */
  readonly childrenOf: ReadonlyMap<string, readonly string[]>
  readonly nodeOf: ReadonlyMap<string, ReadNode>
}

/** `before`: the text it was made from, null for a first one. */
export function registersOf(keyed: KeyedScene, before: KeyedScene | null): Registers {
  const { scene, keys } = keyed
  const meanings = createMeanings(keyed, before)
  const byName = new Map<string, Register>()
  const childrenOf = new Map<string, string[]>()
  const nodeOf = new Map<string, ReadNode>()
  const keyOf = (node: ReadNode) => keys[node.index] ?? ''

  for (const node of scene.nodes) {
    const key = keyOf(node)
    // The first of two nodes with one key speaks for both: that there are two is counted elsewhere.
    if (nodeOf.has(key)) continue
    nodeOf.set(key, node)
    childrenOf.set(key, node.children.map(keyOf))
    addNode(node, key)
  }
  for (const connection of scene.connections) addConnection(connection)
  for (const path of scene.editable) {
    const { node, via } = nearest(path, scene)
    add({ key: keyOf(node), otherKey: null, aspect: 'field', name: `editable ${via}`, meaning: plain('yes') })
  }
  for (const [name, value] of scene.header) {
    const [root] = scene.nodes
    if (root !== undefined) addScene(name, meanings.ofValue(value, root))
  }
  return { keyed, byName, childrenOf, nodeOf }

  function addNode(node: ReadNode, key: string): void {
    const about = { key, otherKey: null }
    add({ ...about, aspect: 'node', name: '', meaning: plain('here') })
    add({ ...about, aspect: 'name', name: '', meaning: plain(node.name) })
    const parent = node.parent === null ? '' : keyOf(node.parent)
    add({ ...about, aspect: 'place', name: '', meaning: plain(node.via === '' ? parent : `${parent}/${node.via}`) })
    const type = node.instance === null ? plain(node.type ?? '') : meanings.ofValue(node.instance, node)
    add({ ...about, aspect: 'type', name: '', meaning: type })
    for (const [name, value] of node.fields) {
      add({ ...about, aspect: 'field', name, meaning: meanings.ofValue(value, node) })
    }
    for (const group of node.groups) add({ ...about, aspect: 'group', name: group, meaning: plain('in') })
    for (const [name, value] of node.properties) {
      add({ ...about, aspect: 'property', name, meaning: meanings.property(node, name, value) })
    }
  }

  function addConnection(connection: ReadConnection): void {
    const from = nearest(connection.from, scene)
    const to = nearest(connection.to, scene)
    const parts = new Map([...connection.rest].map(([name, value]) => [name, meanings.ofValue(value, from.node)]))
    const ends = `${keyOf(from.node)}/${from.via} ${keyOf(to.node)}/${to.via}`
    add({
      key: keyOf(from.node),
      otherKey: keyOf(to.node),
      aspect: 'connection',
      name: `${connection.signal} ${ends} ${connection.method}`,
      meaning: plain(textOf({ sort: 'connection', parts })),
    })
  }

  function addScene(name: string, meaning: Meaning): void {
    add({ key: null, otherKey: null, aspect: 'scene', name, meaning })
  }

  function add(register: Register): void {
    byName.set(registerName(register), register)
  }
}

export function registerName({ key, aspect, name }: Pick<Register, 'key' | 'aspect' | 'name'>): string {
  return aspect === 'connection' ? `connection ${name}` : `${key ?? ''} ${aspect} ${name}`
}

function plain(text: string): Meaning {
  return { text, target: null }
}
