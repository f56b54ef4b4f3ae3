/**
 * Scene documents of the workspace by path, opened on demand and kept as long as the workspace is open: those in tabs,
 * and those that they instance or inherit from.
 */

import type { OpenedScene } from '../../shared/contract/data.ts'
import { isAppError } from '../../shared/contract/errors.ts'
import { openSceneDocument, type SceneDocument } from '../../shared/scene/document.ts'
import type { Scene } from '../../shared/scene/scene.ts'
import type { ApiClient } from './host-link.ts'
import type { Replicas } from './replicas.ts'

export interface OpenDocument {
  readonly path: string
  readonly documentId: string
  readonly document: SceneDocument
  readonly canWrite: boolean
}

export type Unreadable = Extract<OpenedScene, { status: 'unreadable' }>

export type Opened = { readonly status: 'open'; readonly opened: OpenDocument } | Unreadable

export interface SceneDocuments {
  /** Throws AppError for a path that is not there. The same document each time. */
  open(path: string): Promise<Opened>
  /** Undefined until it is there. */
  sceneAt(path: string): Scene | undefined
  openNow(path: string): OpenDocument | undefined
  /** Any scene changed, or arrived. */
  onDidChange(listener: (path: string) => void): () => void
  /** The files of the project changed: what was not there is asked for again. */
  askAgain(): void
  clear(): void
}

interface Deps {
  readonly api: { readonly scenes: Pick<ApiClient['scenes'], 'open'> }
  readonly replicas: Replicas
}

export function createSceneDocuments({ api, replicas }: Deps): SceneDocuments {
  const opening = new Map<string, Promise<Opened>>()
  const open = new Map<string, OpenDocument>()
  const missing = new Set<string>()
  const listeners = new Set<(path: string) => void>()

  async function load(path: string): Promise<Opened> {
    const answer = await api.scenes.open({ path })
    if (answer.status === 'unreadable') return answer
    const replica = replicas.open(answer.document)
    await replica.whenSynced
    const document = openSceneDocument(replica.doc)
    const opened = { path, documentId: answer.document, document, canWrite: answer.canWrite }
    open.set(path, opened)
    document.onDidChange(() => emit(path))
    emit(path)
    return { status: 'open', opened }
  }

  function emit(path: string): void {
    for (const listener of listeners) listener(path)
  }

  function openOnce(path: string): Promise<Opened> {
    const known = opening.get(path)
    if (known !== undefined) return known
    const promise = load(path)
    opening.set(path, promise)
    promise.then(
      // The file may be mended by the time it is asked for again.
      answer => answer.status === 'unreadable' && opening.delete(path),
      () => opening.delete(path),
    )
    return promise
  }

  return {
    open: openOnce,
    openNow: path => open.get(path),
    sceneAt(path) {
      const found = open.get(path)
      if (found !== undefined) return found.document.scene
      if (!missing.has(path) && !opening.has(path)) {
        openOnce(path).then(
          answer => {
            if (answer.status === 'unreadable') missing.add(path)
          },
          (error: unknown) => {
            // A scene that is not there is shown as a missing instance; asked for again when the files change.
            if (isAppError(error)) missing.add(path)
          },
        )
      }
      return undefined
    },
    onDidChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    askAgain() {
      const gone = [...missing]
      missing.clear()
      for (const path of gone) emit(path)
    },
    clear() {
      for (const { document } of open.values()) document.dispose()
      open.clear()
      opening.clear()
      missing.clear()
    },
  }
}
