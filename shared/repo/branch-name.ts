/** A branch named after something that people named: what Git takes everywhere, and nobody has to quote. */

const LONGEST = 60

/** Of the names in `taken` none; `Night, with rain!` becomes `night-with-rain`, or `night-with-rain-2`. */
export function branchNameFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  const base = plain === '' || plain === 'head' ? 'reality' : plain
  for (let count = 1; ; count += 1) {
    const found = count === 1 ? base : `${base}-${count}`
    if (!isTaken(found, taken)) return found
  }
}

/** `a` and `a/b` cannot both be, and some disks take `A` and `a` for one. */
function isTaken(name: string, taken: ReadonlySet<string>): boolean {
  for (const other of taken) {
    const folded = other.toLowerCase()
    if (folded === name || folded.startsWith(`${name}/`)) return true
  }
  return false
}
