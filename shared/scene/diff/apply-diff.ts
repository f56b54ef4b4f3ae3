/**
 * A comparison written: onto the first state it gives the second; onto a scene that people edit it takes chosen changes
 * over, as one gesture that can be undone. (DIFF7, DIFF8 in docs/spec/diff.md.)
 */
import * as Y from 'yjs'
import { documentOver } from '../document.ts'
import { createSceneEditor, type SceneEditor, type SceneTransaction } from '../editor.ts'
import { unusedInText } from '../export/used-resources.ts'
import { type ExportOptions, writeScene } from '../export.ts'
import type { FileModel } from '../file-model.ts'
import type { ModelDifference, RegisterDifference } from '../intake/diff-models.ts'
import { applyChange } from '../intake.ts'
import { ownerPrefix, parseRegisterKey, registerKey } from '../register-key.ts'
import type { NodeId } from '../scene.ts'
import type { SceneDiff } from './diff-scenes.ts'
import { selectChanges } from './select-changes.ts'

export interface ApplyOptions {
  /** Ids of changes; all where absent. */
  readonly only?: ReadonlySet<string>
  /** What the gesture is called in undo. */
  readonly label: string
}

/** Takes changes over into an open scene. Those of nodes that are not there any more are left out. */
export function applyDiff(editor: SceneEditor, diff: SceneDiff, { only, label }: ApplyOptions): void {
  const chosen = only === undefined ? diff.difference : selectChanges(diff, only)
  const seen = Y.encodeStateVector(editor.document.doc)
  editor.gesture(label, tx => {
    const difference = { ...chosen, registers: ofThoseThere(editor, chosen) }
    applyChange(editor, tx, { model: diff.from, next: diff.to, difference, stateVector: seen }, () => {})
    clearReturned(editor, tx, diff, chosen)
    if (only === undefined) dropUnused(tx, diff)
  })
}

/** The first state's text with changes taken over, and the ids of its sections. */
export function applyDiffToText(
  model: FileModel,
  diff: SceneDiff,
  only?: ReadonlySet<string>,
  options: ExportOptions = {},
): { text: string; ids: string[] } {
  const doc = new Y.Doc()
  doc.clientID = 1
  const document = documentOver(model, doc)
  const nobody = { person: { name: '', color: 0 }, now: () => 0, random: (count: number) => new Uint8Array(count) }
  applyDiff(createSceneEditor(document, nobody), diff, { label: '', ...(only === undefined ? {} : { only }) })
  const written = writeScene(document.scene, model, options)
  document.dispose()
  return written
}

/** What a node says that somebody else has deleted meanwhile stays unsaid. */
function ofThoseThere({ document }: SceneEditor, chosen: ModelDifference): RegisterDifference[] {
  const coming = new Set(chosen.added)
  return chosen.registers.filter(({ register }) => {
    const key = parseRegisterKey(register)
    return key?.owner !== 'node' || coming.has(key.id) || document.scene.nodes.has(key.id as NodeId)
  })
}

/** A node or resource that comes back from the trash says what the second state says, and nothing from before. */
function clearReturned(
  editor: SceneEditor,
  tx: SceneTransaction,
  { from, to }: SceneDiff,
  chosen: ModelDifference,
): void {
  const { seed, registers } = editor.document
  const owners = new Set(chosen.added.map(id => `n/${id}`))
  for (const { register } of chosen.registers) {
    const key = parseRegisterKey(register)
    if (key?.owner === 'resource' && !from.resources.has(key.id)) owners.add(`r/${key.id}`)
  }
  const known = new Set<string>()
  for (const owner of owners) for (const register of seed.registersOf(owner.slice(2))) known.add(register)
  for (const register of registers.keys()) if (owners.has(ownerPrefix(register))) known.add(register)
  for (const register of known) {
    const slot = parseRegisterKey(register)?.slot
    const isSaid = slot === 'field' || slot === 'property' || slot === 'group' || slot === 'editable'
    if (isSaid && to.value(register) === null && tx.read(register) !== null) tx.set(register, null)
  }
}

/** What nothing refers to stays in a file (EXP3), so that its going has to be said. */
function dropUnused(tx: SceneTransaction, { from, to }: SceneDiff): void {
  for (const id of unusedInText(from)) if (!to.resources.has(id)) tx.set(registerKey.resourceBirth(id), null)
}
