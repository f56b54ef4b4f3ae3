/** Copies travel as Godot text: a scene whose root `Clipboard` holds what was copied. */
import { AppError } from '../../contract/errors.ts'
import { parseSceneText } from '../codec/scene-text.ts'
import type { SceneDocument } from '../document.ts'
import type { SceneEditor } from '../editor.ts'
import { writeScene } from '../export.ts'
import { createFileModel, type FileModel } from '../file-model.ts'
import type { NodeId, Scene } from '../scene.ts'
import { cutNodes, emptyModel } from './cut-nodes.ts'
import { graft } from './graft.ts'
import { nodeOf, topmost } from './place.ts'

/** The nodes with all below them, the resources they use and the connections among them. */
export function copyNodes(document: SceneDocument, nodes: readonly NodeId[]): string {
  const { scene } = document
  const tops = nodes.filter(
    id => scene.nodes.has(id) && !nodes.some(other => other !== id && isBelow(scene, id, other)),
  )
  return writeScene(cutNodes(scene, tops), emptyModel(scene.format <= 2 ? 2 : 3)).text
}

/** Beside each original, as Godot does; internal resources stay shared. */
export function duplicateNodes(editor: SceneEditor, nodes: readonly NodeId[]): NodeId[] {
  const tops = topmost(editor, nodes).filter(id => id !== editor.document.scene.root)
  return editor.gesture(tops.length === 1 ? 'Duplicate' : `Duplicate ${tops.length} nodes`, tx =>
    tops.flatMap(id => {
      const { parent } = nodeOf(editor, id)
      if (parent === null) return []
      const index = nodeOf(editor, parent).children.indexOf(id) + 1
      return graft(editor, tx, readClipboard(copyNodes(editor.document, [id])), parent, index)
    }),
  )
}

/** Throws BAD_REQUEST for a text that is no scene. */
export function pasteNodes(editor: SceneEditor, text: string, parent: NodeId, index?: number): NodeId[] {
  const model = readClipboard(text)
  const at = index ?? nodeOf(editor, parent).children.length
  return editor.gesture('Paste', tx => graft(editor, tx, model, parent, at))
}

function readClipboard(text: string): FileModel {
  const parsed = parseSceneText(text)
  if (!parsed.ok || parsed.value.kind !== 'scene' || parsed.value.sections.length < 2) {
    throw new AppError('BAD_REQUEST', 'The clipboard holds no nodes.')
  }
  return createFileModel(parsed.value)
}

function isBelow(scene: Scene, id: NodeId, top: NodeId): boolean {
  for (let at = scene.nodes.get(id)?.parent ?? null; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
    if (at === top) return true
  }
  return false
}
