/** Scene documents kept in step with their Y.Docs for as long as those are loaded. */
import type * as Y from 'yjs'
import type { Identity, WaitingChange } from '../../shared/contract/data.ts'
import { openSceneDocument, type SceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor, type SceneEditor } from '../../shared/scene/editor.ts'
import type { Documents, HostDocument } from '../documents/documents.ts'
import { describeChange } from './describe-change.ts'

export interface LiveScene extends Disposable {
  readonly host: HostDocument
  readonly scene: SceneDocument
  readonly editor: SceneEditor
}

export interface LiveScenes {
  /** Throws AppError NOT_FOUND or UNREADABLE. */
  open(document: string): Promise<LiveScene>
  /** Lines about what was edited since it was last asked. */
  readonly describe: (document: string) => readonly WaitingChange[]
}

export interface LiveScenesDeps {
  readonly documents: () => Documents
  readonly person: () => Identity
  /** Unix ms. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  /** `res://…` of a document, for the lines. */
  readonly pathOf: (document: string) => string
}

interface Attached {
  readonly scene: SceneDocument
  readonly editor: SceneEditor
}

const LINES_KEPT = 200

export function createLiveScenes({ documents, person, now, random, pathOf }: LiveScenesDeps): LiveScenes {
  const attached = new WeakMap<Y.Doc, Attached>()
  const lines = new Map<string, WaitingChange[]>()

  function attach(host: HostDocument): Attached {
    const present = attached.get(host.doc)
    if (present !== undefined) return present
    const scene = openSceneDocument(host.doc)
    const editor = createSceneEditor(scene, {
      get person() {
        return person()
      },
      now,
      random,
    })
    scene.onDidChange(change => {
      if (isFromElsewhere(change.origin)) return
      const kept = [...(lines.get(host.id) ?? []), ...describeChange(change, pathOf(host.id), now())]
      lines.set(host.id, kept.slice(-LINES_KEPT))
    })
    host.doc.on('destroy', () => {
      scene.dispose()
      attached.delete(host.doc)
    })
    const made = { scene, editor }
    attached.set(host.doc, made)
    return made
  }

  return {
    async open(document) {
      const host = await documents().open(document)
      try {
        return { host, ...attach(host), [Symbol.dispose]: () => host[Symbol.dispose]() }
      } catch (error) {
        host[Symbol.dispose]()
        throw error
      }
    },
    describe(document) {
      const described = lines.get(document) ?? []
      lines.delete(document)
      return described
    },
  }
}

/** Not waiting for the relay: it came from there, or was stored already. */
function isFromElsewhere(origin: unknown): boolean {
  if (typeof origin !== 'object' || origin === null || !('kind' in origin)) return false
  return origin.kind === 'relay' || origin.kind === 'storage' || origin.kind === 'seed'
}
