import { AppError } from '../../contract/errors.ts'
import type { RegisterValue } from '../../registers/registers.ts'
import { parseVariant } from '../codec/variant.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { NO_PART } from '../parts.ts'
import { ownerPrefix, parseRegisterKey, registerKey } from '../register-key.ts'
import type { NodeId, ResourceId, Scene } from '../scene.ts'
import { toStored } from '../stored-text.ts'
import { structureOf } from '../structures/structure.ts'
import { checkThere } from './place.ts'

export interface PropertyChange {
  readonly node: NodeId
  readonly name: string
  /** Godot text; null puts the property back to its default. */
  readonly text: string | null
}

/** Sets a property on all the nodes. Throws BAD_REQUEST for a text that is no Godot value. */
export function setProperty(editor: SceneEditor, nodes: readonly NodeId[], name: string, text: string | null): void {
  setProperties(
    editor,
    nodes.map(node => ({ node, name, text })),
    `Set ${name}`,
  )
}

/** Several properties as one gesture, e.g. on the drop of a drag. */
export function setProperties(editor: SceneEditor, changes: readonly PropertyChange[], label = 'Set properties'): void {
  for (const { text } of changes) if (text !== null) checkValue(text, editor.document.scene.format)
  editor.gesture(label, tx => {
    for (const { node, name, text } of changes) {
      checkThere(editor, node)
      setWhole(editor, tx, registerKey.property(node, name), text === null ? null : storeText(editor, text, node))
    }
  })
}

/** Sets a property as a whole; the parts set before are in it, and end. */
export function setWhole(editor: SceneEditor, tx: SceneTransaction, register: string, value: RegisterValue): void {
  endStructure(editor, tx, register)
  tx.set(register, value)
  const key = parseRegisterKey(register)
  if (key?.slot !== 'property') return
  for (const part of editor.document.resolver.partsOf(ownerPrefix(register), key.name)) tx.set(part, NO_PART)
}

/**
 * Before a property is set that is merged as part of a structure: what the structure's parts say goes into the
 * properties themselves, and the parts end.
 */
export function endStructure(editor: SceneEditor, tx: SceneTransaction, register: string): void {
  const { scene, resolver } = editor.document
  const key = parseRegisterKey(register)
  if (key?.slot !== 'property' || key.owner === 'node') return
  const resource = key.owner === 'main' ? null : scene.resources.get(key.id as ResourceId)
  const type = resource === null ? mainType(scene) : (resource?.type ?? '')
  const structure = structureOf(type)
  const parts = structure?.owns(key.name) === true ? resolver.partsOf(ownerPrefix(register), structure.name) : []
  if (structure === undefined || parts.length === 0) return
  const from = resource === null ? null : resolver.contextOf(key.id)
  for (const [name, text] of resource?.properties ?? scene.main) {
    const own = resource === null ? registerKey.main(name) : registerKey.resourceProperty(key.id, name)
    if (structure.owns(name)) tx.set(own, storeText(editor, text, from))
  }
  for (const part of parts) tx.set(part, NO_PART)
}

function mainType({ header }: Scene): string {
  return (header.get('type') ?? '').replaceAll('"', '')
}

/** `resource` null: the `[resource]` of a .tres. */
export function setResourceProperty(
  editor: SceneEditor,
  resource: ResourceId | null,
  name: string,
  text: string | null,
): void {
  if (text !== null) checkValue(text, editor.document.scene.format)
  if (resource !== null && !editor.document.scene.resources.has(resource)) {
    throw new AppError('NOT_FOUND', 'That resource is not in the scene any more.')
  }
  editor.gesture(`Set ${name}`, tx => {
    const key = resource === null ? registerKey.main(name) : registerKey.resourceProperty(resource, name)
    const from = resource === null ? null : editor.document.resolver.contextOf(resource)
    setWhole(editor, tx, key, text === null ? null : storeText(editor, text, from))
  })
}

export function addGroup(editor: SceneEditor, nodes: readonly NodeId[], group: string): void {
  if (group.trim() === '') throw new AppError('BAD_REQUEST', 'A group needs a name.')
  editor.gesture(`Add to group ${group}`, tx => {
    for (const node of nodes) {
      checkThere(editor, node)
      tx.set(registerKey.group(node, group), true)
    }
  })
}

export function removeGroup(editor: SceneEditor, nodes: readonly NodeId[], group: string): void {
  editor.gesture(`Remove from group ${group}`, tx => {
    for (const node of nodes) tx.set(registerKey.group(node, group), null)
  })
}

/** Value text as the document keeps it: references by identity. `from` = the node its paths start from. */
export function storeText(editor: SceneEditor, text: string, from: string | null): string {
  return toStored(text, from, editor.document.resolver.view())
}

function checkValue(text: string, format: number): void {
  const parsed = parseVariant(text, format)
  if (!parsed.ok) throw new AppError('BAD_REQUEST', `Not a Godot value: ${parsed.fault.reason}`)
}
