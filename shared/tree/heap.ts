/** A binary heap: the best of what was pushed comes out first. `isBetter` must be a strict order. */
export interface Heap<Item> {
  push(item: Item): void
  pop(): Item | undefined
}

export function createHeap<Item>(isBetter: (a: Item, b: Item) => boolean): Heap<Item> {
  const items: Item[] = []
  const swap = (i: number, j: number) => {
    const kept = items[i] as Item
    items[i] = items[j] as Item
    items[j] = kept
  }
  const isAhead = (i: number, j: number) => j >= items.length || isBetter(items[i] as Item, items[j] as Item)
  return {
    push(item) {
      let at = items.push(item) - 1
      for (let above = (at - 1) >> 1; at > 0 && !isAhead(above, at); above = (at - 1) >> 1) {
        swap(at, above)
        at = above
      }
    },
    pop() {
      const best = items[0]
      const last = items.pop()
      if (items.length === 0 || last === undefined) return best
      items[0] = last
      for (let at = 0; ; ) {
        const left = 2 * at + 1
        const child = isAhead(left, left + 1) ? left : left + 1
        if (left >= items.length || isAhead(at, child)) return best
        swap(at, child)
        at = child
      }
    },
  }
}
