/**
 * Two texts of one scene as models whose identities agree, so that they can be compared register by register.
 *
 * Texts of one document carry its ids. A text from outside gets those of the other, by matching.
 */
import type { SceneText } from '../codec/scene-text.ts'
import { createFileModel, type FileModel } from '../file-model.ts'
import { matchIds } from '../intake/match.ts'
import type { Scene } from '../scene.ts'

export interface KnownText {
  readonly file: SceneText
  /** Identity of every section in order; null for a text from outside. */
  readonly ids: readonly string[] | null
}

/** Where both texts have ids they are of one document. */
export function alignModels(from: KnownText, to: KnownText): { from: FileModel; to: FileModel } {
  if (from.ids === null && to.ids !== null) {
    const known = createFileModel(to.file, to.ids)
    return { from: matched(from.file, known), to: known }
  }
  const known = createFileModel(from.file, from.ids ?? undefined)
  return { from: known, to: to.ids === null ? matched(to.file, known) : createFileModel(to.file, to.ids) }
}

function matched(file: SceneText, known: FileModel): FileModel {
  return createFileModel(file, matchIds(file, known, NOTHING_ELSE))
}

/** Matching asks the scene only for resources that the known text lacks: two texts alone have none. */
const NOTHING_ELSE: Scene = {
  kind: 'scene',
  format: 3,
  header: new Map(),
  root: null,
  nodes: new Map(),
  resources: new Map(),
  main: new Map(),
  connections: new Map(),
  editable: new Set(),
  editableInside: [],
  repairs: [],
  contested: [],
}
