/** The order of siblings: where one side alone changed it, the result has that side's order. */
import type { Listing } from './listing.ts'
import type { Versions } from './matching.ts'
import type { Registers } from './registers.ts'

export function lostOrders({ base, ours, theirs }: Versions<Registers>, result: Registers, listing: Listing): string[] {
  const lost: string[] = []
  for (const [parent, children] of base.childrenOf) {
    const common = children.filter(key => [ours, theirs].every(text => text.childrenOf.get(parent)?.includes(key)))
    const [was, our, their] = [base, ours, theirs].map(text => orderOf(text, parent, common))
    const isOurs = our !== was
    const isTheirs = their !== was
    if (isOurs && isTheirs && our !== their) continue
    const here = common.filter(key => result.childrenOf.get(parent)?.includes(key))
    const wanted = orderOf(isOurs ? ours : theirs, parent, here)
    const is = orderOf(result, parent, here)
    if (is === wanted || here.some(key => listing.has(orderOfKey(key)))) continue
    lost.push(`${result.nodeOf.get(parent)?.path} (${parent}): its children should be ${wanted}, are ${is}`)
  }
  return lost
}

function orderOf(text: Registers, parent: string, among: readonly string[]): string {
  return (text.childrenOf.get(parent) ?? []).filter(key => among.includes(key)).join(' ')
}

function orderOfKey(key: string): Parameters<Listing['has']>[0] {
  return {
    about: { key, otherKey: null, aspect: 'place', name: '', meaning: { text: '', target: null } },
    path: [],
    value: null,
  }
}
