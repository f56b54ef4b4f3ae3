/**
 * Which side's value is in use where both met. The others stay beside it as claims, so that the review lists them.
 *
 * `auto` and `ours` prefer ours, `theirs` theirs, `manual` what both came from (MRG2). MRG4: a preference is a claim of
 * its own that takes nobody's away; applied twice it changes nothing more.
 *
 *     Y.applyUpdate(doc, theirUpdate)
 *     applyStrategy(editor, 'auto', { base, ours, theirs })
 */
import { type RegisterValue, sameValue } from '../../registers/registers.ts'
import { TRASH } from '../../tree/resolve-tree.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { parseRegisterKey, registerKey } from '../register-key.ts'
import type { NodeId, Repair, Scene } from '../scene.ts'
import { nodesOfDroppedConnections } from './dropped-connections.ts'
import { baseValue, isMet, isPlacedAlike, type MergeSides, valueOn } from './merge-side.ts'

export type MergeStrategy = 'auto' | 'ours' | 'theirs' | 'manual'

/** Each round may bring a node back under another that met; real merges need one or two. */
const ROUNDS = 16

export type CycleRepair = Extract<Repair, { kind: 'cycle' }>

export interface Preferred {
  readonly clocks: ReadonlyMap<number, number>
  /** null where it is not known which nodes that side has. */
  readonly scene: Scene | null
  /** What both sides come from. */
  readonly base: MergeSides['base']
  valueOf(register: string): RegisterValue
}

/** Returns the circles that are left once each register has its preferred value: what the sides' moves made together. */
export function applyStrategy(editor: SceneEditor, strategy: MergeStrategy, sides: MergeSides): readonly CycleRepair[] {
  const { document } = editor
  const preferred = preferredSide(editor, strategy, sides)
  editor.gesture('Merge', tx => {
    for (const register of document.registers.contested()) {
      if (isMet(document, register, sides)) prefer(tx, register, preferred, document)
    }
  })
  const cycles = document.scene.repairs.filter(repair => repair.kind === 'cycle')
  for (let round = 0; round < ROUNDS; round += 1) {
    const wanted = misplaced(editor, preferred, sides)
    if (wanted.size === 0) break
    editor.gesture('Merge', tx => {
      for (const node of wanted) prefer(tx, registerKey.edge(node), preferred, document)
    })
  }
  return cycles
}

export function preferredSide({ document }: SceneEditor, strategy: MergeStrategy, sides: MergeSides): Preferred {
  if (strategy === 'manual')
    return { ...sides.base, base: sides.base, valueOf: register => openValue(document, register, sides) }
  const side = strategy === 'theirs' ? sides.theirs : sides.ours
  return { ...side, base: sides.base, valueOf: register => valueOn(document, register, side, sides.base) }
}

/** The base; ours for what the base has not got, such as the place of a node that both added, and where both agree. */
function openValue(
  document: SceneEditor['document'],
  register: string,
  { base, ours, theirs }: MergeSides,
): RegisterValue {
  const key = parseRegisterKey(register)
  const isNew = key?.owner === 'node' && base.scene?.nodes.has(key.id as NodeId) === false
  const isAlike =
    key?.owner === 'node' && key.slot === 'edge' && isPlacedAlike(key.id as NodeId, ours.scene, theirs.scene)
  return isNew || isAlike ? valueOn(document, register, ours, base) : baseValue(document, register, base)
}

/** A claim of its own on top: it takes the place of what that side said, and leaves the other's standing. */
export function prefer(
  tx: SceneTransaction,
  register: string,
  preferred: Preferred,
  document: SceneEditor['document'],
): void {
  const value = preferred.valueOf(register)
  if (sameValue(document.registers.claims(register)[0]?.value ?? null, value)) return
  const key = parseRegisterKey(register)
  const isEdge = key?.owner === 'node' && key.slot === 'edge'
  tx.contest(
    register,
    isEdge ? withNewCounter(value, document) : value,
    baseValue(document, register, preferred.base),
    preferred.clocks,
  )
}

/** A place taken again is a move of its own, or it would lose a circle to the one it stands against. */
function withNewCounter(value: RegisterValue, { resolver }: SceneEditor['document']): RegisterValue {
  if (!Array.isArray(value)) return value
  const [newest, ...older] = value as readonly RegisterValue[]
  if (!Array.isArray(newest)) return value
  return [[newest[0] ?? '', newest[1] ?? '', resolver.highestMove() + 1], ...older]
}

/**
 * Nodes that stand otherwise than on the preferred side though only the meeting of both brought that about: deleted
 * under unseen work, carried into what was deleted, or caught in a circle. Where the preferred side deleted a node, it
 * stays deleted.
 */
function misplaced({ document }: SceneEditor, { scene }: Preferred, sides: MergeSides): Set<string> {
  const wanted = new Set<string>()
  if (scene === null) return wanted
  const { resolver } = document
  for (const repair of document.scene.repairs) {
    if (repair.kind === 'recovered') {
      if (scene.nodes.has(repair.deletedTop) && !isAtHome(document, repair.deletedTop, scene))
        wanted.add(repair.deletedTop)
    } else if (repair.kind === 'cycle') {
      for (const node of circleOf(repair.node, id => resolver.edgesOf(id))) {
        if (scene.nodes.has(node as NodeId) && !isAtHome(document, node, scene)) wanted.add(node)
      }
    }
  }
  for (const id of nodesOfDroppedConnections(sides, scene, document.scene)) {
    const top = deletedTop(document, id)
    if (top !== null && scene.nodes.has(top)) wanted.add(top)
  }
  for (const id of sides.ours.scene.nodes.keys()) {
    // Both kept it, and it is gone: it was moved into something that the other side deleted.
    if (!sides.theirs.scene.nodes.has(id) || document.scene.nodes.has(id) || !scene.nodes.has(id)) continue
    if (!isAtHome(document, id, scene)) wanted.add(id)
  }
  return wanted
}

/** The node of the trash that it lies in; itself where it was deleted itself. */
function deletedTop({ resolver }: SceneEditor['document'], id: NodeId): NodeId | null {
  const { edges } = resolver.tree()
  for (let at: string | undefined = id; at !== undefined; at = edges.get(at)?.parent) {
    if (edges.get(at)?.parent === TRASH) return at as NodeId
  }
  return null
}

/** True where its newest move leads where that scene has it. */
function isAtHome({ resolver }: SceneEditor['document'], id: string, scene: Scene): boolean {
  const [newest] = resolver.edgesOf(id)
  return (newest?.parent ?? null) === (scene.nodes.get(id as NodeId)?.parent ?? null)
}

/** The nodes on the way of newest moves from one that was put back, until the way repeats or ends. */
function circleOf(start: string, edgesOf: (id: string) => readonly { readonly parent: string }[]): Set<string> {
  const met = new Set<string>()
  for (
    let at: string | undefined = start;
    at !== undefined && at !== TRASH && !met.has(at);
    at = edgesOf(at)[0]?.parent
  ) {
    met.add(at)
  }
  return met
}
