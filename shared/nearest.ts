/** The word that was probably meant. */

/** The nearest of the candidates by edits of single letters, case aside; null where none is near. */
export function nearest<T extends string>(word: string, candidates: Iterable<T>): T | null {
  const wanted = word.toLowerCase()
  let best: T | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const given = candidate.toLowerCase()
    if (Math.abs(given.length - wanted.length) >= least) continue
    const edits = distance(wanted, given, least)
    if (edits >= least) continue
    least = edits
    best = candidate
  }
  return best
}

/** Levenshtein distance; `limit` or more where it is not below it. */
function distance(a: string, b: string, limit: number): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const value = Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      row.push(value)
      least = Math.min(least, value)
    }
    if (least >= limit) return limit
    above = row
  }
  return above[b.length] ?? limit
}
