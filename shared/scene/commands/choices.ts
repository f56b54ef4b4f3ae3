/** What a person may choose where something met or was repaired, beside the values of those who met (repairs.ts). */
import { AppError } from '../../contract/errors.ts'
import { edgesValue, readEdges } from '../../tree/edge-value.ts'
import type { SceneEditor } from '../editor.ts'
import { relativePath } from '../reference.ts'
import { registerKey } from '../register-key.ts'
import type { Contested, NodeId, Repair, ResourceId } from '../scene.ts'
import { baseOfClaims } from '../scene-contested.ts'
import { deleteNodes } from './nodes.ts'
import { setProperty, setResourceProperty } from './properties.ts'

/** Neither: the value that all of them were set from. Throws NOT_FOUND where that is not known. */
export function pickBase(editor: SceneEditor, contested: Contested): void {
  const { register } = contested
  const origin = baseOfClaims(editor.document.registers.claims(register))
  if (origin === null) throw new AppError('NOT_FOUND', 'What was there before is not known any more.')
  const [newest, ...older] = readEdges(origin.value)
  const isPlace = register === registerKey.edge(contested.owner.kind === 'node' ? contested.owner.id : '')
  editor.gesture(`Settle ${contested.label}`, tx => {
    if (!isPlace || newest === undefined) tx.set(register, origin.value)
    // UND2: back to a place is a move, with a counter of its own.
    else tx.set(register, edgesValue([{ ...newest, counter: editor.document.resolver.highestMove() + 1 }, ...older]))
  })
}

type Renamed = Extract<Repair, { kind: 'renamed' }>
type Dangling = Extract<Repair, { kind: 'dangling' }>

/** The node that has the name which two wanted; null where it has gone meanwhile. */
export function namesake(editor: SceneEditor, { node, wanted }: Renamed): NodeId | null {
  const { nodes } = editor.document.scene
  const parent = nodes.get(node)?.parent
  const siblings = parent == null ? [] : (nodes.get(parent)?.children ?? [])
  return siblings.find(id => id !== node && nodes.get(id)?.name === wanted) ?? null
}

/** Of two nodes with one name, only one stays, and it has the name. The other is deleted, as by hand. */
export function keepOneOf(editor: SceneEditor, repair: Renamed, kept: 'this' | 'other'): void {
  const other = namesake(editor, repair)
  if (other === null) throw new AppError('NOT_FOUND', 'The other node of that name is gone.')
  editor.gesture(`Keep one ${repair.wanted}`, tx => {
    deleteNodes(editor, [kept === 'this' ? other : repair.node])
    if (kept === 'this') tx.set(registerKey.field(repair.node, 'name'), repair.wanted)
  })
}

/** REF3: the reference stays as it is, and is not asked about again while it says the same. */
export function leaveDangling(editor: SceneEditor, { owner, property, text }: Dangling): void {
  if (owner.kind !== 'node' && owner.kind !== 'resource') return
  editor.gesture(`Leave ${property}`, tx => tx.set(registerKey.left(owner.kind, owner.id, property), text))
}

/** Leads the reference to a node; null empties it. */
export function pointDangling(editor: SceneEditor, repair: Dangling, target: NodeId | null): void {
  const { owner, property } = repair
  const { scene, resolver } = editor.document
  const from = owner.kind === 'node' ? owner.id : owner.kind === 'resource' ? resolver.contextOf(owner.id) : null
  if (target !== null && !scene.nodes.has(target))
    throw new AppError('NOT_FOUND', 'That node is not in the scene any more.')
  const path = target === null ? '' : from === null ? null : relativePath(scene, from as NodeId, target)
  if (path === null) throw new AppError('BAD_REQUEST', 'From here no path leads to that node.')
  // What comes after the node (`:position`) is meant of the new one, too.
  const rest = target === null ? '' : (/:[^"]*/.exec(repair.text)?.[0] ?? '')
  const text = `NodePath(${JSON.stringify(path + rest)})`
  if (owner.kind === 'node') setProperty(editor, [owner.id], property, text)
  else setResourceProperty(editor, owner.kind === 'resource' ? (owner.id as ResourceId) : null, property, text)
}
