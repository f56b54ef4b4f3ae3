/** What merging a reality would do, file by file. Changes nothing (RTY11). */
import { setImmediate as breathe } from 'node:timers/promises'
import { AppError } from '../../shared/contract/errors.ts'
import type { FileDifference } from '../../shared/contract/history.ts'
import type { MergedScene, MergePreview, Meeting as ShownMeeting } from '../../shared/contract/realities.ts'
import type { RepoEntry, RepoTree } from '../../shared/repo/repo-tree.ts'
import type { MergeConflict } from '../../shared/scene/merge/conflict.ts'
import type { MergeStrategy } from '../../shared/scene/merge/strategy.ts'
import { parseRegisterKey } from '../../shared/scene/register-key.ts'
import { projectPath, resourcePath } from '../files/safe-path.ts'
import { countChanges } from '../history/compare-moments.ts'
import type { SceneState } from '../history/scene-state.ts'
import { writtenIn } from './merge-job.ts'
import { type Trial, tryScene, tryText, tryTrees } from './merge-trial.ts'

const NO_NODE = { kind: 'content', node: '', nodeId: null, property: 'content' } as const
const NO_COUNTS = { added: 0, removed: 0, changed: 0, registers: 0 } as const

export async function previewMerge(trial: Trial): Promise<MergePreview> {
  const { target, source, strategy } = trial
  using trees = tryTrees(trial)
  const { before, after } = trees
  const files: MergePreview['files'] = []
  const written = new Set(writtenIn(source))
  for (const entry of after.entries) {
    if (entry.kind === 'folder') continue
    const old = before.byId(entry.id)
    const shape = placeChange(old, entry)
    const isBoth = entry.document !== null && old !== undefined && written.has(entry.document)
    await breathe()
    const content =
      isBoth && entry.document !== null && target.documents.get(entry.document) !== undefined
        ? (entry.kind === 'text' ? textChange : contentChange)(trial, entry.document)
        : null
    if (shape === null && content === null && old?.hash === entry.hash) continue
    files.push({
      path: resourcePath(entry.path),
      previousPath: old !== undefined && old.path !== entry.path ? resourcePath(old.path) : null,
      kind: shape ?? 'changed',
      isScene: entry.kind === 'scene',
      ...(content?.counts ?? NO_COUNTS),
      meetings: [...(content?.meetings ?? []), ...contentMeeting(before, entry, strategy)],
    })
  }
  for (const entry of before.entries) {
    if (entry.kind !== 'folder' && after.byId(entry.id) === undefined) files.push(gone(entry))
  }
  const contested = files.reduce((sum, file) => sum + file.meetings.length, 0)
  return { from: source.reality, into: target.reality, files: files.sort(byPath), contested }
}

/** One scene of the preview, before and after. Throws AppError NOT_FOUND for one that is not in both. */
export function previewScene(trial: Trial, path: string): MergedScene {
  using trees = tryTrees(trial)
  const entry = trees.after.byPath(projectPath(path))
  const document = entry?.kind === 'scene' ? entry.document : null
  if (document === null || trial.target.documents.get(document) === undefined) {
    throw new AppError('NOT_FOUND', 'The merge would change no scene of this name.', { path })
  }
  const { before, after } = tryScene(trial, document)
  return { before: shownState(before), after: shownState(after) }
}

function shownState({ text, ids, time }: SceneState): MergedScene['before'] {
  return { text, ids: ids === null ? null : [...ids], time }
}

function placeChange(old: RepoEntry | undefined, entry: RepoEntry): FileDifference['kind'] | null {
  if (old === undefined) return 'added'
  return old.path === entry.path ? null : 'moved'
}

function gone(entry: RepoEntry): MergePreview['files'][number] {
  return {
    path: resourcePath(entry.path),
    previousPath: null,
    kind: 'removed',
    isScene: entry.kind === 'scene',
    ...NO_COUNTS,
    meetings: [],
  }
}

/** Edits of both sides are in the text: nothing in it has to be chosen. null where it stays as it is. */
function textChange(trial: Trial, document: string): { counts: typeof NO_COUNTS; meetings: [] } | null {
  const { before, after } = tryText(trial, document)
  return before === after ? null : { counts: NO_COUNTS, meetings: [] }
}

/** null where the merge would change nothing in it. */
function contentChange(
  trial: Trial,
  document: string,
): { counts: Omit<FileDifference, 'path' | 'previousPath' | 'kind' | 'isScene'>; meetings: ShownMeeting[] } | null {
  const { before, after, conflicts } = tryScene(trial, document)
  const counts = countChanges(before, after)
  if (counts === null && conflicts.length === 0) return null
  return { counts: counts ?? NO_COUNTS, meetings: conflicts.map(shownMeeting) }
}

function shownMeeting({ kind, node, property, register, base, ours, theirs, chosen }: MergeConflict): ShownMeeting {
  const key = register === undefined ? null : parseRegisterKey(register)
  const nodeId = key?.owner === 'node' ? key.id : null
  return { kind, node, nodeId, property: property ?? kind, base, ours, theirs, chosen }
}

/** Both put other bytes into a file that is no scene. */
function contentMeeting(before: RepoTree, entry: RepoEntry, strategy: MergeStrategy): ShownMeeting[] {
  const old = before.byId(entry.id)
  const other = entry.contested[0]
  if (entry.document !== null || old === undefined || other === undefined || old.contested.length > 0) return []
  const theirs = old.hash === entry.hash ? other.hash : entry.hash
  return [{ ...NO_NODE, base: null, ours: old.hash, theirs, chosen: strategy === 'theirs' ? 'theirs' : 'ours' }]
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1
}
