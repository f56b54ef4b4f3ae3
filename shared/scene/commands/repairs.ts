import { AppError } from '../../contract/errors.ts'
import { TRASH } from '../../tree/resolve-tree.ts'
import type { SceneEditor } from '../editor.ts'
import { NO_PART } from '../parts.ts'
import { registerKey } from '../register-key.ts'
import type { Contested, NodeId, Repair } from '../scene.ts'
import { NOBODY } from '../scene-contested.ts'
import { readTrashNote } from '../trash-note.ts'
import { positionsAt, setEdge } from './place.ts'

/** Writes one of the contested values again: whoever writes has seen all, so the register is settled. */
export function pickClaim(editor: SceneEditor, contested: Contested, writer: string): void {
  if (writer === NOBODY) {
    editor.gesture(`Settle ${contested.label}`, tx => tx.set(contested.register, NO_PART))
    return
  }
  const claim = editor.document.registers.claims(contested.register).find(other => other.writer === writer)
  if (claim === undefined) throw new AppError('NOT_FOUND', 'That value is gone: somebody has settled this already.')
  editor.gesture(`Settle ${contested.label}`, tx => tx.set(contested.register, claim.value))
}

/** Puts a node of the trash back, with all below it. `where` null or gone: under its former parent, or the root. */
export function restoreRecovered(editor: SceneEditor, node: NodeId, where: NodeId | null): void {
  const { scene, resolver } = editor.document
  const parent = where !== null && scene.nodes.has(where) ? where : formerParent(editor, node)
  if (parent === null || !scene.nodes.has(parent))
    throw new AppError('NOT_FOUND', 'There is no place left to restore it to.')
  editor.gesture(`Restore ${resolver.nameOf(node)}`, tx => {
    const count = scene.nodes.get(parent)?.children.length ?? 0
    const former = resolver.edgesOf(node).find(edge => edge.parent === parent)?.position
    const [position = ''] = former === undefined ? positionsAt(editor, parent, count, 1, tx.writer) : [former]
    setEdge(editor, tx, node, parent, position)
  })
}

/** The nearest living place it had, going up through deleted parents. */
function formerParent(editor: SceneEditor, node: string): NodeId | null {
  const { scene, resolver } = editor.document
  const seen = new Set<string>()
  for (let at = node; !seen.has(at); ) {
    seen.add(at)
    const edges = resolver.edgesOf(at).filter(edge => edge.parent !== TRASH)
    const living = edges.find(edge => scene.nodes.has(edge.parent as NodeId))
    if (living !== undefined) return living.parent as NodeId
    const above = edges[0]
    if (above === undefined) break
    at = above.parent
  }
  return scene.root
}

/** Agrees with a repair: what it did becomes an edit, and it leaves the list. */
export function acceptRepair(editor: SceneEditor, repair: Repair): void {
  const { resolver, scene } = editor.document
  editor.gesture('Accept', tx => {
    switch (repair.kind) {
      case 'cycle':
      case 'orphan': {
        const edge = resolver.tree().edges.get(repair.node)
        if (edge !== undefined) setEdge(editor, tx, repair.node, edge.parent, edge.position)
        return
      }
      case 'renamed':
        tx.set(registerKey.field(repair.node, 'name'), repair.name)
        return
      case 'recovered': {
        const key = registerKey.trash(repair.deletedTop)
        const value = tx.read(key)
        if (readTrashNote(value) === null || !Array.isArray(value)) return
        tx.set(key, [value[0] ?? '', value[1] ?? 0, value[2] ?? '', true])
        return
      }
      case 'dangling': {
        const { owner, property } = repair
        if (owner.kind === 'node' && scene.nodes.has(owner.id))
          tx.set(registerKey.property(owner.id, property), 'NodePath("")')
        if (owner.kind === 'resource') tx.set(registerKey.resourceProperty(owner.id, property), 'NodePath("")')
      }
    }
  })
}
