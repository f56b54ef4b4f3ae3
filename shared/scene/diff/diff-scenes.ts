/**
 * What differs between two states of a scene, as a person would say it: a rename is a rename, a move is a move.
 *
 * Works on models with common identities (`alignModels`). The list is for reading and choosing; what `applyDiff` writes
 * is `difference`, register by register. (DIFF rules in docs/spec/diff.md.)
 *
 *     const { from, to } = alignModels(before, after)
 *     for (const change of diffScenes(from, to).changes) print(change)
 */
import { AppError } from '../../contract/errors.ts'
import type { FileModel } from '../file-model.ts'
import { diffModels, type ModelDifference } from '../intake/diff-models.ts'
import { listNodeChanges } from './node-changes.ts'
import { listRegisterChanges } from './register-changes.ts'
import type { SceneChange } from './scene-change.ts'
import { sortChanges } from './sort-changes.ts'

export interface SceneDiff {
  readonly from: FileModel
  readonly to: FileModel
  readonly difference: ModelDifference
  /** In the order of the merged tree. */
  readonly changes: readonly SceneChange[]
}

/** Throws AppError BAD_REQUEST where one is a scene and the other a resource. */
export function diffScenes(from: FileModel, to: FileModel): SceneDiff {
  return describe(from, to, diffModels(from, to, 'properties'))
}

/** The way back, by the same change ids. */
export function reverseDiff({ from, to, difference }: SceneDiff): SceneDiff {
  return describe(to, from, { ...diffModels(to, from, 'properties'), moved: difference.moved })
}

function describe(from: FileModel, to: FileModel, difference: ModelDifference): SceneDiff {
  if (from.structure.file.kind !== to.structure.file.kind) {
    throw new AppError('BAD_REQUEST', 'A scene and a resource cannot be compared.')
  }
  const changes = [...listNodeChanges(from, to, difference), ...listRegisterChanges(from, to, difference)]
  return { from, to, difference, changes: sortChanges(changes, from, to) }
}
