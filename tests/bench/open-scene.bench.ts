/**
 * Opening a scene of 10,000 nodes with six properties each, from stored bytes to a tree that has been read whole,
 * against Loro with a snapshot of the same tree: a movable tree, and one map a node with name, type and properties.
 * Fresh documents every time. Of Loro's two ways to read a tree whole, the faster one counts.
 */
import { LoroDoc } from 'loro-crdt'
import * as Y from 'yjs'
import { setProperties } from '../../shared/scene/commands.ts'
import { openSceneDocument, type SceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
import { buildSeed } from '../../shared/scene/seed.ts'
import { medians } from './measure.ts'
import { NODES, type PlainNode, PROPERTIES, plainScene, sceneText } from './open-scene/scene-text.ts'
import type { BenchRow } from './row.ts'

const SAMPLES = { rounds: 11, warmUp: 3 }
/** Of the nodes, how many had a property set since the file was taken in, in the second row. */
const EDITED = NODES / 10

export async function run(): Promise<BenchRow[]> {
  const nodes = plainScene()
  const text = sceneText(nodes)
  const edited = nodes.map((node, index) => (index % 10 === 0 ? withPosition(node, index) : node))
  const plain = { ours: snapshot(text), theirs: loroSnapshot(nodes) }
  const worked = { ours: editedSnapshot(text, edited), theirs: loroSnapshot(edited) }
  const expected = sizeOf(nodes)
  const expectedEdited = sizeOf(edited)

  const [first, firstJson, firstNodes, fromText, second, secondJson, secondNodes] = medians(
    [
      () => check(readWeft(plain.ours), expected),
      () => check(readLoroJson(plain.theirs), expected),
      () => check(readLoroNodes(plain.theirs), expected),
      () => check(readText(text), expected),
      () => check(readWeft(worked.ours), expectedEdited),
      () => check(readLoroJson(worked.theirs), expectedEdited),
      () => check(readLoroNodes(worked.theirs), expectedEdited),
    ],
    SAMPLES,
  )
  const peer = faster(firstJson, firstNodes)
  const bytes = (ours: Uint8Array, theirs: Uint8Array) =>
    `${Math.round(ours.length / 1024)} KB, Loro ${Math.round(theirs.length / 1024)} KB`
  return [
    row('open from storage', first, peer, 1, bytes(plain.ours, plain.theirs)),
    row(
      `open from storage, ${EDITED} properties set since`,
      second,
      faster(secondJson, secondNodes),
      null,
      bytes(worked.ours, worked.theirs),
    ),
    row('open from its text for the first time', fromText, peer, 2),
  ]
}

/** `times` is null for a row without a target. */
function row(name: string, ours = Number.NaN, peer: number, times: number | null, note?: string): BenchRow {
  return {
    name: `${name}: ${NODES.toLocaleString('en')} nodes, ${PROPERTIES} properties each`,
    ours,
    peer,
    peerName: 'Loro from its snapshot',
    unit: 'ms',
    ratio: ours / peer,
    target: times === null ? 'for information' : `at most ${times}×`,
    pass: times === null || ours / peer <= times,
    ...(note === undefined ? {} : { note }),
  }
}

function faster(a = Number.NaN, b = Number.NaN): number {
  return Math.min(a, b)
}

function withPosition(node: PlainNode, index: number): PlainNode {
  const [, ...others] = node.properties
  return { ...node, properties: [['position', `Vector2(${index}, -1)`], ...others] }
}

/** What has been read: nodes, and the length of all names, types and properties. */
interface Size {
  readonly nodes: number
  readonly characters: number
}

function sizeOf(nodes: readonly PlainNode[]): Size {
  const characters = nodes.map(
    ({ name, type, properties }) => name.length + type.length + properties.flat().join('').length,
  )
  return { nodes: nodes.length, characters: characters.reduce((sum, each) => sum + each, 0) }
}

function check(read: Size, expected: Size): void {
  if (read.nodes === expected.nodes && read.characters === expected.characters) return
  throw new Error(`read ${JSON.stringify(read)} instead of ${JSON.stringify(expected)}`)
}

/** As storage keeps it: update format v2. */
function snapshot(text: string): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update)
  return Y.encodeStateAsUpdateV2(doc)
}

