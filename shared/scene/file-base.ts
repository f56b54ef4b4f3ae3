/** Texts of a scene's file that are known section by section: what export starts from and intake compares with. */
import * as Y from 'yjs'
import { parseSceneText } from './codec/scene-text.ts'
import type { SceneDocument } from './document.ts'
import { createFileModel, type FileModel } from './file-model.ts'

export interface FileBase {
  readonly text: string
  /** Identity of every section, in order. */
  readonly ids: readonly string[]
  /** Yjs state vector of the document this text was written from, or had when it was taken in. */
  readonly stateVector: Uint8Array
}

/** The text the document was born with. */
export function seedBase(document: SceneDocument): FileBase {
  return {
    text: document.seed.structure.file.text,
    ids: document.seed.ids,
    stateVector: Y.encodeStateVector(new Y.Doc()),
  }
}

/** Throws for a base that is not a scene: bases are made by export and intake, which checked. */
export function modelOf(base: FileBase): FileModel {
  const parsed = parseSceneText(base.text)
  if (!parsed.ok) throw new Error(`A written text cannot be read again: ${parsed.fault.reason}`)
  return createFileModel(parsed.value, base.ids)
}
