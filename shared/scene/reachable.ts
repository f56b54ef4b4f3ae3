/** Everything that is reached from `starts` by `next`, once; loops end. */
export function reachable<T>(starts: Iterable<T>, next: (item: T) => Iterable<T>): Set<T> {
  const found = new Set<T>()
  const open = [...starts]
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (found.has(item)) continue
    found.add(item)
    open.push(...next(item))
  }
  return found
}
