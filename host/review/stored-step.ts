/** What one gesture replaced, as data that can be kept. */
import type { EditStep, UndoResult } from '../../shared/scene/editor.ts'

export interface StoredStep {
  readonly label: string
  readonly changes: readonly (readonly [register: string, change: StepChange])[]
}

type StepChange = EditStep['changes'] extends ReadonlyMap<string, infer Change> ? Change : never

export function storedStep(step: EditStep | null): StoredStep | null {
  return step === null ? null : { label: step.label, changes: [...step.changes] }
}

/** `undoStep` of the editor with it. True where there was nothing to do, or all of it was done. */
export function undoStored(editor: { undoStep(step: EditStep): UndoResult }, step: StoredStep | null): boolean {
  if (step === null) return true
  const undone = editor.undoStep({ label: step.label, changes: new Map(step.changes) })
  return undone.done && undone.skipped === 0
}
