/** A node's changes in two or three words, for the end of its row. Pure. */
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { historyWords } from '../../text/history.ts'
import type { ChangedNode } from './change-rows.ts'

export function nodeSummary({ sign, changes }: ChangedNode): string {
  if (sign === null || sign === 'added' || sign === 'removed') return ''
  const one = (kind: SceneChange['kind']) => changes.find(change => change.kind === kind)
  const renamed = one('node-renamed')
  if (renamed !== undefined) return historyWords.changes.was(lastName(renamed.from))
  const moved = one('node-moved')
  if (moved !== undefined) return historyWords.changes.from(parentOf(moved.from))
  const retyped = one('node-retyped')
  if (retyped !== undefined) return historyWords.changes.retyped(retyped.from ?? '')
  const values = changes.filter(change => change.kind !== 'node-reordered').length
  return values === 0 ? historyWords.changes.reordered : historyWords.changes.values(values)
}

function lastName(path: string | null): string {
  return path?.slice(path.lastIndexOf('/') + 1) ?? ''
}

function parentOf(path: string | null): string {
  const names = (path ?? '').split('/')
  return names.at(-2) ?? historyWords.changes.root
}
