/** Scene documents kept in step with their Y.Docs for as long as those are loaded. */
import type * as Y from 'yjs'
import type { Identity, WaitingChange } from '../../shared/contract/data.ts'
import { openSceneDocument, type Person, type SceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor, type SceneEditor } from '../../shared/scene/editor.ts'
import type { Documents, HostDocument } from '../documents/documents.ts'
import { type Described, NOTHING_DESCRIBED } from '../storage/journal.ts'
import { describeChange } from './describe-change.ts'

export interface LiveScene extends Disposable {
  readonly host: HostDocument
  readonly scene: SceneDocument
  readonly editor: SceneEditor
}

export interface LiveScenes {
  /** Throws AppError NOT_FOUND or UNREADABLE. */
  open(document: string): Promise<LiveScene>
  /** What was edited since it was last asked, by whom: of scenes that are loaded. */
  readonly describe: (document: string) => Described
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
  const described = new Map<string, { lines: readonly WaitingChange[]; people: readonly Person[] }>()

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
      if (isKept(change.origin)) return
      const before = described.get(host.id) ?? NOTHING_DESCRIBED
      const lines = [...before.lines, ...describeChange(change, pathOf(host.id), now())].slice(-LINES_KEPT)
      const people = change.writers.flatMap(writer => scene.people.get(writer) ?? [])
      described.set(host.id, { lines, people: [...before.people, ...people] })
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
      const found = described.get(document) ?? NOTHING_DESCRIBED
      described.delete(document)
      return found
    },
  }
}

/** It is in the log already, or was born with the document: no edit. */
function isKept(origin: unknown): boolean {
  if (typeof origin !== 'object' || origin === null || !('kind' in origin)) return false
  return origin.kind === 'storage' || origin.kind === 'seed'
}