function editedSnapshot(text: string, edited: readonly PlainNode[]): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update)
  const document = openSceneDocument(doc)
  const deps = { person: { name: 'Ann', color: 0 }, now: () => 0, random: (bytes: number) => new Uint8Array(bytes) }
  const ids = [...document.scene.nodes.values()]
  const byName = new Map(ids.map(node => [node.name, node.id]))
  const changes = edited
    .filter((_, index) => index % 10 === 0)
    .map(({ name, properties }) => ({
      node: byName.get(name) as NodeId,
      name: 'position',
      text: properties[0]?.[1] ?? '',
    }))
  setProperties(createSceneEditor(document, deps), changes)
  return Y.encodeStateAsUpdateV2(doc)
}

function readWeft(bytes: Uint8Array): Size {
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, bytes)
  return readWhole(openSceneDocument(doc))
}

function readText(text: string): Size {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update)
  return readWhole(openSceneDocument(doc))
}

/** From the root down, as a screen would. */
function readWhole(document: SceneDocument): Size {
  const { scene } = document
  let nodes = 0
  let characters = 0
  const read = (id: NodeId) => {
    const node = scene.nodes.get(id)
    if (node === undefined) throw new Error(`no node ${id}`)
    nodes += 1
    characters += node.name.length + (node.type?.length ?? 0)
    for (const [name, text] of node.properties) characters += name.length + text.length
    for (const child of node.children) read(child)
  }
  if (scene.root !== null) read(scene.root)
  document.dispose()
  return { nodes, characters }
}

function loroSnapshot(nodes: readonly PlainNode[]): Uint8Array {
  const doc = new LoroDoc()
  const tree = doc.getTree('nodes')
  const made: ReturnType<typeof tree.createNode>[] = []
  for (const { name, type, parent, properties } of nodes) {
    const node = parent === null ? tree.createNode() : made[parent]?.createNode()
    if (node === undefined) throw new Error(`no parent for ${name}`)
    node.data.set('name', name)
    node.data.set('type', type)
    for (const [key, text] of properties) node.data.set(key, text)
    made.push(node)
  }
  doc.commit()
  const bytes = doc.export({ mode: 'snapshot' })
  doc.free()
  return bytes
}

interface LoroNode {
  readonly meta: Readonly<Record<string, string>>
  readonly children: readonly LoroNode[]
}

function readLoroJson(bytes: Uint8Array): Size {
  const doc = LoroDoc.fromSnapshot(bytes)
  let nodes = 0
  let characters = 0
  const read = (node: LoroNode) => {
    nodes += 1
    characters += sizeOfMap(node.meta)
    for (const child of node.children) read(child)
  }
  for (const root of doc.getTree('nodes').toJSON() as LoroNode[]) read(root)
  doc.free()
  return { nodes, characters }
}

function readLoroNodes(bytes: Uint8Array): Size {
  const doc = LoroDoc.fromSnapshot(bytes)
  let nodes = 0
  let characters = 0
  for (const node of doc.getTree('nodes').getNodes({ withDeleted: false })) {
    nodes += 1
    node.parent()
    characters += sizeOfMap(node.data.toJSON() as Record<string, string>)
  }
  doc.free()
  return { nodes, characters }
}

function sizeOfMap(map: Readonly<Record<string, string>>): number {
  let characters = 0
  for (const [key, value] of Object.entries(map)) {
    // Name and type are keys of the map here, and fields of their own in what they are compared with.
    characters += value.length + (key === 'name' || key === 'type' ? 0 : key.length)
  }
  return characters
}
