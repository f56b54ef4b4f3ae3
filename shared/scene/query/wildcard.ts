/** Patterns with `*` (any text) and `?` (one character), without regard to case. Never slower than text times pattern. */

/** True where the whole text is what the pattern says. FND5 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase()
  const given = text.toLowerCase()
  let p = 0
  let t = 0
  let star = -1
  let from = 0
  while (t < given.length) {
    if (wanted[p] === '*') {
      star = p
      from = t
      p += 1
    } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === given[t])) {
      p += 1
      t += 1
    } else if (star >= 0) {
      p = star + 1
      from += 1
      t = from
    } else return false
  }
  while (wanted[p] === '*') p += 1
  return p === wanted.length
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern)
}
