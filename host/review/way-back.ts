/**
 * How a settlement is taken back, as data, so that it outlives the host (STO15): what was replaced, and what stood in
 * the lists. False where somebody has worked there since, so that it stays settled.
 */
import { assertNever } from '../../shared/assert-never.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import type { GitMerges, MergeWay } from '../merges/git-merges.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { type DeletedWay, takeBackDeleted } from './deleted-items.ts'
import { type StaleWay, takeBackStale } from './stale-items.ts'
import { type StoredStep, undoStored } from './stored-step.ts'
import { type FileWay, takeBackFile } from './tree-items.ts'

export type WayBack =
  | { readonly kind: 'scene'; readonly document: string; readonly step: StoredStep | null }
  | ({ readonly kind: 'stale' } & StaleWay)
  | ({ readonly kind: 'file' } & FileWay)
  | ({ readonly kind: 'deleted' } & DeletedWay)
  | ({ readonly kind: 'merge' } & MergeWay)

export interface TakeBackDeps {
  readonly workspace: Workspace
  readonly now: () => number
  /** Runs in the open scene of a document, and is over when the list says so. */
  readonly inScene: <T>(document: string, run: (opened: { readonly editor: SceneEditor }) => T) => Promise<T>
  readonly gitMerges: () => Promise<GitMerges>
}

export async function takeBack(way: WayBack, { workspace, now, inScene, gitMerges }: TakeBackDeps): Promise<boolean> {
  switch (way.kind) {
    case 'scene':
      return inScene(way.document, ({ editor }) => undoStored(editor, way.step))
    case 'stale':
      return takeBackStale(workspace, way)
    case 'file':
      return takeBackFile(workspace, way, now)
    case 'deleted':
      return takeBackDeleted(workspace, way, now)
    case 'merge':
      return (await gitMerges()).takeBack(way)
    default:
      return assertNever(way)
  }
}
