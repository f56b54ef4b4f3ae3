import * as Y from 'yjs'
import { AppError } from '../../contract/errors.ts'
import { edgesValue } from '../../tree/edge-value.ts'
import { TRASH, withMove } from '../../tree/resolve-tree.ts'
import { quoteName } from '../codec/layout.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { INSIDE_FIELD } from '../file-model.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId, Scene, SceneNode } from '../scene.ts'
import { countUp } from '../sibling-names.ts'
import { trashNote } from '../trash-note.ts'
import { newNodeId } from './new-ids.ts'
import { checkThere, nodeOf, positionsAt, setEdge, topmost } from './place.ts'
import { storeText } from './properties.ts'
import { addExternalResource } from './resources.ts'

export interface NewNode {
  readonly parent: NodeId
  /** Where inside the parent's instance, for a child of an inner node. */
  readonly inside?: string
  readonly name?: string
  /** Among the parent's children; the end by default. */
  readonly index?: number
  /** Godot text by property. */
  readonly properties?: Readonly<Record<string, string>>
}

/** Adds a node; its name counts up where a sibling has it. */
export function addNode(editor: SceneEditor, node: NewNode & { readonly type: string }): NodeId {
  return editor.gesture(`Add ${node.type}`, tx => {
    const id = create(editor, tx, node, node.name ?? node.type)
    tx.set(registerKey.field(id, 'type'), node.type)
    return id
  })
}

/** Adds an instance of another scene. `path` begins with `res://`. */
export function addInstance(
  editor: SceneEditor,
  node: NewNode & { readonly path: string; readonly uid: string | null; readonly name: string },
): NodeId {
  return editor.gesture(`Add ${node.name}`, tx => {
    const { reference } = addExternalResource(editor, { type: 'PackedScene', path: node.path, uid: node.uid })
    const id = create(editor, tx, node, node.name)
    tx.set(registerKey.field(id, 'instance'), reference)
    return id
  })
}

function create(editor: SceneEditor, tx: SceneTransaction, node: NewNode, wantedName: string): NodeId {
  const parent = nodeOf(editor, node.parent)
  const refusal = checkNodeName(wantedName)
  if (refusal !== null) throw new AppError('BAD_REQUEST', refusal)
  const { id, uniqueId } = newNodeId(editor)
  const [position = ''] = positionsAt(editor, node.parent, node.index ?? parent.children.length, 1, tx.writer)
  setEdge(editor, tx, id, node.parent, position)
  tx.set(registerKey.field(id, 'name'), freeName(editor.document.scene, parent, wantedName))
  if (node.inside !== undefined && node.inside !== '') tx.set(registerKey.field(id, INSIDE_FIELD), node.inside)
  if (uniqueId !== null) tx.set(registerKey.field(id, 'unique_id'), String(uniqueId))
  for (const [name, text] of Object.entries(node.properties ?? {})) {
    tx.set(registerKey.property(id, name), storeText(editor, text, node.parent))
  }
  return id
}

/** The name, or the next free one by Godot's counting. */
export function freeName(
  scene: Scene,
  parent: SceneNode,
  wanted: string,
  besides: ReadonlySet<string> = new Set(),
): string {
  const taken = new Set(besides)
  for (const child of parent.children) taken.add(scene.nodes.get(child)?.name ?? '')
  let name = wanted
  for (let n = 2; taken.has(name); n += 1) name = countUp(wanted, n)
  return name
}

/** Throws BAD_REQUEST with a plain sentence for an impossible name. A name a sibling has counts up. */
export function renameNode(editor: SceneEditor, node: NodeId, name: string): void {
  const present = nodeOf(editor, node)
  const refusal = checkNodeName(name)
  if (refusal !== null) throw new AppError('BAD_REQUEST', refusal)
  if (present.isOverride) throw new AppError('BAD_REQUEST', 'This node comes from another scene. Rename it there.')
  if (name === present.name) return
  const parent = present.parent === null ? null : editor.document.scene.nodes.get(present.parent)
  const free = parent === null || parent === undefined ? name : freeName(editor.document.scene, parent, name)
  editor.gesture(`Rename ${present.name}`, tx => tx.set(registerKey.field(node, 'name'), free))
}

