/** Scene sessions by path: the same one for every tab and panel that shows the scene. */
import { createStore } from 'zustand'
import type { Identity } from '../../shared/contract/data.ts'
import type { ClassDatabase } from '../../shared/godot/classes.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import type { OpenDocument, SceneDocuments, Unreadable } from './documents.ts'
import type { Images } from './images.ts'
import type { People } from './people.ts'
import {
  initialView,
  nothingSelected,
  type PresenceView,
  type SceneSession,
  type SceneView,
  type Selection,
} from './scene-session.ts'

export type OpenedSession = { readonly status: 'open'; readonly session: SceneSession } | Unreadable

export interface Scenes {
  open(path: string): Promise<OpenedSession>
  /** The scene in front: presence tells the others. */
  setFront(session: SceneSession | null): void
  clear(): void
}

interface Deps {
  readonly documents: SceneDocuments
  readonly images: Images
  readonly people: People
  readonly classes: ClassDatabase
  readonly identity: () => Identity
  /** Unix ms. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}

interface Held {
  readonly session: SceneSession
  dispose(): void
}

export function createScenes(deps: Deps): Scenes {
  const held = new Map<string, Held>()
  let front: SceneSession | null = null
  return {
    async open(path) {
      const answer = await deps.documents.open(path)
      if (answer.status === 'unreadable') return answer
      const known = held.get(path)
      if (known !== undefined) return { status: 'open', session: known.session }
      const made = createSession(deps, answer.opened, session => session === front)
      held.set(path, made)
      return { status: 'open', session: made.session }
    },
    setFront(session) {
      front = session
      deps.people.set({
        scene: session === null ? null : { document: session.documentId, path: session.path },
        selection: session === null ? [] : [...session.selection.getState().nodes],
        cursor: null,
        drag: null,
      })
    },
    clear() {
      front = null
      for (const one of held.values()) one.dispose()
      held.clear()
    },
  }
}

function createSession(deps: Deps, opened: OpenDocument, isFront: (session: SceneSession) => boolean): Held {
  const { documents, images, people } = deps
  const { document } = opened
  const selection = createStore<Selection>(() => nothingSelected)
  const view = createStore<SceneView>(() => ({
    ...initialView,
    plane: isThreeDimensional(deps.classes, document.scene) ? 'top' : '2d',
  }))
  const presence = createStore<PresenceView>(() => ({ others: [], following: null }))
  const readPeople = () => {
    const { others, following } = people.store.getState()
    presence.setState({ others: others.filter(other => other.scene?.document === opened.documentId), following })
  }
  readPeople()
  const editor = createSceneEditor(document, {
    get person() {
      return deps.identity()
    },
    now: deps.now,
    random: deps.random,
  })
  const session: SceneSession = {
    path: opened.path,
    documentId: opened.documentId,
    editor,
    document,
    canWrite: opened.canWrite,
    selection,
    view,
    classes: deps.classes,
    sceneAt: path => documents.sceneAt(path),
    imageSizeAt: path => images.sizeAt(path),
    onDidChangeAround(listener) {
      const stops = [
        documents.onDidChange(path => {
          if (path !== opened.path) listener()
        }),
        images.onDidChange(listener),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    presence: {
      store: presence,
      setSelection: nodes => isFront(session) && people.set({ selection: nodes.slice(0, selectionShown) }),
      setCursor: cursor => isFront(session) && people.set({ cursor }),
      setDrag: drag => isFront(session) && people.set({ drag }),
      setView: shown => isFront(session) && people.set({ view: shown }),
      follow: client => people.follow(client),
    },
  }
  const stops = [
    people.store.subscribe(readPeople),
    selection.subscribe(state => session.presence.setSelection(state.nodes)),
    document.onDidChange(({ scene, previous }) => {
      if (scene.nodes !== previous.nodes)
        forgetGone(selection.getState().nodes, scene, nodes => selection.setState({ nodes }))
    }),
  ]
  return {
    session,
    dispose() {
      for (const stop of stops) stop()
    },
  }
}

/** As many as presence carries. */
const selectionShown = 1000

function forgetGone(nodes: readonly NodeId[], scene: Scene, use: (nodes: readonly NodeId[]) => void): void {
  if (nodes.some(node => !scene.nodes.has(node))) use(nodes.filter(node => scene.nodes.has(node)))
}

/** True where the root says so, or where there are 3D nodes and no 2D ones. */
function isThreeDimensional(classes: ClassDatabase, scene: Scene): boolean {
  let threes = 0
  for (const { type } of scene.nodes.values()) {
    if (type === null) continue
    if (classes.inherits(type, 'CanvasItem')) return false
    if (classes.inherits(type, 'Node3D')) threes += 1
  }
  return threes > 0
}
