/** What merging a reality would do, tried on throw-away copies. Changes nothing. */
import { setImmediate as breathe } from 'node:timers/promises'
import * as Y from 'yjs'
import type { FileDifference } from '../../shared/contract/history.ts'
import type { MergePreview, Meeting as ShownMeeting } from '../../shared/contract/realities.ts'
import { openRepoTree, type RepoEntry, type RepoTree } from '../../shared/repo/repo-tree.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import { type ExportOptions, exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import type { MergeConflict } from '../../shared/scene/merge/conflict.ts'
import type { MergeStrategy } from '../../shared/scene/merge/strategy.ts'
import { parseRegisterKey } from '../../shared/scene/register-key.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { resourcePath } from '../files/safe-path.ts'
import { countChanges } from '../history/compare-moments.ts'
import { documentAt, sceneOf } from '../history/moment.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { clocksOf, sideOf, stateOf, writtenIn } from './merge-job.ts'
import { mergeScene } from './merge-scene.ts'

export interface PreviewDeps {
  readonly options: ExportOptions
  readonly random: (bytes: number) => Uint8Array
}

const NO_NODE = { kind: 'content', node: '', nodeId: null, property: 'content' } as const
const NO_COUNTS = { added: 0, removed: 0, changed: 0, registers: 0 } as const

export async function previewMerge(
  target: RealityStore,
  source: RealityStore,
  strategy: MergeStrategy,
  deps: PreviewDeps,
): Promise<MergePreview> {
  const ids = writtenIn(source)
  const isTreeWritten = ids.includes(TREE_DOCUMENT)
  const before = openTree(target)
  const after = openTree(target)
  if (isTreeWritten) {
    const state = stateOf(source, TREE_DOCUMENT)
    Y.applyUpdate(after.doc, Y.encodeStateAsUpdate(state), { kind: 'storage' })
    state.destroy()
  }
  const files: MergePreview['files'] = []
  const written = new Set(ids)
  for (const entry of after.entries) {
    if (entry.kind === 'folder') continue
    const old = before.byId(entry.id)
    const shape = placeChange(old, entry)
    const isBoth = entry.document !== null && old !== undefined && written.has(entry.document)
    await breathe()
    const content =
      isBoth && entry.document !== null && target.documents.get(entry.document) !== undefined
        ? mergedScene(target, source, entry.document, strategy, deps)
        : null
    if (shape === null && content === null && old?.hash === entry.hash) continue
    files.push({
      path: resourcePath(entry.path),
      previousPath: old !== undefined && old.path !== entry.path ? resourcePath(old.path) : null,
      kind: shape ?? 'changed',
      isScene: entry.document !== null,
      ...(content?.counts ?? NO_COUNTS),
      meetings: [...(content?.meetings ?? []), ...contentMeeting(before, entry, strategy)],
    })
  }
  for (const entry of before.entries) {
    if (entry.kind !== 'folder' && after.byId(entry.id) === undefined) files.push(gone(entry))
  }
  for (const tree of [before, after]) closeTree(tree)
  const contested = files.reduce((sum, file) => sum + file.meetings.length, 0)
  return { from: source.reality, into: target.reality, files: files.sort(byPath), contested }
}

function placeChange(old: RepoEntry | undefined, entry: RepoEntry): FileDifference['kind'] | null {
  if (old === undefined) return 'added'
  return old.path === entry.path ? null : 'moved'
}

function gone(entry: RepoEntry): MergePreview['files'][number] {
  return {
    path: resourcePath(entry.path),
    previousPath: null,
    kind: 'removed',
    isScene: entry.document !== null,
    ...NO_COUNTS,
    meetings: [],
  }
}

/** null where the merge would change nothing in it. */
function mergedScene(
  target: RealityStore,
  source: RealityStore,
  id: string,
  strategy: MergeStrategy,
  { options, random }: PreviewDeps,
): { counts: Omit<FileDifference, 'path' | 'previousPath' | 'kind' | 'isScene'>; meetings: ShownMeeting[] } | null {
  using opened = sceneOf(documentAt(target, id, target.log.last(id)))
  const { scene } = opened
  const state = stateOf(source, id)
  const side = sideOf(source, id, state)
  state.destroy()
  const base = target.written.list(id).find(text => text.source === 'outside') ?? seedBase(scene)
  const was = { ...exportScene(scene, base, options), time: null }
  const editor = createSceneEditor(scene, { person: { name: 'Merge', color: 0 }, now: () => 0, random })
  const conflicts = mergeScene({ scene, editor }, side, clocksOf(scene.doc), strategy, { kind: 'storage' })
  const counts = countChanges(was, { ...exportScene(scene, base, options), time: null })
  if (counts === null && conflicts.length === 0) return null
  return { counts: counts ?? NO_COUNTS, meetings: conflicts.map(shownMeeting) }
}

function shownMeeting({ kind, node, property, register, base, ours, theirs, chosen }: MergeConflict): ShownMeeting {
  const key = register === undefined ? null : parseRegisterKey(register)
  const nodeId = key?.owner === 'node' ? key.id : null
  return { kind, node, nodeId, property: property ?? kind, base, ours, theirs, chosen }
}

/** Both put other bytes into a file that is no scene. */
function contentMeeting(before: RepoTree, entry: RepoEntry, strategy: MergeStrategy): ShownMeeting[] {
  const old = before.byId(entry.id)
  const other = entry.contested[0]
  if (entry.document !== null || old === undefined || other === undefined || old.contested.length > 0) return []
  const theirs = old.hash === entry.hash ? other.hash : entry.hash
  return [{ ...NO_NODE, base: null, ours: old.hash, theirs, chosen: strategy === 'theirs' ? 'theirs' : 'ours' }]
}

function openTree(store: RealityStore): RepoTree {
  return openRepoTree(documentAt(store, TREE_DOCUMENT, store.log.last(TREE_DOCUMENT)))
}

function closeTree(tree: RepoTree): void {
  tree.dispose()
  tree.doc.destroy()
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1
}
