/** Names unique among siblings, by a rule that every peer computes alike (SCN naming rules in docs/spec/scene.md). */
import { TRASH } from '../tree/resolve-tree.ts'

export interface Renamed {
  readonly id: string
  readonly wanted: string
  readonly name: string
}

/**
 * Changes `names` in place. Of nodes with one name under one parent the first to keep it is one that nobody touched,
 * then the smallest id; the others count up as Godot does (`Crab`, `Crab2`, …). Siblings that the file itself repeats
 * and nobody touched stay as they are.
 */
export function uniqueNames(
  children: ReadonlyMap<string, readonly string[]>,
  names: Map<string, string>,
  isTouched: (id: string) => boolean,
  insideOf: (id: string) => string,
): Renamed[] {
  const renamed: Renamed[] = []
  for (const [parent, siblings] of children) {
    // What is deleted lies together and shares nothing.
    if (parent === TRASH) continue
    if (siblings.length < 2 || !siblings.some(isTouched)) continue
    const taken = new Set<string>()
    // Where counting goes on for a name: a peer may name thousands alike.
    const counted = new Map<string, number>()
    const touched: string[] = []
    const key = (id: string, name: string) => `${insideOf(id)}\n${name}`
    for (const id of siblings) {
      if (isTouched(id)) touched.push(id)
      else taken.add(key(id, names.get(id) ?? ''))
    }
    // All that can keep their names do, before anybody counts up into one of them.
    const giveWay = touched.sort().filter(id => {
      const wanted = key(id, names.get(id) ?? '')
      if (taken.has(wanted)) return true
      taken.add(wanted)
      return false
    })
    for (const id of giveWay) {
      const wanted = names.get(id) ?? ''
      let name = wanted
      let n = counted.get(key(id, wanted)) ?? 2
      for (; taken.has(key(id, name)); n += 1) name = countUp(wanted, n)
      counted.set(key(id, wanted), n)
      taken.add(key(id, name))
      names.set(id, name)
      renamed.push({ id, wanted, name })
    }
  }
  return renamed
}

/** `Crab` → `Crab2`; `Crab7` → `Crab8`, `Crab9`, …: Godot counts on from the number a name ends in. */
export function countUp(name: string, n: number): string {
  const digits = /\d{1,9}$/.exec(name)?.[0]
  if (digits === undefined) return `${name}${n}`
  return `${name.slice(0, -digits.length)}${String(Number(digits) + n - 1).padStart(digits.length, '0')}`
}
