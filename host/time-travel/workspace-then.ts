/** The files of the workspace at a place in the line of edits, and what each said. Reads only. (TTR1, TTR3) */
import type { ContentThen, FileThen, FoundMoment } from '../../shared/contract/time-travel.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { kindOf } from '../files/kind-of.ts'
import { resourcePath } from '../files/safe-path.ts'
import { type Moment, rawTextAt, sceneTextAt, sequenceIn, treeAt, whereabouts } from '../history/moment.ts'
import { stretchesOf } from '../history/stretches.ts'
import type { Project } from '../workspace/project.ts'

export type TextThen = Extract<ContentThen, { kind: 'text' }>

export function filesThen({ store }: Project, then: Moment): { readonly files: FileThen[]; readonly since: number } {
  const now: Moment = { store, position: null }
  using past = treeAt(then)
  using present = treeAt(now)
  const files = past.tree.entries
    .filter(({ kind }) => kind !== 'folder')
    .map((entry): FileThen => {
      const same = present.tree.byId(entry.id)
      const found = { path: resourcePath(entry.path), kind: kindOf(entry.path) }
      if (same === undefined || same.kind === 'folder') return { ...found, state: 'gone', now: null }
      return { ...found, state: stateOf(entry, same, then, now), now: resourcePath(same.path) }
    })
  const since = present.tree.entries.filter(
    ({ id, kind }) => kind !== 'folder' && past.tree.byId(id) === undefined,
  ).length
  return { files, since }
}

function stateOf(entry: RepoEntry, same: RepoEntry, then: Moment, now: Moment): FileThen['state'] {
  const { document } = entry
  const isEqual =
    document === null || document !== same.document
      ? entry.hash === same.hash && document === same.document
      : whereabouts(then, document) === whereabouts(now, document)
  if (!isEqual) return 'changed'
  return entry.path === same.path ? 'same' : 'moved'
}

/** Of the edit after which it is. */
export function momentFound({ store }: Project, time: number): FoundMoment {
  const [edit] = store.disk.edits.listAll(stretchesOf(store.lineage), time + 1, 1)
  return { kind: 'edit', time, author: edit?.author?.name ?? '', label: '', hash: null }
}

/** Undefined where there was none at this path. */
export function entryThen(then: Moment, path: string): RepoEntry | undefined {
  using past = treeAt(then)
  const entry = past.tree.byPath(path)
  return entry?.kind === 'folder' ? undefined : entry
}

/** Null for a file that is kept by its bytes. */
export function textThen(then: Moment, { document, kind }: RepoEntry, options: ExportOptions): TextThen | null {
  if (document === null) return null
  const sequence = sequenceIn(then, document)
  if (kind === 'text') {
    return { kind: 'text', isScene: false, text: rawTextAt(then.store, document, sequence), ids: null }
  }
  const { text, ids } = sceneTextAt(then.store, document, sequence, options)
  return { kind: 'text', isScene: true, text, ids: ids === null ? null : [...ids] }
}
