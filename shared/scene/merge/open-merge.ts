/**
 * A three-way merge as a merge of two people's edits: each side is taken into a replica of the base as a file that was
 * changed outside, and the replicas meet. So a merge of files and a meeting of replicas follow one set of rules (MRG1).
 *
 * Who writes is drawn from what a side says, not from which side it is: exchanging the sides exchanges nothing else.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import * as Y from 'yjs'
import type { SceneText } from '../codec/scene-text.ts'
import { openSceneDocument, type SceneDocument } from '../document.ts'
import { createSceneEditor, type SceneEditor } from '../editor.ts'
import type { FileBase } from '../file-base.ts'
import { createFileModel, type FileModel } from '../file-model.ts'
import { diffModels } from '../intake/diff-models.ts'
import { applyChange } from '../intake.ts'
import { buildSeed } from '../seed.ts'
import type { MergeSide, MergeSides } from './merge-side.ts'
import { nameSides } from './name-sides.ts'

export interface OpenMerge extends Disposable {
  /** Both sides met; nothing is preferred yet. */
  readonly document: SceneDocument
  readonly editor: SceneEditor
  readonly sides: MergeSides
  /** Ours, section by section: what the result is written on top of. */
  readonly oursBase: FileBase
}

export interface MergeTexts {
  readonly base: SceneText
  readonly ours: SceneText
  readonly theirs: SceneText
}

export function openMerge({ base, ours, theirs }: MergeTexts): OpenMerge {
  const seed = buildSeed(base.text).update
  const model = createFileModel(base)
  const ids = nameSides(model, ours, theirs)
  const clients = clientsOf(ours.text, theirs.text)
  const our = createFileModel(ours, ids.ours)
  const their = createFileModel(theirs, ids.theirs)
  const left = takeSide(seed, model, { next: our, other: their }, clients.ours)
  const right = takeSide(seed, model, { next: their, other: our }, clients.theirs)
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 2
  for (const update of [seed, left.update, right.update]) Y.applyUpdate(doc, update, { kind: 'merge' })
  const document = openSceneDocument(doc)
  return {
    document,
    editor: createSceneEditor(document, { person: { name: 'Merge', color: 0 }, now: () => 0, random: zeros }),
    sides: { base: { clocks: new Map(), scene: left.base, said: null }, ours: left.side, theirs: right.side },
    oursBase: { text: ours.text, ids: ids.ours, stateVector: Y.encodeStateVector(doc) },
    [Symbol.dispose]() {
      document.dispose()
      doc.destroy()
    },
  }
}

interface TakenSide {
  readonly update: Uint8Array
  readonly side: MergeSide
  /** The scene before this side's edits. */
  readonly base: MergeSide['scene']
}

function takeSide(
  seed: Uint8Array,
  model: FileModel,
  { next, other }: { readonly next: FileModel; readonly other: FileModel },
  client: number,
): TakenSide {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 1
  Y.applyUpdate(doc, seed, { kind: 'seed' })
  const seen = Y.encodeStateVector(doc)
  const document = openSceneDocument(doc)
  const base = document.scene
  const editor = createSceneEditor(document, {
    person: { name: 'Somebody', color: 0 },
    now: () => 0,
    random: () => Uint8Array.of(client >>> 24, client >>> 16, client >>> 8, client),
  })
  const change = { model, next, difference: diffModels(model, next, 'parts', other), stateVector: seen }
  editor.outside(tx => applyChange(editor, tx, change, () => undefined), { kind: 'intake' })
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
  const taken = { update: Y.encodeStateAsUpdate(doc, seen), side: { clocks, scene: document.scene }, base }
  document.dispose()
  doc.destroy()
  return taken
}

/** Two numbers that say nothing of which side is which. */
function clientsOf(ours: string, theirs: string): { ours: number; theirs: number } {
  const left = clientOf(ours)
  const right = clientOf(theirs)
  return left === right ? { ours: left, theirs: right ^ 1 } : { ours: left, theirs: right }
}

/** Above the small ones that replicas of a merge have. */
function clientOf(text: string): number {
  const digest = sha256(utf8ToBytes(`side of a merge\n${text}`))
  const drawn =
    ((digest[0] ?? 0) * 2 ** 24 + ((digest[1] ?? 0) << 16) + ((digest[2] ?? 0) << 8) + (digest[3] ?? 0)) >>> 0
  return drawn < 16 ? drawn + 16 : drawn
}

function zeros(count: number): Uint8Array {
  return new Uint8Array(count)
}
