/**
 * A file that somebody else changed (Godot, Git, a text editor), taken in as the smallest set of edits.
 *
 * The change is what differs from the recently written text that explains the file best, merged three-way into the
 * document: what others set meanwhile stays, both values are listed. What an older copy merely lacks is not an edit:
 * an open Godot that saves it undoes nobody's work. (INT rules in docs/spec/scene.md.)
 */
import * as Y from 'yjs'
import type { RegisterValue } from '../registers/registers.ts'
import type { CodecFault } from './codec/fault.ts'
import { parseSceneText } from './codec/scene-text.ts'
import type { SceneEditor, SceneTransaction } from './editor.ts'
import { type FileBase, modelOf } from './file-base.ts'
import { createFileModel, type FileModel } from './file-model.ts'
import { applyPlaces } from './intake/apply-places.ts'
import { applyRegister } from './intake/apply-register.ts'
import { countDifferences, diffModels, type ModelDifference } from './intake/diff-models.ts'
import { matchIds } from './intake/match.ts'
import { sameRegister } from './intake/same-register.ts'
import { toShown } from './stored-text.ts'

export interface IntakeEdit {
  readonly register: string
  readonly to: RegisterValue
}

/** A value the file has and the document keeps otherwise, because the file is an older copy. */
export interface StaleValue {
  readonly register: string
  /** What the file says, as it would be set. */
  readonly file: RegisterValue
  /** The same as text for people; null = absent. */
  readonly fileText: string | null
}

export type IntakeResult =
  | {
      readonly ok: true
      /** The text taken in, for the next time. */
      readonly base: FileBase
      /** The recent text that the change was found against. */
      readonly against: FileBase
      readonly edits: readonly IntakeEdit[]
      readonly stale: readonly StaleValue[]
    }
  | { readonly ok: false; readonly fault: CodecFault }

/**
 * `bases`: the last text that came from outside and those written since, newest first; at least one. Where the file
 * is unreadable nothing is changed.
 */
export function takeIn(editor: SceneEditor, text: string, bases: readonly FileBase[], origin: unknown): IntakeResult {
  const parsed = parseSceneText(text)
  if (!parsed.ok) return { ok: false, fault: parsed.fault }
  const [newest] = bases
  if (newest === undefined) throw new RangeError('intake needs a text to compare with')
  const newestModel = modelOf(newest)
  const explained = bases
    .map(base => {
      const model = base === newest ? newestModel : modelOf(base)
      const next = createFileModel(parsed.value, matchIds(parsed.value, model, editor.document.scene))
      const difference = diffModels(model, next)
      return {
        base,
        model,
        next,
        difference,
        count: countDifferences(difference) + coincidences(difference, newestModel),
      }
    })
    // Of texts that explain it equally well the older one: a value it merely lacks is then no edit.
    .reduce((best, other) => (other.count <= best.count ? other : best))
  const edits: IntakeEdit[] = []
  const change = { ...explained, stateVector: explained.base.stateVector }
  editor.outside(tx => applyChange(editor, tx, change, edit => edits.push(edit)), origin)
  const stale = explained.base === newest ? [] : staleValues(editor, parsed.value, newest, edits)
  return {
    ok: true,
    base: { text, ids: explained.next.ids, stateVector: seenAfter(explained.base.stateVector, editor) },
    against: explained.base,
    edits,
    stale,
  }
}

/** Differences that say just what the newest text says: whoever wrote them has seen it, and edited no older one. */
function coincidences(difference: ModelDifference, newest: FileModel): number {
  const { format } = newest.structure.file
  return difference.registers.filter(
    ({ register, to }) => to !== null && sameRegister(newest.value(register), to, format),
  ).length
}

export interface FoundChange {
  readonly model: FileModel
  readonly next: FileModel
  readonly difference: ModelDifference
  /** What whoever made the change had seen, as a Yjs state vector. */
  readonly stateVector: Uint8Array
}

/** What differs between two texts, merged three-way into the document: what their writer had not seen stays beside it. */
export function applyChange(
  editor: SceneEditor,
  tx: SceneTransaction,
  { model, next, difference, stateVector }: FoundChange,
  note: (edit: IntakeEdit) => void,
): void {
  applyPlaces(editor, tx, { base: model, next }, difference, stateVector, note)
  const context = { format: next.structure.file.format, clocks: Y.decodeStateVector(stateVector) }
  for (const { register, from, to } of difference.registers) {
    if (applyRegister(editor, tx, register, from, to, context)) note({ register, to })
  }
}

/** Where the file differs from the newest text although nobody edited it there. */
function staleValues(
  editor: SceneEditor,
  file: Parameters<typeof createFileModel>[0],
  newest: FileBase,
  edits: readonly IntakeEdit[],
): StaleValue[] {
  const model = modelOf(newest)
  const next = createFileModel(file, matchIds(file, model, editor.document.scene))
  const difference = diffModels(model, next)
  const edited = new Set(edits.map(edit => edit.register))
  const stale: StaleValue[] = []
  const { seed, registers, resolver } = editor.document
  for (const { register, to } of difference.registers) {
    const own = registers.get(register)
    const present = own === undefined ? seed.value(register) : own
    if (edited.has(register) || sameRegister(present, to, file.format)) continue
    stale.push({
      register,
      file: to,
      fileText: typeof to === 'string' ? toShown(to, null, resolver.view()) : to === null ? null : 'true',
    })
  }
  for (const id of difference.removed) {
    const register = `n/${id}/e`
    if (!edited.has(register)) stale.push({ register, file: [['trash', '', 0]], fileText: null })
  }
  return stale
}

/** What the writer of the file had seen, and what was taken in from it. */
function seenAfter(before: Uint8Array, { document, outsideClient }: SceneEditor): Uint8Array {
  const clocks = Y.decodeStateVector(before)
  const clock = Y.getState(document.doc.store, outsideClient)
  if (clock > 0) clocks.set(outsideClient, clock)
  return Y.encodeStateVector(clocks)
}

/** Takes the file's side of stale values after all. */
export function takeStale(editor: SceneEditor, stale: readonly StaleValue[]): void {
  editor.gesture('Use the values of the file', tx => {
    for (const { register, file } of stale) {
      const isEdge = register.startsWith('n/') && register.endsWith('/e')
      if (!isEdge) tx.set(register, file)
      else {
        const counter = editor.document.resolver.highestMove() + 1
        tx.set(
          register,
          [
            ['trash', '', counter],
            ...editor.document.resolver
              .edgesOf(register.slice(2, -2))
              .map(edge => [edge.parent, edge.position, edge.counter]),
          ].slice(0, 4),
        )
      }
    }
  })
}
