/** Nodes of another text put into a scene, as new nodes of their own. */
import { seedPosition } from '../../tree/position.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { type FileModel, INSIDE_FIELD } from '../file-model.ts'
import { connectionId, overrideId } from '../identity.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import type { NodeId } from '../scene.ts'
import { type ReferenceView, toStored, translateStored } from '../stored-text.ts'
import { newNodeId } from './new-ids.ts'
import { freeName } from './nodes.ts'
import { nodeOf, positionsAt, setEdge } from './place.ts'
import { addExternalResource, addInternalResource } from './resources.ts'

/** Root of a text whose children are what was copied. */
export const CLIPBOARD_ROOT = 'Clipboard'

interface Planned {
  readonly id: NodeId
  readonly uniqueId: number | null
  readonly parent: NodeId
  readonly position: string
  readonly name: string
}

/** Adds the text's nodes below `parent` from `index` on. References among them lead to the new ones. */
export function graft(
  editor: SceneEditor,
  tx: SceneTransaction,
  model: FileModel,
  parent: NodeId,
  index: number,
): NodeId[] {
  const tops = topsOf(model)
  const nodes = graftTrees(editor, tx, model, { parent, index, tops, sharesResources: true })
  return tops.flatMap(top => nodes.get(top) ?? [])
}

interface GraftPlace {
  readonly parent: NodeId
  readonly index: number
  /** Nodes of the model. */
  readonly tops: readonly string[]
  /** Internal resources that are equal to one of the scene are that one. */
  readonly sharesResources: boolean
}

/** Returns the new node of each of the model's. */
export function graftTrees(
  editor: SceneEditor,
  tx: SceneTransaction,
  model: FileModel,
  { parent, index, tops, sharesResources }: GraftPlace,
): ReadonlyMap<string, NodeId> {
  const plan = planNodes(editor, tx, model, tops, parent, index)
  const nodes = new Map([...plan].map(([old, { id }]) => [old, id as string]))
  const resources = bringResources(editor, model, nodes, sharesResources)
  const view = overlay(editor, model, plan)
  for (const [old, { id, uniqueId, parent: above, position, name }] of plan) {
    setEdge(editor, tx, id, above, position)
    tx.set(registerKey.field(id, 'name'), name)
    if (uniqueId !== null) tx.set(registerKey.field(id, 'unique_id'), String(uniqueId))
    const inside = model.value(registerKey.field(old, INSIDE_FIELD))
    if (inside !== null) tx.set(registerKey.field(id, INSIDE_FIELD), inside)
  }
  for (const [register, value] of model.registers()) {
    const key = parseRegisterKey(register)
    const planned = key?.owner === 'node' ? plan.get(key.id) : undefined
    if (key === null || planned === undefined || key.slot === 'edge') continue
    if (key.slot === 'field' && (key.name === 'name' || (key.name === 'unique_id' && planned.uniqueId !== null)))
      continue
    const text =
      typeof value === 'string' ? toStored(translateStored(value, nodes, resources), planned.id, view) : value
    tx.set(register.replace(`n/${key.id}/`, `n/${planned.id}/`), text)
  }
  for (const id of model.connections.keys()) bringConnection(tx, model, id, nodes)
  return new Map([...plan].map(([old, { id }]) => [old, id]))
}

function topsOf(model: FileModel): readonly string[] {
  if (model.root === null) return []
  return model.nodes.get(model.root)?.name === CLIPBOARD_ROOT ? (model.children.get(model.root) ?? []) : [model.root]
}

function planNodes(
  editor: SceneEditor,
  tx: SceneTransaction,
  model: FileModel,
  tops: readonly string[],
  parent: NodeId,
  index: number,
): Map<string, Planned> {
  const target = nodeOf(editor, parent)
  const positions = positionsAt(editor, parent, index, tops.length, tx.writer)
  const plan = new Map<string, Planned>()
  const taken = new Set<string>()
  const add = (old: string, above: NodeId, position: string, name: string) => {
    const raw = model.nodes.get(old)
    const path = raw === undefined || raw.inside === '' ? name : `${raw.inside}/${name}`
    const made = raw?.isOverride
      ? { id: overrideId(above, raw.uniqueId, path) as NodeId, uniqueId: null }
      : newNodeId(editor)
    plan.set(old, { ...made, parent: above, position, name })
    ;(model.children.get(old) ?? []).forEach((child, i) => {
      add(child, made.id, seedPosition(i), model.nodes.get(child)?.name ?? '')
    })
  }
  tops.forEach((top, i) => {
    const name = freeName(editor.document.scene, target, model.nodes.get(top)?.name ?? '', taken)
    taken.add(name)
    add(top, parent, positions[i] ?? '', name)
  })
  return plan
}

