/** Moments of the whole workspace: which one a place on the slider is, and what a stop is called. Pure. */
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import type { WorkspaceMoment, WorkspaceStop } from '../../../shared/contract/time-travel.ts'
import { travelWords } from '../../text/time-travel.ts'
import { type EditWords, editWords, entryAt, type Life } from '../history/index.ts'

/** `moment`: a time, which is what the stops of a workspace are numbered by. */
export function momentOf(life: Pick<Life, 'entries'>, moment: number): WorkspaceMoment {
  const entry = life.entries[entryAt(life, moment)]
  const commit = entry?.sequence === moment ? commitOf(entry) : null
  return commit === null ? { kind: 'time', time: moment } : { kind: 'commit', revision: commit.hash }
}

/** Null for an edit. */
export function commitOf(entry: TimelineEntry): NonNullable<WorkspaceStop['commit']> | null {
  return 'commit' in entry ? (entry as WorkspaceStop).commit : null
}

/** A commit by its first line, an edit by its file and what was done there. */
export function stopWords(entry: TimelineEntry): EditWords {
  const commit = commitOf(entry)
  if (commit !== null) return { node: commit.subject, text: commit.hash.slice(0, 7), kind: 'changed' }
  const file = fileOf(entry)
  if (entry.lines.length === 0) return { node: file ?? travelWords.projectFiles, text: '', kind: 'changed' }
  const { node, text, kind } = editWords(entry)
  return { node: file ?? node, text: file === null ? text : `${node} ${text}`, kind }
}

function fileOf(entry: TimelineEntry): string | null {
  const path = 'path' in entry ? (entry as WorkspaceStop).path : null
  return path === null ? null : path.slice(path.lastIndexOf('/') + 1)
}
