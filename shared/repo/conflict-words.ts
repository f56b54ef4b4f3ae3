/** What met in a merge of trees, in words for people. */
import { assertNever } from '../assert-never.ts'
import type { ContentConflict, TreeConflictKind } from './tree-conflict.ts'

export const conflictWords: Readonly<Record<TreeConflictKind, string>> = {
  content: 'changed on both sides',
  binary: 'replaced on both sides',
  link: 'a link to elsewhere on both sides',
  submodule: 'another commit on both sides',
  type: 'another kind of file on each side',
  mode: 'another mode on each side',
  'both-added': 'added on both sides',
  deleted: 'deleted on one side, changed on the other: it stays',
  renamed: 'renamed on both sides',
  'file-folder': 'a file where the other side has a folder: the file has another name',
  'folder-renamed': 'put into a folder that the other side renamed: it went along',
}

/** Where in the file: the lines of a text, the node of a scene. */
export function placeOf(place: ContentConflict): string {
  switch (place.kind) {
    case 'text': {
      const last = place.line + Math.max(0, place.ours.split('\n').length - (place.ours.endsWith('\n') ? 2 : 1))
      return last === place.line ? String(place.line) : `${place.line}-${last}`
    }
    case 'scene':
      return place.node
    default:
      return assertNever(place)
  }
}

/** What each side has there. */
export function sidesOf(place: ContentConflict): string {
  const sides = `ours ${brief(place.ours)}, theirs ${brief(place.theirs)}`
  return place.kind === 'scene' ? `${place.what}: ${sides}` : sides
}

const BRIEF = 60

function brief(text: string | null): string {
  if (text === null) return '(not there)'
  const line = text.trimEnd().replaceAll('\n', '⏎')
  return line === '' ? '(nothing)' : line.length <= BRIEF ? line : `${line.slice(0, BRIEF)}…`
}
