/** A session without a host: one document in memory, others read as they are asked for, people made up. */
import * as Y from 'yjs'
import { createStore } from 'zustand'
import classesJson from '../../shared/godot/classes.json'
import { createClassDatabase } from '../../shared/godot/classes.ts'
import { openSceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import type { Scene } from '../../shared/scene/scene.ts'
import { buildSeed } from '../../shared/scene/seed.ts'
import {
  type ImageSize,
  initialView,
  nothingSelected,
  type PresenceView,
  type SceneSession,
  type SceneView,
  type Selection,
} from '../session/scene-session.ts'
import type { Project } from './sample-project.ts'

export function createDevSession(
  project: Project,
  path: string,
  { canWrite }: { readonly canWrite: boolean },
): SceneSession {
  const document = open(project.textAt(path) ?? '[gd_scene format=3]\n\n[node name="Empty" type="Node"]\n')
  const scenes = new Map<string, Scene | undefined>()
  const images = new Map<string, ImageSize | null>()
  const listeners = new Set<() => void>()
  const presence = createStore<PresenceView>(() => ({ others: [], following: null }))
  return {
    path,
    documentId: path,
    document,
    canWrite,
    editor: createSceneEditor(document, {
      person: { name: 'Lina', color: 5 },
      now: () => Date.now(),
      random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
    }),
    classes: createClassDatabase(classesJson),
    selection: createStore<Selection>(() => nothingSelected),
    view: createStore<SceneView>(() => initialView),
    presence: {
      store: presence,
      setSelection: () => undefined,
      setCursor: () => undefined,
      setDrag: () => undefined,
      setView: () => undefined,
      follow: following => presence.setState({ following }),
    },
    sceneAt(wanted) {
      if (!scenes.has(wanted)) {
        const text = project.textAt(wanted)
        scenes.set(wanted, text === undefined ? undefined : open(text).scene)
      }
      return scenes.get(wanted)
    },
    imageSizeAt(wanted) {
      const url = project.imageUrlAt(wanted)
      if (!images.has(wanted) && url !== undefined) {
        images.set(wanted, null)
        const image = new Image()
        image.onload = () => {
          images.set(wanted, { width: image.naturalWidth, height: image.naturalHeight })
          for (const listener of listeners) listener()
        }
        image.src = url
      }
      return images.get(wanted)
    },
    onDidChangeAround(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function open(text: string) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, buildSeed(text).update, 'seed')
  return openSceneDocument(doc)
}
