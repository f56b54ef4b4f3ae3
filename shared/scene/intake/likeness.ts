/**
 * Nodes without a `unique_id` that were renamed or moved: which of the old ones each new one is, by type, properties,
 * children, name and place. Pairs are taken best first, so that the order of the file does not matter.
 */

/** What of a node counts, in one of the two texts. */
export interface Likened {
  readonly name: string
  readonly parent: string
  /** Index among its siblings. */
  readonly index: number
  /** By name, file-local ids replaced by what they stand for. */
  readonly properties: ReadonlyMap<string, string>
  /** Name and type of each. */
  readonly children: readonly string[]
}

export interface Pair<Mine, Theirs> {
  readonly mine: Mine
  readonly theirs: Theirs
  /** What is surer goes first: it may show where others went. */
  readonly sureness: number
}

/** Compared with each other at most; of a kind that has more, the rest stay new. */
const CANDIDATES = 200
const NEEDED = 0.6
/** Nearly all of it agrees. */
const SURE = 0.8
/** Name, and a quarter of the content. */
const NAMED_ALONE = 0.35

/** `mine` and `theirs` are nodes of one kind that have no partner yet. Parents count as the same where `parent` is. */
export function pairByLikeness<Mine, Theirs>(
  mine: readonly (readonly [Mine, Likened])[],
  theirs: readonly (readonly [Theirs, Likened])[],
): Pair<Mine, Theirs>[] {
  const isOnly = mine.length === 1 && theirs.length === 1
  const [myNames, theirNames] = [mine, theirs].map(all => countNames(all.map(([, { name }]) => name)))
  const scored: { mine: Mine; theirs: Theirs; score: number; distance: number }[] = []
  for (const [one, left] of mine.slice(0, CANDIDATES)) {
    for (const [other, right] of theirs.slice(0, CANDIDATES)) {
      const isNamedAlone = left.name === right.name && myNames?.get(left.name) === 1 && theirNames?.get(left.name) === 1
      const likely = likeness(left, right, isOnly)
      // A name that nobody else of its kind has counts last, for those that nothing else tells apart.
      const score = likely < NEEDED && isNamedAlone && likely >= NAMED_ALONE ? likely - NEEDED : likely
      if (score >= 0 && score < NEEDED) continue
      scored.push({ mine: one, theirs: other, score, distance: Math.abs(left.index - right.index) })
    }
  }
  const rivals = countLikely(scored)
  scored.sort((a, b) => b.score - a.score || a.distance - b.distance)
  const taken = new Set<Mine | Theirs>()
  return scored.flatMap(({ mine: one, theirs: other, score }) => {
    if (taken.has(one) || taken.has(other)) return []
    taken.add(one)
    taken.add(other)
    const isAlone = rivals.get(one) === 1 && rivals.get(other) === 1
    return [{ mine: one, theirs: other, sureness: score >= SURE && isAlone ? 2 : score >= NEEDED ? 1 : 0 }]
  })
}

/** With how many each may go: an original and its copy are told apart by what stands above them. */
function countLikely<Mine, Theirs>(
  scored: readonly { readonly mine: Mine; readonly theirs: Theirs; readonly score: number }[],
): Map<Mine | Theirs, number> {
  const counts = new Map<Mine | Theirs, number>()
  for (const { mine, theirs, score } of scored) {
    if (score < NEEDED) continue
    for (const one of [mine, theirs]) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return counts
}

/**
 * 0 to 1: content weighs six tenths, name and parent two each. Without content to compare, name or parent is enough only
 * for the one node of its kind that is left.
 */
function likeness(a: Likened, b: Likened, isOnly: boolean): number {
  const properties = share(a.properties, b.properties)
  const children = overlap(a.children, b.children)
  const weight = a.properties.size + b.properties.size + a.children.length + b.children.length
  const content = contentOf(properties, children)
  const isWhole = weight > 0 && content === 1
  const place = (a.parent === b.parent ? 0.2 : 0) + (isOneName(a.name, b.name, isWhole || properties === 1) ? 0.2 : 0)
  if (weight === 0) return isOnly && place > 0 ? NEEDED : 0
  // A node alone in its content and nothing else has to say enough to be known by it.
  if (place === 0 && weight < 6) return 0
  return place + content * 0.6 + (isWhole ? 0.3 : 0)
}

/** Nodes come and go below one that is itself as it was. */
function contentOf(properties: number | null, children: number | null): number {
  if (properties === null) return children ?? 0
  if (children === null) return properties
  return properties === 1 ? 0.9 + children * 0.1 : (properties * 2 + children) / 3
}

/** `Crate2` is what Godot calls a `Crate` where it meets another one. */
function isOneName(a: string, b: string, isAsItWas: boolean): boolean {
  return a === b || (isAsItWas && a.replace(/\d+$/, '') === b.replace(/\d+$/, ''))
}

function countNames(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** Equal properties among all that either has; null where neither has any. */
function share(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number | null {
  let equal = 0
  for (const [name, text] of a) if (b.get(name) === text) equal += 1
  const all = a.size + b.size - countCommon(a.keys(), b)
  return all === 0 ? null : equal / all
}

function overlap(a: readonly string[], b: readonly string[]): number | null {
  const names = new Set(b)
  const common = countCommon(new Set(a), names)
  const all = new Set([...a, ...b]).size
  return all === 0 ? null : common / all
}

function countCommon(names: Iterable<string>, among: { has(name: string): boolean }): number {
  let count = 0
  for (const name of names) if (among.has(name)) count += 1
  return count
}
