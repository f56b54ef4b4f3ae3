import { AppError } from '../../contract/errors.ts'
import { quoteName } from '../codec/layout.ts'
import type { InnerNode } from '../compose.ts'
import type { SceneEditor } from '../editor.ts'
import { INSIDE_FIELD } from '../file-model.ts'
import { overrideId } from '../identity.ts'
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
  if (inner.override !== null && editor.document.scene.nodes.has(inner.override)) return inner.override
  const { scene } = editor.document
  const holder = nodeOf(editor, instance)
  const isInherited = instance === scene.root
  const uniqueId = inner.uniqueIds.at(-1) ?? 0
  const id = overrideId(instance, uniqueId, inner.path) as NodeId
  const slash = inner.path.lastIndexOf('/')
  const inside = slash < 0 ? '' : inner.path.slice(0, slash)
  editor.gesture(`Override ${inner.name}`, tx => {
    if (!isInherited && !scene.editable.has(instance)) tx.set(registerKey.editable(instance), true)
    const [position = ''] = positionsAt(editor, instance, holder.children.length, 1, tx.writer)
    setEdge(editor, tx, id, instance, position)
    tx.set(registerKey.field(id, 'name'), inner.name)
    if (inside !== '') tx.set(registerKey.field(id, INSIDE_FIELD), inside)
    tx.set(registerKey.field(id, 'index'), quoteName(String(inner.index)))
    if (uniqueId > 0) tx.set(registerKey.field(id, 'unique_id'), String(uniqueId))
    const idPath = parentIdPath(editor, instance, inner)
    if (idPath !== null) tx.set(registerKey.field(id, 'parent_id_path'), `PackedInt32Array(${idPath.join(', ')})`)
  })
  return id
}

/**
 * What Godot writes as `parent_id_path` where the parent lies inside the instance: the `unique_id`s of the instance
 * (not for an inherited root), of the instances nested in it, and of the parent. null where one is unknown, as in
 * scenes last saved before 4.6.
 */
function parentIdPath(editor: SceneEditor, instance: NodeId, inner: InnerNode): number[] | null {
  const { scene } = editor.document
  if (inner.parentUniqueIds.length === 0 || inner.parentUniqueIds.some(id => id <= 0)) return null
  if (instance === scene.root) return [...inner.parentUniqueIds]
  const own = Number(scene.nodes.get(instance)?.fields.get('unique_id') ?? 0)
  return own > 0 ? [own, ...inner.parentUniqueIds] : null
}
