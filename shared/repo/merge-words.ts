/**
 * A hunk of lines that both sides changed, merged by its words: edits of different words of a line both live.
 *
 * Line by line where all three have as many lines, so that one contested line leaves its neighbours merged, and where
 * each side left anything of the line; else over the hunk as a whole, where each left half of it: words of another
 * paragraph that happen to be the same say nothing. (TXM3 in docs/spec/repo-merge.md)
 */
import { diff3MergeRegions, diffIndices } from 'node-diff3'
import { MERGE_WORDS } from '../limits.ts'
import { meaning, tokensOf } from './word-tokens.ts'

export interface Hunk {
  readonly base: readonly string[]
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

export type MergedHunk =
  | { readonly kind: 'merged'; readonly text: string }
  | { readonly kind: 'contested'; readonly hunk: Hunk }

/** The hunk's parts in their order. */
export function mergeWords(hunk: Hunk): MergedHunk[] {
  const { base, ours, theirs } = hunk
  if (base.length === ours.length && base.length === theirs.length) {
    return base.map((line, i) => {
      const one = { base: [line], ours: [ours[i] ?? ''], theirs: [theirs[i] ?? ''] }
      const text = mergeTokens(one, 0)
      return text === null ? { kind: 'contested', hunk: one } : { kind: 'merged', text }
    })
  }
  const text = mergeTokens(hunk, HUNK_LEFT)
  return [text === null ? { kind: 'contested', hunk } : { kind: 'merged', text }]
}

/** Of the base's words that each side still has. */
const HUNK_LEFT = 0.5

function mergeTokens(hunk: Hunk, atLeast: number): string | null {
  const [base, ours, theirs] = [hunk.base.join(''), hunk.ours.join(''), hunk.theirs.join('')]
  if (ours === theirs || theirs === base) return ours
  if (ours === base) return theirs
  const tokens = { base: tokensOf(base), ours: tokensOf(ours), theirs: tokensOf(theirs) }
  if (Object.values(tokens).some(({ length }) => length > MERGE_WORDS)) return null
  const left = Math.min(leftOf(tokens.base, tokens.ours), leftOf(tokens.base, tokens.theirs))
  if (left === 0 || left < meaning(tokens.base) * atLeast) return null
  let text = ''
  for (const region of diff3MergeRegions(tokens.ours, tokens.base, tokens.theirs)) {
    if (region.stable) {
      text += region.bufferContent.join('')
      continue
    }
    const mine = region.aContent.join('')
    if (mine !== region.bContent.join('')) return null
    text += mine
  }
  return text
}

/** How much of the base a side still has. */
function leftOf(base: string[], side: string[]): number {
  return diffIndices(base, side).reduce((sum, { buffer1Content }) => sum - meaning(buffer1Content), meaning(base))
}
