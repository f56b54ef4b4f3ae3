/** What a person chose for single items of the list, on top of the strategy. By the id of the conflict (MRG15). */
import { edgesValue } from '../../tree/edge-value.ts'
import { TRASH, withMove } from '../../tree/resolve-tree.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { registerKey } from '../register-key.ts'
import type { NodeId } from '../scene.ts'
import { type Chosen, splitConflictId } from './conflict.ts'
import type { MergeSides } from './merge-side.ts'
import { type Preferred, prefer, preferredSide } from './strategy.ts'

export type Choices = ReadonlyMap<string, Chosen>

/** An id that this merge does not know changes nothing. `both` is what the merge did by itself. */
export function applyChoices(editor: SceneEditor, choices: Choices, sides: MergeSides): void {
  editor.gesture('Choose', tx => {
    for (const [id, chosen] of choices) {
      if (chosen === 'both') continue
      const side = preferredSide(editor, chosen === 'base' ? 'manual' : chosen, sides)
      const [kind, about] = splitConflictId(id)
      if (kind === 'register' || kind === 'dropped') {
        if (editor.document.registers.has(about)) prefer(tx, about, side, editor.document)
      } else if (kind === 'name') keepOnly(editor, tx, about, side)
      else if (kind === 'deleted' || kind === 'cycle') placeAsOn(editor, tx, about, side)
    }
  })
}

/** The node is there, or not, as on that side. */
function placeAsOn(editor: SceneEditor, tx: SceneTransaction, node: string, side: Preferred): void {
  const { document } = editor
  if (side.scene?.nodes.has(node as NodeId) !== true) {
    trash(editor, tx, node)
    return
  }
  prefer(tx, registerKey.edge(node), side, document)
  // It may lie in something that is deleted: that comes back with it.
  for (let at = node; at !== document.scene.root; ) {
    const parent = document.resolver.edgesOf(at)[0]?.parent
    if (parent === undefined) return
    if (parent !== TRASH) at = parent
    else {
      if (!side.scene.nodes.has(at as NodeId)) return
      prefer(tx, registerKey.edge(at), side, document)
      return
    }
  }
}

/** Of two nodes that came to one name, those that this side has not got go. */
function keepOnly(editor: SceneEditor, tx: SceneTransaction, node: string, side: Preferred): void {
  const { scene } = editor.document
  const repair = scene.repairs.find(each => each.kind === 'renamed' && each.node === node)
  const parent = scene.nodes.get(node as NodeId)?.parent
  if (repair?.kind !== 'renamed' || parent == null) return
  for (const id of scene.nodes.get(parent)?.children ?? []) {
    const name = scene.nodes.get(id)?.name
    if ((id === node || name === repair.wanted) && side.scene?.nodes.has(id) !== true) trash(editor, tx, id)
  }
}

function trash({ document: { resolver } }: SceneEditor, tx: SceneTransaction, node: string): void {
  const edge = { parent: TRASH, position: '', counter: resolver.highestMove() + 1 }
  tx.set(registerKey.edge(node), edgesValue(withMove(resolver.edgesOf(node), edge)))
}
