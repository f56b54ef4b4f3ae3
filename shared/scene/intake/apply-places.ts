/** Nodes of a file that came, went and moved, merged into the document. */
import * as Y from 'yjs'
import { edgesValue } from '../../tree/edge-value.ts'
import { seedPosition } from '../../tree/position.ts'
import { type Edge, TRASH, withMove } from '../../tree/resolve-tree.ts'
import { positionsAt } from '../commands/place.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import type { FileModel } from '../file-model.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId } from '../scene.ts'
import { trashNote } from '../trash-note.ts'
import type { ModelDifference } from './diff-models.ts'
import { parentOf } from './moved-nodes.ts'

type Note = (edit: { readonly register: string; readonly to: null }) => void

/** `clocks`: what the file's writer had seen, as a state vector: work beyond it that a delete hits is recovered. */
export function applyPlaces(
  editor: SceneEditor,
  tx: SceneTransaction,
  models: { readonly base: FileModel; readonly next: FileModel },
  difference: ModelDifference,
  clocks: Uint8Array,
  note: Note,
): void {
  const { base, next } = models
  const seen = Y.decodeStateVector(clocks)
  const hang = (id: string, move: { parent: string; position: string }) => {
    const { resolver } = editor.document
    const register = registerKey.edge(id)
    const edge: Edge = { ...move, counter: resolver.highestMove() + 1 }
    const value = edgesValue(withMove(resolver.edgesOf(id), edge))
    tx.contest(register, value, base.value(register), seen)
    note({ register, to: null })
  }
  const placing = new Set([...difference.added, ...difference.moved])
  for (const [parent, children] of next.children) {
    placeChildren(editor, tx, models, parent, children, placing, hang)
  }
  for (const id of difference.removed) {
    if (!editor.document.scene.nodes.has(id as NodeId)) continue
    hang(id, { parent: TRASH, position: '' })
    tx.set(registerKey.trash(id), trashNote(tx.writer, tx.time, clocks))
  }
}

/** Runs of placed nodes go behind the sibling that stands before them in the file. */
function placeChildren(
  editor: SceneEditor,
  tx: SceneTransaction,
  models: { readonly base: FileModel; readonly next: FileModel },
  parent: string,
  children: readonly string[],
  placing: ReadonlySet<string>,
  hang: (id: string, move: { parent: string; position: string }) => void,
): void {
  const { resolver, scene } = editor.document
  const moving = children.filter(child => placing.has(child) && !isInPlace(editor, models, child, parent))
  if (moving.length === 0) return
  const isNewParent = !scene.nodes.has(parent as NodeId)
  const settled = new Set(moving)
  let run: string[] = []
  let anchor: string | null = null
  const flush = () => {
    if (run.length === 0) return
    const present = (resolver.tree().children.get(parent) ?? []).filter(id => !settled.has(id))
    const index = anchor === null ? 0 : present.indexOf(anchor) + 1
    const positions = isNewParent
      ? run.map(child => seedPosition(children.indexOf(child)))
      : positionsAt(editor, parent as NodeId, index, run.length, tx.writer, settled)
    run.forEach((child, i) => {
      hang(child, { parent, position: positions[i] ?? '' })
    })
    run = []
  }
  for (const child of children) {
    if (settled.has(child)) run.push(child)
    else if (scene.nodes.get(child as NodeId)?.parent === parent) {
      flush()
      anchor = child
    }
  }
  flush()
}

/** A node that is new in the file, but arrived by another way, already stands where the file has it. */
function isInPlace(
  editor: SceneEditor,
  { base, next }: { readonly base: FileModel; readonly next: FileModel },
  child: string,
  parent: string,
): boolean {
  return (
    !base.nodes.has(child) &&
    editor.document.scene.nodes.get(child as NodeId)?.parent === parent &&
    parentOf(next, child) === parent
  )
}
