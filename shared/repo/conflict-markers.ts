/** Texts in which a merge of Git's has left its markers: what one side has of them. Pure. */
import type { Kept } from './text-merge.ts'

/**
 * The text without markers, contested lines as `side` has them; of a base that tells nothing of itself none. Null where
 * there are no whole markers. Longer markers are those of a merge within.
 */
export function withoutMarkers(text: string, side: Kept): string | null {
  let isFound = false
  const kept: string[] = []
  let open: { readonly size: number; at: Kept } | null = null
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const [, signs = ''] = /^(<{7,}|\|{7,}|={7,}|>{7,})(?:[ \r\n]|$)/.exec(line) ?? []
    const sign = signs[0]
    if (open === null) {
      if (sign === '<') open = { size: signs.length, at: 'ours' }
      else kept.push(line)
      continue
    }
    if (sign === undefined || sign === '<' || signs.length !== open.size) {
      if (open.at === side) kept.push(line)
    } else if (sign === '>') {
      if (open.at !== 'theirs') return null
      isFound = true
      open = null
    } else open.at = sign === '|' ? 'base' : 'theirs'
  }
  return open === null && isFound ? kept.join('') : null
}
