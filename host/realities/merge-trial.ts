/**
 * A merge tried on throw-away copies: the parent as it is, and as it would be after. RTY11: by the same code as the
 * merge itself, and nothing is written.
 */
import * as Y from 'yjs'
import { openRepoTree, type RepoTree } from '../../shared/repo/repo-tree.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import { type ExportOptions, exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import type { MergeConflict } from '../../shared/scene/merge/conflict.ts'
import type { MergeStrategy } from '../../shared/scene/merge/strategy.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { documentAt, sceneOf } from '../history/moment.ts'
import type { SceneState } from '../history/scene-state.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { clocksOf, sideOf, stateOf, writtenIn } from './merge-job.ts'
import { mergeScene } from './merge-scene.ts'
import { settleTree } from './settle-tree.ts'

export interface Trial {
  readonly target: RealityStore
  readonly source: RealityStore
  readonly strategy: MergeStrategy
  readonly options: ExportOptions
  readonly random: (bytes: number) => Uint8Array
}

/** Of the target. */
export interface TriedTrees extends Disposable {
  readonly before: RepoTree
  readonly after: RepoTree
}

export function tryTrees({ target, source, strategy }: Trial): TriedTrees {
  const before = openTree(target)
  const after = openTree(target)
  if (writtenIn(source).includes(TREE_DOCUMENT)) {
    const state = stateOf(source, TREE_DOCUMENT)
    const clocks = { ours: clocksOf(before.doc), theirs: clocksOf(state) }
    Y.applyUpdate(after.doc, Y.encodeStateAsUpdate(state), { kind: 'storage' })
    after.doc.transact(() => settleTree(after, strategy, clocks, 0), { kind: 'storage' })
    state.destroy()
  }
  return {
    before,
    after,
    [Symbol.dispose]() {
      for (const tree of [before, after]) {
        tree.dispose()
        tree.doc.destroy()
      }
    },
  }
}

export interface TriedScene {
  readonly before: SceneState
  readonly after: SceneState
  readonly conflicts: readonly MergeConflict[]
}

/** A document that both have. */
export function tryScene({ target, source, strategy, options, random }: Trial, id: string): TriedScene {
  using opened = sceneOf(documentAt(target, id, target.log.last(id)))
  const { scene } = opened
  const base = target.written.list(id).find(text => text.source === 'outside') ?? seedBase(scene)
  const before = { ...exportScene(scene, base, options), time: null }
  if (!writtenIn(source).includes(id)) return { before, after: before, conflicts: [] }
  const state = stateOf(source, id)
  const side = sideOf(source, id, state)
  state.destroy()
  const editor = createSceneEditor(scene, { person: { name: 'Merge', color: 0 }, now: () => 0, random })
  const conflicts = mergeScene({ scene, editor }, side, clocksOf(scene.doc), strategy, { kind: 'storage' })
  return { before, after: { ...exportScene(scene, base, options), time: null }, conflicts }
}

/** The same of a text. */
export function tryText({ target, source }: Trial, id: string): { readonly before: string; readonly after: string } {
  const doc = documentAt(target, id, target.log.last(id))
  const state = stateOf(source, id)
  try {
    const text = openTextDocument(doc)
    const before = text.raw()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(state), { kind: 'storage' })
    return { before, after: text.raw() }
  } finally {
    doc.destroy()
    state.destroy()
  }
}

function openTree(store: RealityStore): RepoTree {
  return openRepoTree(documentAt(store, TREE_DOCUMENT, store.log.last(TREE_DOCUMENT)))
}
