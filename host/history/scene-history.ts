/**
 * The life of each scene and text of the workspace: who did what, how it was, and going back, which is always a new edit.
 *
 *     history.timeline({ path: 'res://harbor.tscn', limit: 100, slices: 120 })
 *     await history.sceneAt('res://harbor.tscn', { kind: 'moment', sequence: 12 })
 *     await history.restore('res://harbor.tscn', { kind: 'version', id })
 */
import * as Y from 'yjs'
import { AppError } from '../../shared/contract/errors.ts'
import type { Restored } from '../../shared/contract/history.ts'
import type { StateRef } from '../../shared/contract/state-ref.ts'
import { type PastChange, registerValue, restoreFrom, revertChanges } from '../../shared/scene/commands.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { restoreText } from '../../shared/text/restore-text.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import { projectPath } from '../files/safe-path.ts'
import { lineageOf, openRealityStore, type RealityStore } from '../storage/reality-store.ts'
import type { Project } from '../workspace/project.ts'
import { documentAt, type Moment, type PastScene, rawTextAt, sceneOf, sceneText, sequenceIn, treeAt } from './moment.ts'
import { placeOf } from './place-in-line.ts'
import type { SceneState } from './scene-state.ts'
import { textEntries } from './text-line.ts'
import { readTimeline, type SceneTimeline, type TimelineQuery } from './timeline.ts'

export interface SceneHistory {
  /** Throws AppError NOT_FOUND for a path without a scene or a text. */
  timeline(path: string, query: TimelineQuery): SceneTimeline
  /** The sequence of the newest edit. */
  last(path: string): number
  /** Of this file, after the edit was stored. */
  onDidChange(path: string, listener: () => void): Disposable
  /**
   * The file in a state of this workspace: now, a version, a reality or a moment. Throws AppError NOT_FOUND where it
   * was not there, or that moment is no longer kept.
   */
  sceneAt(path: string, at: StateRef): Promise<SceneState>
  /** `nodes`: only these, with their connections and resources. */
  restore(path: string, at: StateRef, nodes?: readonly string[]): Promise<Restored>
  revertEdits(path: string, sequences: readonly number[]): Promise<Restored>
}

interface Found {
  readonly store: RealityStore
  readonly document: string
  readonly sequence: number
}

