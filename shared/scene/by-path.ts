/**
 * A scene by paths: the listing and the edits of `weft scene` and of the API's `scenes` calls.
 *
 * The root's path is `.`; others are relative to it, as in `parent=` of a scene file.
 */
import { assertNever } from '../assert-never.ts'
import type { SceneEdit, SceneTree } from '../contract/data.ts'
import { AppError } from '../contract/errors.ts'
import { parseVariant } from './codec/variant.ts'
import { CONNECT_PERSIST } from './commands/signals.ts'
import { addNode, checkNodeName, deleteNodes, moveNodes, renameNode, setProperty, whyNotMove } from './commands.ts'
import type { SceneEditor } from './editor.ts'
import { targetPath } from './export.ts'
import { nodeAtPath, nodePath } from './reference.ts'
import type { NodeId, Scene } from './scene.ts'

/** Nodes in the order of the tree, parents first. */
export function sceneTree(scene: Scene): SceneTree {
  const nodes: SceneTree['nodes'] = []
  const children = new Map<string, number>()
  for (const node of scene.nodes.values()) {
    const path = nodePath(scene, node.id)
    const parent = path === '.' ? null : path.slice(0, -node.name.length - 1) || '.'
    const index = children.get(parent ?? '') ?? 0
    children.set(parent ?? '', index + 1)
    nodes.push({
      path,
      name: node.name,
      type: node.type,
      parent,
      index,
      instance: node.instance === null ? null : (scene.resources.get(node.instance)?.path ?? null),
      groups: [...node.groups],
      properties: Object.fromEntries(node.properties),
    })
  }
  const connections = [...scene.connections.values()].map(connection => ({
    signal: connection.signal,
    from: targetPath(scene, connection.from),
    to: targetPath(scene, connection.to),
    method: connection.method,
    flags: connection.flags === null ? CONNECT_PERSIST : Number(connection.flags),
    binds: connection.binds,
  }))
  return { nodes, connections }
}

/**
 * Applies edits in the order given; each sees what those before it did.
 * Throws AppError NOT_FOUND for a path that leads nowhere and BAD_REQUEST for an edit that cannot be, with `data.edit`
 * its place in the list: edits before it stand.
 */
export function applySceneEdits(editor: SceneEditor, edits: readonly SceneEdit[]): void {
  for (const [index, edit] of edits.entries()) {
    try {
      apply(editor, edit)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new AppError(error.code, error.message, { ...error.data, edit: index }, { cause: error })
    }
  }
}

/** Throws AppError NOT_FOUND. */
export function nodeAt(scene: Scene, path: string): NodeId {
  const found = nodeAtPath(scene, path.replace(/^\.\//, ''))
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no node at ${path}.`, { node: path })
  return found
}

function apply(editor: SceneEditor, edit: SceneEdit): void {
  const { scene } = editor.document
  switch (edit.kind) {
    case 'set': {
      const node = nodeAt(scene, edit.node)
      if (edit.value !== null) checkValue(edit.value)
      setProperty(editor, [node], edit.property, edit.value)
      return
    }
    case 'add': {
      checkName(edit.name)
      const parent = nodeAt(scene, edit.parent)
      checkFree(scene, parent, edit.name, null)
      addNode(editor, { parent, type: edit.type, name: edit.name })
      return
    }
    case 'move':
      move(editor, nodeAt(scene, edit.node), nodeAt(scene, edit.parent), edit.index)
      return
    case 'rename': {
      checkName(edit.name)
      const node = nodeAt(scene, edit.node)
      const parent = scene.nodes.get(node)?.parent ?? null
      if (parent !== null) checkFree(scene, parent, edit.name, node)
      renameNode(editor, node, edit.name)
      return
    }
    case 'delete': {
      const node = nodeAt(scene, edit.node)
      if (node === scene.root) throw new AppError('BAD_REQUEST', 'The root of a scene cannot be deleted.')
      deleteNodes(editor, [node])
      return
    }
    default:
      assertNever(edit)
  }
}

/** `index` counts among the other children of the new parent, 0 first; without one, the end. */
function move(editor: SceneEditor, node: NodeId, parent: NodeId, index: number | undefined): void {
  const { scene } = editor.document
  const fault = whyNotMove(scene, [node], parent)
  if (fault !== null) throw new AppError('BAD_REQUEST', fault)
  const name = scene.nodes.get(node)?.name ?? ''
  checkFree(scene, parent, name, node)
  const others = (scene.nodes.get(parent)?.children ?? []).filter(child => child !== node)
  if (index !== undefined && (index < 0 || index > others.length)) {
    throw new AppError('BAD_REQUEST', `The index must be from 0 to ${others.length}.`)
  }
  moveNodes(editor, [node], parent, index ?? others.length)
}

function checkValue(text: string): void {
  const parsed = parseVariant(text)
  if (!parsed.ok) throw new AppError('BAD_REQUEST', `${text} is not a Godot value: ${parsed.fault.reason}.`)
}

function checkName(name: string): void {
  const fault = checkNodeName(name)
  if (fault !== null) throw new AppError('BAD_REQUEST', fault)
}

/** A person who says a name means that name: unlike in the editor, it is not made unique. */
function checkFree(scene: Scene, parent: NodeId, name: string, except: NodeId | null): void {
  const taken = scene.nodes.get(parent)?.children.find(child => scene.nodes.get(child)?.name === name)
  if (taken !== undefined && taken !== except) {
    throw new AppError('BAD_REQUEST', `${nodePath(scene, parent)} has a child named ${name} already.`)
  }
}
