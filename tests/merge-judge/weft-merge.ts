/** Weft's merge, as the judge sees it: a text, and what it says it met. */

import { assertNever } from '../../shared/assert-never.ts'
import type { MergeConflict, MergeNotice } from '../../shared/scene/merge/conflict.ts'
import { type MergedTexts, mergeScenes } from '../../shared/scene/merge/merge-scenes.ts'
import type { MergeStrategy } from '../../shared/scene/merge/strategy.ts'
import type { Outcome } from './judge.ts'
import type { Listed } from './listing.ts'

export function mergeWithWeft(texts: MergedTexts, strategy: MergeStrategy = 'auto'): Outcome {
  const merged = mergeScenes(texts, strategy)
  if (!merged.ok) return { text: null, listed: [] }
  return {
    text: merged.text,
    listed: [...merged.conflicts.flatMap(listedConflict), ...merged.notices.map(listedNotice)],
  }
}

function listedConflict(conflict: MergeConflict): Listed[] {
  const { paths } = conflict
  const listed = { paths, name: conflict.property ?? null }
  switch (conflict.kind) {
    case 'property':
    case 'name':
    case 'group':
    case 'connection':
    case 'resource':
    case 'scene':
      return [{ ...listed, aspect: conflict.kind }]
    case 'type':
    case 'instance':
      return [{ paths, name: null, aspect: 'type' }]
    case 'parent':
    case 'cycle':
      return [{ paths, name: null, aspect: 'place' }]
    case 'field':
      return [{ ...listed, aspect: 'field' }]
    case 'editable':
      return [{ paths, name: null, aspect: 'field' }]
    case 'deleted':
      return [{ paths, name: null, aspect: 'node' }]
    default:
      return assertNever(conflict.kind)
  }
}

/** Notices speak of the result alone. */
function listedNotice({ kind, node }: MergeNotice): Listed {
  const paths = { base: null, ours: null, theirs: null, result: node }
  const aspect = kind === 'renamed' ? 'name' : kind === 'dangling' ? 'property' : 'place'
  return { aspect, paths, name: null }
}
