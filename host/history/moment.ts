/**
 * A state of the whole workspace: one reality, now or at a place in the line of edits. Everything here reads; the
 * documents it makes are throw-away copies.
 */
import type * as Y from 'yjs'
import { AppError } from '../../shared/contract/errors.ts'
import { openRepoTree, type RepoTree } from '../../shared/repo/repo-tree.ts'
import { openSceneDocument, type SceneDocument } from '../../shared/scene/document.ts'
import { type ExportOptions, exportScene } from '../../shared/scene/export.ts'
import { seedBase } from '../../shared/scene/file-base.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { stateAt } from '../documents/load-document.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import type { SceneState } from './scene-state.ts'

export interface Moment {
  readonly store: RealityStore
  /** null is now. */
  readonly position: number | null
}

export interface PastScene extends Disposable {
  readonly scene: SceneDocument
}

/** The last update of a document at this moment; 0 where it was only born. */
export function sequenceIn({ store, position }: Moment, document: string): number {
  return position === null ? store.log.last(document) : store.edits.sequenceAt(document, position)
}

/** The same text for the same state, whatever the realities that have it: nothing differs where these are equal. */
export function whereabouts(moment: Moment, document: string): string {
  const sequence = sequenceIn(moment, document)
  const segment = moment.store.segments(document).findLast(({ after }) => sequence > after)
  return sequence === 0 || segment === undefined ? '' : `${segment.document} ${sequence}`
}

/** Throws AppError NOT_FOUND where the document, or that moment of it, is not kept. */
export function documentAt(store: RealityStore, document: string, sequence: number): Y.Doc {
  const row = store.documents.get(document)
  if (row === undefined) throw new AppError('NOT_FOUND', 'This document is not here.', { document })
  return stateAt(store, row, sequence)
}

/** The caller disposes both. */
export function sceneOf(doc: Y.Doc): PastScene {
  try {
    const scene = openSceneDocument(doc)
    return {
      scene,
      [Symbol.dispose]() {
        scene.dispose()
        doc.destroy()
      },
    }
  } catch (error) {
    doc.destroy()
    throw error
  }
}

export function treeAt(moment: Moment): { readonly tree: RepoTree } & Disposable {
  const doc = documentAt(moment.store, TREE_DOCUMENT, sequenceIn(moment, TREE_DOCUMENT))
  const tree = openRepoTree(doc)
  return {
    tree,
    [Symbol.dispose]() {
      tree.dispose()
      doc.destroy()
    },
  }
}

/** The text starts from what stood in the file then, so that it is laid out as it was (EXP1). */
export function sceneText(
  store: RealityStore,
  document: string,
  sequence: number,
  scene: SceneDocument,
  options: ExportOptions,
): SceneState {
  const time = store.edits.timeOf(document, sequence) ?? null
  const texts = store.written.list(document, time === null ? {} : { time })
  const base = texts.find(text => text.source === 'outside') ?? seedBase(scene)
  const { text, ids } = exportScene(scene, base, options)
  return { text, ids, time }
}

/** The text of a text document, as its file has it. */
export function rawTextAt(store: RealityStore, document: string, sequence: number): string {
  const doc = documentAt(store, document, sequence)
  try {
    return openTextDocument(doc).raw()
  } finally {
    doc.destroy()
  }
}

export function sceneTextAt(
  store: RealityStore,
  document: string,
  sequence: number,
  options: ExportOptions,
): SceneState {
  using past = sceneOf(documentAt(store, document, sequence))
  return sceneText(store, document, sequence, past.scene, options)
}
