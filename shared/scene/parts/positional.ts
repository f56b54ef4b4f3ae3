/**
 * Parts by position, `#2/10`: element 2 of 10. Said of a list of that length only: in one that somebody made longer or
 * shorter meanwhile the place means something else, so the part is left out and listed (PART4).
 */

const POSITIONAL = /^#(\d+)\/(\d+)$/

export function positionalName(index: number, count: number): string {
  return `#${index}/${count}`
}

/** null for a part that is named otherwise. */
export function readPositional(part: string): { readonly index: number; readonly count: number } | null {
  const match = POSITIONAL.exec(part)
  return match === null ? null : { index: Number(match[1]), count: Number(match[2]) }
}

/** Parts of which no list of `count` elements knows. */
export function unappliedIn(parts: Iterable<string>, count: number): string[] {
  return [...parts].filter(part => {
    const place = readPositional(part)
    return place !== null && place.count !== count
  })
}
