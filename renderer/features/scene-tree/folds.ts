/** Which rows are folded, per scene; as long as the scene is open. */
import { createStore, type StoreApi } from 'zustand'
import type { NodeId, Scene } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'

export interface Folds {
  /** Not as by default: nodes are open, instances folded. */
  readonly flipped: ReadonlySet<string>
  flip(key: string): void
  /** Opens what hides a node of this scene. */
  unfoldTo(scene: Scene, node: NodeId): void
  setAll(flipped: ReadonlySet<string>): void
}

const stores = new WeakMap<SceneSession, StoreApi<Folds>>()

export function foldsOf(session: SceneSession): StoreApi<Folds> {
  const known = stores.get(session)
  if (known !== undefined) return known
  const made = createStore<Folds>((set, get) => ({
    flipped: new Set(),
    flip(key) {
      const flipped = new Set(get().flipped)
      if (!flipped.delete(key)) flipped.add(key)
      set({ flipped })
    },
    unfoldTo(scene, node) {
      const flipped = new Set(get().flipped)
      for (let at = scene.nodes.get(node)?.parent ?? null; at !== null; at = scene.nodes.get(at)?.parent ?? null) {
        if (isOpenByDefault(scene, at)) flipped.delete(at)
        else flipped.add(at)
      }
      const { flipped: now } = get()
      if (flipped.size !== now.size || [...flipped].some(key => !now.has(key))) set({ flipped })
    },
    setAll: flipped => set({ flipped }),
  }))
  stores.set(session, made)
  return made
}

export function isOpenByDefault(scene: Scene, node: NodeId): boolean {
  const found = scene.nodes.get(node)
  return found === undefined || found.instance === null || node === scene.root || scene.editable.has(node)
}