export function createSceneHistory(project: Project, options: ExportOptions): SceneHistory {
  const { store, documents, tree, scenes, texts } = project

  function entryOf(path: string): { readonly document: string; readonly isText: boolean } {
    const entry = tree.byPath(projectPath(path))
    if (entry == null || entry.document === null) {
      throw new AppError('NOT_FOUND', 'There is no scene and no text at this path.', { path })
    }
    return { document: entry.document, isText: entry.kind === 'text' }
  }

  function documentOf(path: string): string {
    return entryOf(path).document
  }

  function momentOf(at: Extract<StateRef, { kind: 'version' | 'reality' | 'time' }>): Moment {
    const view = (reality: string) =>
      reality === store.reality ? store : openRealityStore(store.disk, lineageOf(store.disk, reality))
    if (at.kind === 'reality') return { store: view(at.id), position: null }
    if (at.kind === 'time') {
      const place = placeOf(project, at)
      return { store: view(place.reality), position: place.position }
    }
    const version = store.versions.get(at.id)
    if (version === undefined) throw new AppError('NOT_FOUND', 'This version is not here.')
    return { store: view(version.reality), position: version.position }
  }

  async function find(path: string, at: StateRef): Promise<Found> {
    await documents.whenStored()
    switch (at.kind) {
      case 'now':
      case 'moment': {
        const document = documentOf(path)
        return { store, document, sequence: at.kind === 'now' ? store.log.last(document) : at.sequence }
      }
      case 'version':
      case 'reality':
      case 'time': {
        const moment = momentOf(at)
        const document = documentThen(moment, path)
        return { store: moment.store, document, sequence: sequenceIn(moment, document) }
      }
      case 'git':
      case 'nothing':
      case 'file':
        throw new AppError('BAD_REQUEST', 'This state is not one of the history: it has no moment.')
    }
  }

  /** The same scene under another name then, else whatever had this name. */
  function documentThen(moment: Moment, path: string): string {
    using then = treeAt(moment)
    const entry = tree.byPath(projectPath(path))
    const same = entry === undefined ? undefined : then.tree.byId(entry.id)
    const document = (same ?? then.tree.byPath(projectPath(path)))?.document ?? null
    if (document === null) throw new AppError('NOT_FOUND', 'The scene was not there in that state.', { path })
    return document
  }

  async function past(path: string, at: StateRef): Promise<PastScene & Found> {
    const found = await find(path, at)
    const opened = sceneOf(documentAt(found.store, found.document, found.sequence))
    return { ...found, scene: opened.scene, [Symbol.dispose]: () => opened[Symbol.dispose]() }
  }

  async function restoreWhole(path: string, was: Found, document: string): Promise<Restored> {
    mustBeSame(path, was, document)
    const raw = rawTextAt(was.store, was.document, was.sequence)
    using live = await texts.open(document)
    const changed = live.text.raw() === raw ? 0 : 1
    if (changed > 0) restoreText(live.text, raw, ORIGIN)
    await live.host.whenStored()
    return { changed, left: 0 }
  }

  return {
    timeline(path, query) {
      const { document, isText } = entryOf(path)
      const line = readTimeline(store, document, query)
      return isText ? { ...line, entries: textEntries(store, document, line.entries) } : line
    },
    last: path => store.log.last(documentOf(path)),
    onDidChange(path, listener) {
      const document = documentOf(path)
      return documents.onDidStore(event => {
        if (event.document === document) listener()
      })
    },
    async sceneAt(path, at) {
      if (entryOf(path).isText) {
        const found = await find(path, at)
        const text = rawTextAt(found.store, found.document, found.sequence)
        return { text, ids: null, time: found.store.edits.timeOf(found.document, found.sequence) ?? null }
      }
      using was = await past(path, at)
      return sceneText(was.store, was.document, was.sequence, was.scene, options)
    },
    async restore(path, at, nodes) {
      const { document, isText } = entryOf(path)
      if (isText) return restoreWhole(path, await find(path, at), document)
      using was = await past(path, at)
      mustBeSame(path, was, document)
      using live = await scenes.open(document)
      const changed = restoreFrom(live.editor, was.scene, nodes === undefined ? null : { nodes: new Set(nodes) })
      await live.host.whenStored()
      return { changed, left: 0 }
    },
    async revertEdits(path, sequences) {
      const { document, isText } = entryOf(path)
      if (isText) throw new AppError('BAD_REQUEST', 'Edits of a text are taken back in its editor, or by a moment.')
      await documents.whenStored()
      const changes = changesOf(store, document, new Set(sequences))
      using live = await scenes.open(document)
      const result = revertChanges(live.editor, changes)
      await live.host.whenStored()
      return result
    },
  }
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

function mustBeSame(path: string, was: Found, document: string): void {
  if (was.document === document) return
  throw new AppError('BAD_REQUEST', 'Another file had this name then: restore the whole version.', { path })
}

/** What these updates changed, newest first: two copies of the scene, of which one lags by an update. */
function changesOf(store: RealityStore, document: string, sequences: ReadonlySet<number>): PastChange[] {
  const first = Math.min(...sequences)
  const last = Math.max(...sequences)
  if (last > store.log.last(document)) throw new AppError('NOT_FOUND', 'There is no such edit.')
  using before = sceneOf(documentAt(store, document, first - 1))
  using after = sceneOf(documentAt(store, document, first - 1))
  const changes: PastChange[] = []
  let touched: ReadonlySet<string> = new Set()
  const stop = after.scene.onDidChange(change => {
    touched = change.registers
  })
  for (const entry of store.log.range(document, first - 1, last)) {
    touched = new Set()
    Y.applyUpdate(after.scene.doc, entry.bytes, { kind: 'storage' })
    if (sequences.has(entry.sequence)) {
      for (const register of touched) {
        const was = registerValue(before.scene, register)
        changes.push({ register, before: was, after: registerValue(after.scene, register) })
      }
    }
    Y.applyUpdate(before.scene.doc, entry.bytes, { kind: 'storage' })
  }
  stop()
  return changes.reverse()
}
