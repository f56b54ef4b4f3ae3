/** The difference between two outcomes of one merge, as an edit of the scene that came of it and went on since. */
import * as Y from 'yjs'
import { parseSceneText, type SceneText } from '../codec/scene-text.ts'
import type { SceneEditor } from '../editor.ts'
import { exportScene } from '../export.ts'
import { seedBase } from '../file-base.ts'
import { createFileModel } from '../file-model.ts'
import { diffModels } from '../intake/diff-models.ts'
import { matchIds } from '../intake/match.ts'
import { applyChange } from '../intake.ts'

/** One gesture. What somebody set since the merge stays, but for what the two texts say otherwise (MRG15). */
export function applyTextChange(editor: SceneEditor, before: string, after: string, label: string): void {
  const { document } = editor
  const present = exportScene(document, seedBase(document))
  const now = createFileModel(parse(present.text), present.ids)
  const from = parse(before)
  const model = createFileModel(from, matchIds(from, now, document.scene))
  const to = parse(after)
  const next = createFileModel(to, matchIds(to, model, document.scene))
  const stateVector = Y.encodeStateVector(document.doc)
  editor.gesture(label, tx =>
    applyChange(editor, tx, { model, next, difference: diffModels(model, next), stateVector }, () => undefined),
  )
}

function parse(text: string): SceneText {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(`A merged scene cannot be read again: ${parsed.fault.reason}`)
  return parsed.value
}
