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
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import type { HostDocument, UpdateOrigin } from '../documents/documents.ts'
import { loadDocument } from '../documents/load-document.ts'
import type { MergeRow } from '../storage/history-tables.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { plainId } from '../storage/stored-id.ts'
import type { LiveScene } from '../workspace/live-scenes.ts'
import type { OpenReality } from './open-reality.ts'
import { applyStrategy, type Sides, type Strategy } from './strategy.ts'

export interface MergeResult {
  readonly files: number
  readonly contested: number
}

interface Side {
  /** As update v1, and what it had seen. */
  readonly update: Uint8Array
  readonly clocks: ReadonlyMap<number, number>
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
  const scenes: { id: string; live: LiveScene; side: Side }[] = []
  const others: { id: string; document: HostDocument; side: Side }[] = []
  for (const id of ids) {
    if (!target.documents.has(id)) continue
    const side = sideOf(source, id)
    const live = id === TREE_DOCUMENT ? null : await openScene(target, id)
    if (live !== null) scenes.push({ id, live: held.use(live), side })
    else others.push({ id, document: held.use(await target.documents.open(id)), side })
  }
  const before = (id: string) => decodeClocks(row.before[id])
  let contested = 0
  // From here on nothing waits: all of it is in one transaction.
  for (const { id, live, side } of scenes) {
    Y.applyUpdate(live.host.doc, side.update, ORIGIN)
    contested += settleScene(live, row.strategy, { ours: before(id), theirs: side.clocks })
  }
  for (const { id, document, side } of others) {
    if (id !== TREE_DOCUMENT) Y.applyUpdate(document.doc, side.update, ORIGIN)
  }
  const tree = others.find(({ id }) => id === TREE_DOCUMENT)
  if (tree !== undefined) {
    Y.applyUpdate(tree.document.doc, tree.side.update, ORIGIN)
    contested += settleTree(target, row.strategy, { ours: before(TREE_DOCUMENT), theirs: tree.side.clocks }, now)
  }
  await target.documents.whenStored()
  return { files: scenes.length, contested }
}

/** What the strategy would do to a scene that has both states: also for a preview, on a copy. */
export function settleScene({ editor, scene }: Pick<LiveScene, 'editor' | 'scene'>, strategy: Strategy, sides: Sides) {
  return editor.gesture('Merge', tx => applyStrategy(scene.registers, strategy, sides, tx.contest).length, {
    ...ORIGIN,
  })
}

export function sideOf(source: RealityStore, id: string): Side {
  const row = source.documents.get(id)
  if (row === undefined) throw new Error(`a document of the reality is not listed: ${id}`)
  const { doc } = loadDocument(source, row)
  const side = { update: Y.encodeStateAsUpdate(doc), clocks: Y.decodeStateVector(Y.encodeStateVector(doc)) }
  doc.destroy()
  return side
}

export function decodeClocks(state: string | undefined): ReadonlyMap<number, number> {
  return state === undefined ? new Map() : Y.decodeStateVector(Buffer.from(state, 'base64'))
}

function settleTree({ tree }: OpenReality, strategy: Strategy, sides: Sides, time: number): number {
  const { doc, registers } = tree.view
  const writer = doc.clientID.toString(36)
  return doc.transact(
    () =>
      applyStrategy(registers, strategy, sides, (register, value, known, clocks) =>
        registers.set(register, value, { writer, time, base: null, unaware: { known, clocks } }),
      ).length,
    ORIGIN,
  )
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
