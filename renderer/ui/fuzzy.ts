/** How well typed letters fit a text; for palettes and lists. */

/** Higher is better; null where the letters are not in it in that order. Beginnings of words and runs count. */
export function fuzzyScore(typed: string, text: string): number | null {
  if (typed === '') return 0
  const letters = typed.toLowerCase()
  const lower = text.toLowerCase()
  let best: number | null = null
  for (let whole = lower.indexOf(letters); whole >= 0; whole = lower.indexOf(letters, whole + 1)) {
    const here = 1000 - whole * 2 - text.length + (isWordStart(text, whole) ? 500 : 0)
    if (best === null || here > best) best = here
  }
  if (best !== null) return best
  let score = 0
  let at = -1
  for (const letter of letters) {
    const next = lower.indexOf(letter, at + 1)
    if (next < 0) return null
    score += isWordStart(text, next) ? 12 : next === at + 1 ? 6 : 1
    at = next
  }
  return score - text.length * 0.1
}

function isWordStart(text: string, index: number): boolean {
  if (index === 0) return true
  const before = text[index - 1] ?? ''
  const letter = text[index] ?? ''
  return /[\s_/.:-]/.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(letter))
}

/**
 * Those that fit, best first; in the given order where nothing is typed. `preferenceOf` adds to what the letters score:
 * of two that fit alike, what is looked for more often.
 */
export function fuzzyFilter<Item>(
  typed: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
  preferenceOf: (item: Item) => number = () => 0,
): Item[] {
  if (typed === '') return [...items]
  return items
    .flatMap(item => {
      const score = fuzzyScore(typed, textOf(item))
      return score === null ? [] : [{ item, score: score + preferenceOf(item) }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
