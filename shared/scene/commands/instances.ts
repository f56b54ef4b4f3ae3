import { AppError } from '../../contract/errors.ts'
import { quoteName } from '../codec/layout.ts'
import type { InnerNode } from '../compose.ts'
import type { SceneEditor } from '../editor.ts'
import { INSIDE_FIELD, PLACE_FIELD } from '../file-model.ts'
import { overrideId } from '../identity.ts'
import { nodeAtPath, nodePath } from '../reference.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId } from '../scene.ts'
import { nodeOf, positionsAt, setEdge } from './place.ts'

/** Godot's "Editable Children": inner nodes of the instance may be overridden here. */
export function setEditableChildren(editor: SceneEditor, node: NodeId, isEditable: boolean): void {
  const { name, instance } = nodeOf(editor, node)
  if (instance === null) throw new AppError('BAD_REQUEST', `${name} is not an instance of another scene.`)
  editor.gesture(isEditable ? `Edit children of ${name}` : `Close children of ${name}`, tx =>
    tx.set(registerKey.editable(node), isEditable ? true : null),
  )
}

/**
 * The node here that overrides an inner one, made where there is none. Its id comes from what it overrides, so two
 * people who override one node make one block. `instance` is the root for an inherited scene.
 */
export function overrideInner(
  editor: SceneEditor,
  { instance, inner }: { readonly instance: NodeId; readonly inner: InnerNode },
): NodeId {
  const { scene } = editor.document
  if (inner.override !== null && scene.nodes.has(inner.override)) return inner.override
  nodeOf(editor, instance)
  const uniqueId = inner.uniqueIds.at(-1) ?? 0
  const id = overrideId(instance, uniqueId, inner.path) as NodeId
  const { parent, inside } = placeOfOverride(editor, instance, inner.path)
  editor.gesture(`Override ${inner.name}`, tx => {
    if (instance !== scene.root) tx.set(registerKey.editable(instance), true)
    for (const path of inner.instancesAbove) tx.set(registerKey.editable(instance, path), true)
    const [position = ''] = positionsAt(editor, parent, indexAmongOverrides(editor, parent, inner), 1, tx.writer)
    setEdge(editor, tx, id, parent, position)
    tx.set(registerKey.field(id, 'name'), inner.name)
    if (inside !== '') tx.set(registerKey.field(id, INSIDE_FIELD), inside)
    tx.set(registerKey.field(id, 'index'), quoteName(String(inner.index)))
    tx.set(registerKey.field(id, PLACE_FIELD), inner.place.join('/'))
    if (uniqueId > 0) tx.set(registerKey.field(id, 'unique_id'), String(uniqueId))
    const idPath = inside === '' ? null : parentIdPath(editor, instance, inner)
    if (idPath !== null) tx.set(registerKey.field(id, 'parent_id_path'), `PackedInt32Array(${idPath.join(', ')})`)
  })
  return id
}

/** Below the deepest node on the way that has a block here; the rest of the way lies inside. */
function placeOfOverride(editor: SceneEditor, instance: NodeId, path: string): { parent: NodeId; inside: string } {
  const { scene } = editor.document
  const base = nodePath(scene, instance)
  const names = path.split('/').slice(0, -1)
  for (let length = names.length; length > 0; length -= 1) {
    const above = names.slice(0, length).join('/')
    const found = nodeAtPath(scene, base === '.' ? above : `${base}/${above}`)
    if (found !== undefined) return { parent: found, inside: names.slice(length).join('/') }
  }
  return { parent: instance, inside: names.join('/') }
}

/** Before the first sibling that a walk through the inner scene meets later. */
function indexAmongOverrides(editor: SceneEditor, parent: NodeId, inner: InnerNode): number {
  const { scene } = editor.document
  const children = scene.nodes.get(parent)?.children ?? []
  const at = children.findIndex(child => {
    const fields = scene.nodes.get(child)?.fields
    const place = fields?.get(PLACE_FIELD)?.split('/').map(Number)
    // A block that came with the file: of it only the index is known, which tells among siblings.
    const index = Number(fields?.get('index')?.slice(1, -1) ?? Number.NaN)
    return place === undefined ? index > (inner.place[0] ?? 0) : comparePlaces(place, inner.place) > 0
  })
  return at < 0 ? children.length : at
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/**
 * What Godot writes as `parent_id_path` where the parent has no block of its own here: the `unique_id`s of the
 * instance (not for an inherited root), of the instances nested in it, and of the parent. null where one is unknown,
 * as in scenes last saved before 4.6.
 */
function parentIdPath(editor: SceneEditor, instance: NodeId, inner: InnerNode): number[] | null {
  const { scene } = editor.document
  if (inner.parentUniqueIds.length === 0 || inner.parentUniqueIds.some(id => id <= 0)) return null
  if (instance === scene.root) return [...inner.parentUniqueIds]
  const own = Number(scene.nodes.get(instance)?.fields.get('unique_id') ?? 0)
  return own > 0 ? [own, ...inner.parentUniqueIds] : null
}
