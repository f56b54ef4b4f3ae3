/**
 * One open scene as a screen sees it: its document, this person's hand on it, who else is there, and what is selected.
 *
 * Document truth stays in `document`; the stores hold view state only. The owner (session/scenes.ts) disposes it when
 * the last tab closes.
 *
 *     const scene = useScene(session)
 *     const nodes = useStore(session.selection, state => state.nodes)
 */
import { useCallback, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand'
import type { ClassDatabase } from '../../shared/godot/classes.ts'
import type { SceneDocument } from '../../shared/scene/document.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import type { Presence } from '../../shared/sync/presence.ts'

export interface SceneSession {
  /** `res://…` */
  readonly path: string
  readonly documentId: string
  readonly editor: SceneEditor
  readonly document: SceneDocument
  readonly canWrite: boolean
  readonly classes: ClassDatabase
  readonly selection: StoreApi<Selection>
  readonly view: StoreApi<SceneView>
  readonly presence: ScenePresence
  /**
   * The present value of another scene or resource of the project, for instances and inheritance. Opens its document on
   * demand: undefined until it is there, and for what cannot be read. `onDidChangeAround` tells when to ask again.
   */
  sceneAt(path: string): Scene | undefined
  /** Pixel size of an image of the project: undefined while unknown, null for what is no image. */
  imageSizeAt(path: string): ImageSize | null | undefined
  /** Another scene that `sceneAt` gave, or an image that `imageSizeAt` was asked for, arrived or changed. */
  onDidChangeAround(listener: () => void): () => void
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** In the order of selecting, the last one is the primary. Ids that are gone are taken out as the scene changes. */
export interface Selection {
  readonly nodes: readonly NodeId[]
  /** A node inside an instance or an inherited scene, which has no id of its own here. Then `nodes` is empty. */
  readonly inner: InnerSelection | null
  /** Where Shift+arrow extends from. */
  readonly anchor: NodeId | null
}

export interface InnerSelection {
  /** The instance; the root itself in an inherited scene. */
  readonly instance: NodeId
  /** From the instance's root: `Sprite/Arm`. */
  readonly path: string
}

export const nothingSelected: Selection = { nodes: [], inner: null, anchor: null }

export type Tool = 'select' | 'move' | 'rotate' | 'scale'

/** How the outline shows this scene. Lives as long as the session; zoom and centre survive a change of tab. */
export interface SceneView {
  readonly hover: NodeId | null
  readonly tool: Tool
  readonly plane: '2d' | 'top'
  /** Centre in scene units. */
  readonly x: number
  readonly y: number
  /** Pixels per scene unit; null until the outline has fitted the scene. */
  readonly zoom: number | null
  readonly isSnapping: boolean
  readonly snapStep: number
  readonly snapDegrees: number
  readonly isGridShown: boolean
  /** Set to ask the outline to bring these into view; it sets null when it has. */
  readonly reveal: readonly NodeId[] | null
}

export const initialView: SceneView = {
  hover: null,
  tool: 'select',
  plane: '2d',
  x: 0,
  y: 0,
  zoom: null,
  isSnapping: false,
  snapStep: 8,
  snapDegrees: 15,
  isGridShown: true,
  reveal: null,
}

/** Another window of the workspace, ours or somebody else's. */
export interface OtherPresence extends Presence {
  readonly client: number
}

export interface PresenceView {
  /** Everybody in this scene, by client id. */
  readonly others: readonly OtherPresence[]
  /** Client id of whom this window follows. */
  readonly following: number | null
}

export interface ScenePresence {
  readonly store: StoreApi<PresenceView>
  setSelection(nodes: readonly NodeId[]): void
  setCursor(cursor: Presence['cursor']): void
  setDrag(drag: Presence['drag']): void
  setView(view: Presence['view']): void
  follow(client: number | null): void
}

/** The present scene; the component draws again with each change of it. */
export function useScene(session: SceneSession): Scene {
  const subscribe = useCallback((listener: () => void) => session.document.onDidChange(listener), [session])
  return useSyncExternalStore(subscribe, () => session.document.scene)
}

export function selectNodes(session: SceneSession, nodes: readonly NodeId[]): void {
  session.selection.setState({ nodes: [...new Set(nodes)], inner: null, anchor: nodes.at(-1) ?? null })
}

export function selectInner(session: SceneSession, inner: InnerSelection): void {
  session.selection.setState({ nodes: [], inner, anchor: null })
}

export function clearSelection(session: SceneSession): void {
  session.selection.setState(nothingSelected)
}
