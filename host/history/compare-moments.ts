/** What differs between two states of the workspace, file by file. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { FileDifference } from '../../shared/contract/history.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { modelOf } from '../../shared/scene/file-base.ts'
import { diffModels } from '../../shared/scene/intake/diff-models.ts'
import { parseRegisterKey } from '../../shared/scene/register-key.ts'
import { resourcePath } from '../files/safe-path.ts'
import { type Moment, rawTextAt, sceneTextAt, sequenceIn, treeAt, whereabouts } from './moment.ts'
import type { SceneState } from './scene-state.ts'

const NO_COUNTS = { added: 0, removed: 0, changed: 0, registers: 0 } as const
type Counts = { readonly [key in keyof typeof NO_COUNTS]: number }

/** Seen from `before`: `added` is what only `after` has. By path. Documents that nobody touched are not opened. */
export async function compareMoments(before: Moment, after: Moment, options: ExportOptions): Promise<FileDifference[]> {
  using from = treeAt(before)
  using to = treeAt(after)
  const differences: FileDifference[] = []
  for (const entry of files(to.tree.entries)) {
    const old = from.tree.byId(entry.id)
    if (old === undefined || old.kind === 'folder') {
      differences.push(difference(entry, 'added', NO_COUNTS))
      continue
    }
    const counts = await contentDifference(before, after, old, entry, options)
    if (counts !== null)
      differences.push({ ...difference(entry, 'changed', counts), previousPath: movedFrom(old, entry) })
    else if (old.path !== entry.path) {
      differences.push({ ...difference(entry, 'moved', NO_COUNTS), previousPath: resourcePath(old.path) })
    }
  }
  for (const entry of files(from.tree.entries)) {
    if (to.tree.byId(entry.id) === undefined) differences.push(difference(entry, 'removed', NO_COUNTS))
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** null where both mean the same. */
export function countChanges(before: SceneState, after: SceneState): Counts | null {
  if (before.text === after.text) return null
  const model = ({ text, ids }: SceneState) => modelOf({ text, ids: ids ?? [], stateVector: new Uint8Array() })
  const next = model(after)
  const { registers, added, removed, moved } = diffModels(model(before), next)
  const fresh = new Set(added)
  const changed = new Set(moved)
  for (const { register } of registers) {
    const key = parseRegisterKey(register)
    if (key?.owner === 'node' && !fresh.has(key.id)) changed.add(key.id)
  }
  const all = registers.length + moved.length + removed.length
  if (all === 0 && added.length === 0) return null
  return { added: added.length, removed: removed.length, changed: changed.size, registers: all }
}

async function contentDifference(
  before: Moment,
  after: Moment,
  old: RepoEntry,
  entry: RepoEntry,
  options: ExportOptions,
): Promise<Counts | null> {
  const { document } = entry
  if (document === null) return old.hash === entry.hash ? null : NO_COUNTS
  if (whereabouts(before, document) === whereabouts(after, document)) return null
  await breathe()
  if (entry.kind === 'text') {
    const raw = (moment: Moment) => rawTextAt(moment.store, document, sequenceIn(moment, document))
    return raw(before) === raw(after) ? null : NO_COUNTS
  }
  const text = (moment: Moment) => sceneTextAt(moment.store, document, sequenceIn(moment, document), options)
  return countChanges(text(before), text(after))
}

function files(entries: readonly RepoEntry[]): RepoEntry[] {
  return entries.filter(entry => entry.kind !== 'folder')
}

function movedFrom(old: RepoEntry, entry: RepoEntry): string | null {
  return old.path === entry.path ? null : resourcePath(old.path)
}

function difference(entry: RepoEntry, kind: FileDifference['kind'], counts: Counts): FileDifference {
  return {
    path: resourcePath(entry.path),
    previousPath: null,
    kind,
    isScene: entry.kind === 'scene',
    ...counts,
  }
}
