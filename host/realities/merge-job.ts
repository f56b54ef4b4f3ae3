/**
 * A reality merged into its parent. RTY4: the job is recorded first; then everything is computed and written in one
 * turn, the tree last, which is one transaction (STO3). A crash leaves the old or the new, and the job goes on when the
 * workspace is opened: doing it again changes nothing.
 *
 * Both sides stem from the same documents, so a merge is the union of their edits; the strategy only says which value
 * is in use where both set one.
 */
import * as Y from 'yjs'
import { isAppError } from '../../shared/contract/errors.ts'
import { openSceneDocument } from '../../shared/scene/document.ts'
import type { Scene } from '../../shared/scene/scene.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import type { HostDocument, UpdateOrigin } from '../documents/documents.ts'
import { loadDocument } from '../documents/load-document.ts'
import { documentAt } from '../history/moment.ts'
import type { MergeRow } from '../storage/history-tables.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { plainId } from '../storage/stored-id.ts'
import type { LiveScene } from '../workspace/live-scenes.ts'
import { type ForkedScene, mergeScene, type OtherSide } from './merge-scene.ts'
import type { OpenReality } from './open-reality.ts'
import { settleTree } from './settle-tree.ts'

export interface MergeResult {
  readonly files: number
  readonly contested: number
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

/** Documents that were written in the source, by plain id. */
export function writtenIn(source: RealityStore): string[] {
  return source.disk.edits.edited(source.reality).map(row => plainId(row.document))
}

/** State vectors of the target's documents, as the job's row keeps them: what the target had seen before it. */
export async function statesBefore(target: OpenReality, source: RealityStore): Promise<Record<string, string>> {
  const states: Record<string, string> = {}
  for (const id of writtenIn(source)) {
    if (!target.documents.has(id)) continue
    using document = await target.documents.open(id)
    states[id] = Buffer.from(Y.encodeStateVector(document.doc)).toString('base64')
  }
  return states
}

/** Does what the row says. May be called again with the same row: must be idempotent. */
export async function runMerge(
  target: OpenReality,
  source: RealityStore,
  row: MergeRow,
  now: number,
): Promise<MergeResult> {
  const ids = writtenIn(source)
  await using held = new AsyncDisposableStack()
  createNewborn(target, source, ids, now)
  const scenes: { id: string; live: LiveScene; side: OtherSide }[] = []
  const others: { id: string; document: HostDocument; state: Y.Doc }[] = []
  for (const id of ids) {
    if (!target.documents.has(id)) continue
    const state = stateOf(source, id)
    held.defer(() => state.destroy())
    const live = id === TREE_DOCUMENT ? null : await openScene(target, id)
    if (live !== null) scenes.push({ id, live: held.use(live), side: sideOf(source, id, state) })
    else others.push({ id, document: held.use(await target.documents.open(id)), state })
  }
  const seen = (id: string) => decodeClocks(row.before[id])
  let contested = 0
  // From here on nothing waits: all of it is in one transaction.
  for (const { id, live, side } of scenes) {
    contested += mergeScene(live, side, seen(id), row.strategy, ORIGIN).length
  }
  for (const { id, document, state } of others) {
    if (id !== TREE_DOCUMENT) Y.applyUpdate(document.doc, Y.encodeStateAsUpdate(state), ORIGIN)
  }
  const tree = others.find(({ id }) => id === TREE_DOCUMENT)
  if (tree !== undefined) {
    const { view } = target.tree
    Y.applyUpdate(view.doc, Y.encodeStateAsUpdate(tree.state), ORIGIN)
    const clocks = { ours: seen(TREE_DOCUMENT), theirs: clocksOf(tree.state) }
    contested += view.doc.transact(() => settleTree(view, row.strategy, clocks, now), ORIGIN)
  }
  await target.documents.whenStored()
  return { files: scenes.length, contested }
}

/** The document as it is in the source. The caller destroys it. */
export function stateOf(source: RealityStore, id: string): Y.Doc {
  const row = source.documents.get(id)
  if (row === undefined) throw new Error(`a document of the reality is not listed: ${id}`)
  return loadDocument(source, row).doc
}

/** Of a document that can be read as a scene; `state` as it is in the source. */
export function sideOf(source: RealityStore, id: string, state: Y.Doc): OtherSide {
  return {
    update: Y.encodeStateAsUpdate(state),
    clocks: clocksOf(state),
    scene: readScene(state),
    base: sceneAtFork(source, id),
  }
}

function sceneAtFork(source: RealityStore, id: string): ForkedScene | null {
  const at = source.segments(id).at(-1)?.after ?? 0
  try {
    const state = documentAt(source, id, at)
    try {
      return readFork(state)
    } finally {
      state.destroy()
    }
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}

function readFork(state: Y.Doc): ForkedScene {
  const document = openSceneDocument(state)
  const { scene, registers, seed } = document
  // What the registers said stays readable when nothing follows the document any more.
  document.dispose()
  return { scene, said: register => registers.get(register) ?? seed.value(register) }
}

function readScene(state: Y.Doc): Scene {
  const document = openSceneDocument(state)
  const { scene } = document
  document.dispose()
  return scene
}

export function clocksOf(doc: Y.Doc): ReadonlyMap<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc))
}

function decodeClocks(state: string | undefined): ReadonlyMap<number, number> {
  return state === undefined ? new Map() : Y.decodeStateVector(Buffer.from(state, 'base64'))
}

/** Documents that were born in the source. They are nobody's until the tree names them. */
function createNewborn({ documents, store }: OpenReality, source: RealityStore, ids: readonly string[], now: number) {
  const born = ids.flatMap(id => (documents.has(id) ? [] : (source.documents.get(id) ?? [])))
  if (born.length === 0) return
  store.transaction(() => {
    for (const { id, seed } of born) store.documents.add({ id, seed }, now)
  })
  documents.announce(born.map(({ id }) => id))
}

/** null for a document that cannot be read as a scene (of a newer format): it is merged, and not looked into. */
async function openScene({ scenes }: OpenReality, id: string): Promise<LiveScene | null> {
  try {
    return await scenes.open(id)
  } catch (error) {
    if (isAppError(error) && error.code === 'UNREADABLE') return null
    throw error
  }
}
