/**
 * Going back as a new edit: the scene says again what it said in another state of the same document. Nothing of what
 * came since is lost: it stays in the history, and one undo brings it back. (UND2, RTY6)
 *
 *     restoreFrom(editor, openSceneDocument(docAsItWasOnMonday))
 *     restoreFrom(editor, then, { nodes: subtree })
 */
import * as Y from 'yjs'
import type { RegisterValue } from '../../registers/registers.ts'
import { sameValue } from '../../registers/registers.ts'
import { edgesValue, readEdges } from '../../tree/edge-value.ts'
import { type Edge, TRASH, withMove } from '../../tree/resolve-tree.ts'
import type { SceneDocument } from '../document.ts'
import type { SceneEditor, SceneTransaction } from '../editor.ts'
import { usedResources } from '../export/used-resources.ts'
import { NO_PART } from '../parts.ts'
import { type ParsedKey, parseRegisterKey } from '../register-key.ts'
import type { NodeId, Scene } from '../scene.ts'
import { moveToTrash } from './nodes.ts'

export interface RestoreFilter {
  /** Only these nodes, their connections and the resources they use. */
  readonly nodes: ReadonlySet<string>
}

/** What one edit replaced and what it put there. */
export interface PastChange {
  readonly register: string
  readonly before: RegisterValue
  readonly after: RegisterValue
}

/** One gesture. `then` is the same document in another state. Returns how many registers were set. */
export function restoreFrom(editor: SceneEditor, then: SceneDocument, filter: RestoreFilter | null = null): number {
  const now = editor.document
  const isMeant = filter === null ? () => true : meantBy(filter, then.scene, now.scene)
  const registers = new Set([...now.registers.keys(), ...then.registers.keys()])
  const clocks = Y.encodeStateVector(now.doc)
  const willBeThere = (id: string) =>
    filter === null || filter.nodes.has(id) ? then.scene.nodes.has(id as NodeId) : now.scene.nodes.has(id as NodeId)
  let changed = 0
  editor.gesture('Restore', tx => {
    for (const register of registers) {
      const key = parseRegisterKey(register)
      if (key === null || key.slot === 'trash' || !isMeant(key)) continue
      if (key.slot === 'edge') {
        if (restorePlace(editor, tx, { node: key.id as NodeId, then, clocks, willBeThere })) changed += 1
      } else if (isAliveThen(key, then.scene)) {
        const value = saidBy(then, register, key)
        // What nobody claimed differently needs no new claim.
        if (sameValue(tx.read(register), value) && now.registers.claims(register).length <= 1) continue
        tx.set(register, value)
        changed += 1
      }
    }
  })
  return changed
}

/**
 * Undoes changes of the past, newest first, where they still stand; what was set since is left alone and counted, as
 * undo does (UND1). One gesture.
 */
export function revertChanges(
  editor: SceneEditor,
  changes: readonly PastChange[],
): { readonly changed: number; readonly left: number } {
  const clocks = Y.encodeStateVector(editor.document.doc)
  let changed = 0
  let left = 0
  editor.gesture('Revert', tx => {
    for (const { register, before, after } of changes) {
      const key = parseRegisterKey(register)
      if (key === null || key.slot === 'trash') continue
      if (key.slot === 'edge') {
        if (!samePlace(topEdge(tx.read(register)), topEdge(after))) left += 1
        else if (placeAt(editor, tx, key.id, topEdge(before), clocks)) changed += 1
      } else if (!sameValue(tx.read(register), after)) left += 1
      else if (!sameValue(before, after)) {
        tx.set(register, before)
        changed += 1
      }
    }
  })
  return { changed, left }
}

/** What a register says in a state, where a part that nobody set is no part. */
export function registerValue(document: SceneDocument, register: string): RegisterValue {
  const key = parseRegisterKey(register)
  return key === null ? (document.registers.get(register) ?? null) : saidBy(document, register, key)
}

function saidBy(document: SceneDocument, register: string, key: ParsedKey): RegisterValue {
  const set = document.registers.get(register)
  if (set !== undefined) return set
  return key.slot === 'part' ? NO_PART : document.seed.value(register)
}

/** Registers of what was not there then stay as they are: it goes as a whole, and comes back as a whole. */
function isAliveThen(key: ParsedKey, then: Scene): boolean {
  if (key.owner === 'node') return then.nodes.has(key.id as NodeId)
  if (key.owner === 'resource') return (then.resources as ReadonlyMap<string, unknown>).has(key.id)
  return true
}

interface Place {
  readonly node: NodeId
  readonly then: SceneDocument
  readonly clocks: Uint8Array
  readonly willBeThere: (id: string) => boolean
}

/** Where it hung then; under the root where that is gone and does not come back with it. */
function restorePlace(editor: SceneEditor, tx: SceneTransaction, { node, then, clocks, willBeThere }: Place): boolean {
  const edge = then.resolver.edgesOf(node)[0]
  if (edge === undefined || !then.scene.nodes.has(node)) return placeAt(editor, tx, node, undefined, clocks)
  const { root } = editor.document.scene
  const parent = node === then.scene.root || willBeThere(edge.parent) ? edge.parent : (root ?? edge.parent)
  return placeAt(editor, tx, node, { ...edge, parent }, clocks)
}

/** Moves with a counter of its own, or it would lose to the move it takes back. No edge is the trash. */
function placeAt(
  editor: SceneEditor,
  tx: SceneTransaction,
  node: string,
  edge: Edge | undefined,
  clocks: Uint8Array,
): boolean {
  const register = `n/${node}/e`
  const present = readEdges(tx.read(register))
  const edges = present.length > 0 ? present : editor.document.resolver.edgesOf(node)
  if (edge === undefined || edge.parent === TRASH) {
    if (edges.length === 0 || edges[0]?.parent === TRASH) return false
    moveToTrash(editor, tx, node, clocks)
    return true
  }
  if (samePlace(edges[0], edge)) return false
  const counter = editor.document.resolver.highestMove() + 1
  tx.set(register, edgesValue(withMove(edges, { parent: edge.parent, position: edge.position, counter })))
  return true
}

function topEdge(value: RegisterValue): Edge | undefined {
  return readEdges(value)[0]
}

function samePlace(a: Edge | undefined, b: Edge | undefined): boolean {
  return a?.parent === b?.parent && a?.position === b?.position
}

function meantBy({ nodes }: RestoreFilter, then: Scene, now: Scene): (key: ParsedKey) => boolean {
  const chosen = new Map([...then.nodes].filter(([id]) => nodes.has(id)))
  const connections = new Map(
    [...now.connections, ...then.connections].filter(([, { from }]) => from.node !== null && nodes.has(from.node)),
  )
  const used: ReadonlySet<string> = usedResources({
    ...then,
    nodes: chosen,
    connections,
    main: new Map(),
    header: new Map(),
  })
  const connected: ReadonlySet<string> = new Set(connections.keys())
  return key => {
    switch (key.owner) {
      case 'node':
        return nodes.has(key.id)
      case 'resource':
        return used.has(key.id)
      case 'connection':
        return connected.has(key.id)
      case 'header':
      case 'main':
        return false
    }
  }
}