/** What is wrong with a node name, as a sentence; null when nothing. Godot forbids `. : @ / " %` in names. */
export function checkNodeName(name: string): string | null {
  if (name.trim() === '') return 'A node needs a name.'
  const bad = /[.:@/"%]/.exec(name)?.[0]
  if (bad !== undefined) return `A node name cannot contain ${bad}`
  if (/\p{Cc}/u.test(name)) return 'A node name cannot contain line breaks or control characters.'
  return name.length > 500 ? 'That name is too long.' : null
}

/** Moves nodes to the trash. Work by others that this replica has not seen comes back as "recovered". */
export function deleteNodes(editor: SceneEditor, nodes: readonly NodeId[]): void {
  const tops = topmost(editor, nodes)
  const { scene, doc } = editor.document
  if (tops.length === 0) return
  if (scene.root !== null && tops.includes(scene.root)) {
    throw new AppError('BAD_REQUEST', 'The root cannot be deleted. Delete the scene file instead.')
  }
  const inner = tops.map(id => scene.nodes.get(id)).find(node => node?.isOverride)
  if (inner !== undefined) {
    throw new AppError(
      'BAD_REQUEST',
      `${inner.name} comes from another scene. Delete it there, or revert its changes here.`,
    )
  }
  const clocks = Y.encodeStateVector(doc)
  const label = tops.length === 1 ? `Delete ${nodeOf(editor, tops[0] as NodeId).name}` : `Delete ${tops.length} nodes`
  editor.gesture(label, tx => {
    for (const id of tops) moveToTrash(editor, tx, id, clocks)
  })
}

/** `clocks`: the state vector of whoever deletes, i.e. what they had seen. */
export function moveToTrash(editor: SceneEditor, tx: SceneTransaction, id: string, clocks: Uint8Array): void {
  const edge = { parent: TRASH, position: '', counter: editor.document.resolver.highestMove() + 1 }
  tx.set(registerKey.edge(id), edgesValue(withMove(editor.document.resolver.edgesOf(id), edge)))
  tx.set(registerKey.trash(id), trashNote(tx.writer, tx.time, clocks))
}

/** Reorders and reparents, keeping the nodes' own order. `index` counts the children that stay. */
export function moveNodes(editor: SceneEditor, nodes: readonly NodeId[], parent: NodeId, index: number): void {
  const tops = topmost(editor, nodes)
  if (tops.length === 0) return
  const refusal = whyNotMove(editor.document.scene, tops, parent)
  if (refusal !== null) throw new AppError('BAD_REQUEST', refusal)
  const { scene } = editor.document
  const target = nodeOf(editor, parent)
  const label = tops.length === 1 ? `Move ${nodeOf(editor, tops[0] as NodeId).name}` : `Move ${tops.length} nodes`
  editor.gesture(label, tx => {
    const positions = positionsAt(editor, parent, index, tops.length, tx.writer, new Set(tops))
    const names = new Set<string>()
    tops.forEach((id, i) => {
      const node = nodeOf(editor, id)
      setEdge(editor, tx, id, parent, positions[i] ?? '')
      if (node.fields.has(INSIDE_FIELD)) tx.set(registerKey.field(id, INSIDE_FIELD), null)
      if (node.fields.has('index') && !isInsideInstance(scene, target)) tx.set(registerKey.field(id, 'index'), null)
      if (node.parent !== parent) {
        const name = freeName(scene, target, node.name, names)
        tx.set(registerKey.field(id, 'name'), name)
        names.add(name)
      }
    })
  })
}

function isInsideInstance(scene: Scene, parent: SceneNode): boolean {
  return (
    parent.isOverride ||
    parent.instance !== null ||
    (parent.parent === null && scene.root === parent.id && parent.instance !== null)
  )
}

/** Why nodes cannot go under a parent, as a sentence; null when they can. */
export function whyNotMove(scene: Scene, nodes: readonly NodeId[], parent: NodeId): string | null {
  if (!scene.nodes.has(parent)) return 'That place is not in the scene any more.'
  for (const id of nodes) {
    const node = scene.nodes.get(id)
    if (node === undefined) return 'That node is not in the scene any more.'
    if (id === scene.root) return 'The root stays at the top.'
    if (node.isOverride) return `${node.name} comes from another scene and stays where it is there.`
    for (let at: NodeId | null = parent; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
      if (at === id) return 'A node cannot go into itself.'
    }
  }
  return null
}

/** `keep` says which properties the new type has; the others go back to default. */
export function changeType(
  editor: SceneEditor,
  nodes: readonly NodeId[],
  type: string,
  keep: (property: string) => boolean = () => true,
): void {
  editor.gesture(`Change type to ${type}`, tx => {
    for (const id of nodes) {
      const node = nodeOf(editor, id)
      if (node.type === null)
        throw new AppError('BAD_REQUEST', `${node.name} comes from another scene: its type is set there.`)
      tx.set(registerKey.field(id, 'type'), type)
      for (const name of node.properties.keys()) if (!keep(name)) tx.set(registerKey.property(id, name), null)
    }
  })
}

/** Keeps `node_paths` in step: the properties whose NodePath Godot turns into a node. */
export function setNodeReference(
  editor: SceneEditor,
  nodes: readonly NodeId[],
  name: string,
  text: string | null,
): void {
  editor.gesture(`Set ${name}`, tx => {
    for (const id of nodes) {
      checkThere(editor, id)
      tx.set(registerKey.property(id, name), text === null ? null : storeText(editor, text, id))
      const present = tx.read(registerKey.field(id, 'node_paths'))
      const listed = [...(typeof present === 'string' ? present : '').matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
        match => match[1] ?? '',
      )
      const kept = listed.filter(property => property !== name)
      const wanted = text === null ? kept : [...kept, name].sort()
      const value = wanted.length === 0 ? null : `PackedStringArray(${wanted.map(quoteName).join(', ')})`
      tx.set(registerKey.field(id, 'node_paths'), value)
    }
  })
}
