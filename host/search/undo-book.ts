/**
 * Batches that can be taken back: of each the editors that made its edits, which know what they replaced. BAT5
 * The documents stay loaded as long as their batch is kept.
 */
import { AppError } from '../../shared/contract/errors.ts'
import { BATCHES_KEPT } from '../../shared/limits.ts'
import { createSceneEditor, type SceneEditor } from '../../shared/scene/editor.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** One scene with an editor of the batch's own: its undo is the batch's and nobody else's. */
export interface HeldScene extends Disposable {
  readonly path: string
  readonly editor: SceneEditor
  /** Resolves when what was edited is durable. */
  whenStored(): Promise<void>
  /** Registers left alone because somebody changed them since. */
  undo(): number
}

export interface UndoBook extends Disposable {
  /** Returns the id to undo it by; null where no scene was changed. */
  keep(scenes: readonly HeldScene[]): string | null
  undo(id: string): Promise<{ scenes: number; skipped: number }>
}

/** Throws AppError UNREADABLE where the scene cannot be edited. */
export async function holdScene(workspace: Workspace, path: string): Promise<HeldScene> {
  const opened = await workspace.openScene(path)
  const fault = opened.fault
  if (opened.status !== 'open' || fault !== null) {
    opened[Symbol.dispose]()
    throw new AppError('UNREADABLE', `The file cannot be read: ${fault?.reason ?? 'it is no scene'}.`, { path })
  }
  const editor = createSceneEditor(opened.scene, opened.editor.deps)
  return {
    path,
    editor,
    async whenStored() {
      using document = await workspace.documents.open(opened.document)
      await document.whenStored()
    },
    undo() {
      let skipped = 0
      for (let result = editor.undo(); result.done; result = editor.undo()) skipped += result.skipped
      return skipped
    },
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  }
}

export function createUndoBook(random: (bytes: number) => Uint8Array): UndoBook {
  const kept = new Map<string, readonly HeldScene[]>()

  function forget(id: string): void {
    for (const scene of kept.get(id) ?? []) scene[Symbol.dispose]()
    kept.delete(id)
  }

  return {
    keep(scenes) {
      const changed = scenes.filter(scene => scene.editor.canUndo)
      for (const scene of scenes) if (!scene.editor.canUndo) scene[Symbol.dispose]()
      if (changed.length === 0) return null
      const id = Buffer.from(random(9)).toString('base64url')
      kept.set(id, changed)
      for (const oldest of kept.keys()) if (kept.size > BATCHES_KEPT) forget(oldest)
      return id
    },
    async undo(id) {
      const scenes = kept.get(id)
      if (scenes === undefined) throw new AppError('NOT_FOUND', 'This cannot be undone any more.')
      let skipped = 0
      for (const scene of [...scenes].reverse()) {
        skipped += scene.undo()
        await scene.whenStored()
      }
      forget(id)
      return { scenes: scenes.length, skipped }
    },
    [Symbol.dispose]() {
      for (const id of [...kept.keys()]) forget(id)
    },
  }
}