/** Resources by their id in the text: files by path, internal ones shared where the scene has an equal one. */
function bringResources(
  editor: SceneEditor,
  model: FileModel,
  nodes: ReadonlyMap<string, string>,
  isShared: boolean,
): Map<string, string> {
  const brought = new Map<string, string>()
  const text = (register: string) => {
    const value = model.value(register)
    return typeof value === 'string' ? value : null
  }
  for (const id of model.resources.keys()) {
    const birth = model.value(registerKey.resourceBirth(id))
    if (!Array.isArray(birth)) continue
    const type = typeof birth[1] === 'string' ? birth[1] : ''
    if (birth[0] === 'external') {
      const file = {
        type,
        path: text(registerKey.resourceField(id, 'path')) ?? '',
        uid: text(registerKey.resourceField(id, 'uid')),
      }
      brought.set(id, addExternalResource(editor, file).id)
      continue
    }
    const localId = typeof birth[2] === 'string' ? birth[2] : ''
    const equal = isShared ? equalResource(editor, model, id, type, localId) : null
    if (equal !== null) {
      brought.set(id, equal)
      continue
    }
    const properties: Record<string, string> = {}
    for (const name of model.properties(id).keys()) {
      const value = text(registerKey.resourceProperty(id, name))
      if (value !== null) properties[name] = translateStored(value, nodes, brought)
    }
    brought.set(id, addInternalResource(editor, { type, properties }).id)
  }
  return brought
}

/** The scene's own resource of the same local id, type and text: what was copied from this scene stays shared. */
function equalResource(
  editor: SceneEditor,
  model: FileModel,
  id: string,
  type: string,
  localId: string,
): string | null {
  const properties = model.properties(id)
  for (const resource of editor.document.scene.resources.values()) {
    if (resource.kind !== 'internal' || resource.type !== type || resource.localId !== localId) continue
    if (resource.properties.size !== properties.size) continue
    if ([...properties].every(([name, text]) => resource.properties.get(name) === text)) return resource.id
  }
  return null
}

/** The scene's paths with the new nodes where they will be. */
function overlay(editor: SceneEditor, model: FileModel, plan: ReadonlyMap<string, Planned>): ReferenceView {
  const view = editor.document.resolver.view()
  const segments = new Map<string, readonly string[]>()
  for (const [old, { id, parent, name }] of plan) {
    const inside = model.nodes.get(old)?.inside ?? ''
    const above = segments.get(parent) ?? view.tree.segments(parent) ?? []
    segments.set(id, [...above, ...(inside === '' ? [] : inside.split('/')), name])
  }
  return { ...view, tree: { ...view.tree, segments: id => segments.get(id) ?? view.tree.segments(id) } }
}

function bringConnection(tx: SceneTransaction, model: FileModel, id: string, nodes: ReadonlyMap<string, string>): void {
  const value = model.value(registerKey.connection(id))
  if (!Array.isArray(value)) return
  const [signal, from, fromRest, to, toRest, method, ...rest] = value
  const newFrom = typeof from === 'string' ? nodes.get(from) : undefined
  const newTo = typeof to === 'string' ? nodes.get(to) : undefined
  if (newFrom === undefined || newTo === undefined || typeof signal !== 'string' || typeof method !== 'string') return
  const made = connectionId(signal, `${newFrom}/${String(fromRest)}`, `${newTo}/${String(toRest)}`, method)
  tx.set(registerKey.connection(made), [signal, newFrom, fromRest ?? '', newTo, toRest ?? '', method, ...rest])
}
