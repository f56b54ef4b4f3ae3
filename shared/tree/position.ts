/**
 * Where a child stands among its siblings: strings that compare with `<`.
 *
 * A position is a path of segments `key!writer.sequence`, joined by `:`. Two people who paste into one gap get the same
 * key, so the writer sorts them: each paste stays together (plain fractional keys interleave them). Inside such a run,
 * a new position extends its left neighbour with one more segment.
 */
import { generateKeyBetween } from 'fractional-indexing'

export type Position = string

const SEGMENT = /^([a-zA-Z][0-9A-Za-z]*)!([0-9a-z]*)\.([0-9a-z]{4})$/
const FIRST_INTEGER_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The position of the i-th child in a seed. The same integer keys as `fractional-indexing` counts up. */
export function seedPosition(index: number): Position {
  return `${integerKey(index)}!.0000`
}

/** `count` positions between two neighbours (null = the end), in order, all by one writer. */
export function positionsBetween(
  left: Position | null,
  right: Position | null,
  count: number,
  writer: string,
): Position[] {
  const stem = stemBetween(left, right)
  return Array.from({ length: count }, (_, i) => `${stem}!${writer}.${i.toString(36).padStart(4, '0')}`)
}

/** The common part of all positions to be made: a path that ends in a key. */
function stemBetween(left: Position | null, right: Position | null): string {
  if (left !== null && right !== null && left >= right) return stemBetween(left, null)
  const a = left === null ? [] : left.split(':')
  const b = right === null ? [] : right.split(':')
  const shared: string[] = []
  let i = 0
  while (i < a.length && i < b.length && a[i] === b[i]) {
    shared.push(a[i] ?? '')
    i += 1
  }
  const rest = a[i]
  const limit = b[i]
  const head = shared.length === 0 ? '' : `${shared.join(':')}:`
  // `left` is a prefix of `right`: before right's next segment, below the shared path.
  if (rest === undefined) return head + keyBetween(null, keyOf(limit))
  const leftKey = keyOf(rest)
  const rightKey = limit === undefined ? null : keyOf(limit)
  // Neighbours in one run, or after an extension: below the left one.
  if (leftKey === null || (limit !== undefined && (rightKey === null || leftKey >= rightKey))) {
    return `${left}:${keyBetween(null, null)}`
  }
  return head + keyBetween(leftKey, rightKey)
}

function keyOf(segment: string | undefined): string | null {
  return segment === undefined ? null : (SEGMENT.exec(segment)?.[1] ?? null)
}

/** Keys come from peers: one that is no fractional key is treated as no limit. */
function keyBetween(a: string | null, b: string | null): string {
  try {
    return generateKeyBetween(a, b)
  } catch {
    // generateKeyBetween throws only for keys it did not make; order stays defined by string comparison.
    return a === null ? generateKeyBetween(null, null) : `${a}V`
  }
}

/** a0 … az, b00 … bzz, c000 …: what counting up from the first key gives. */
function integerKey(index: number): string {
  let digits = 1
  let rest = index
  let span = 62
  while (rest >= span) {
    rest -= span
    digits += 1
    span *= 62
  }
  let text = ''
  for (let i = 0; i < digits; i += 1) {
    text = FIRST_INTEGER_DIGITS.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return String.fromCharCode(96 + digits) + text
}
