/** Commits that a walk has found and not visited yet: the newest first, and of one second the one that was found first. */

export interface Queued {
  readonly seconds: number
}

export interface CommitQueue<T extends Queued> {
  readonly size: number
  add(commit: T): void
  take(): T | undefined
}

/** A heap: histories with many open branches keep many commits waiting. */
export function createCommitQueue<T extends Queued>(): CommitQueue<T> {
  const heap: { commit: T; order: number }[] = []
  let added = 0

  function isBefore(a: number, b: number): boolean {
    const [one, other] = [heap[a], heap[b]]
    if (one === undefined || other === undefined) return false
    return (
      one.commit.seconds > other.commit.seconds ||
      (one.commit.seconds === other.commit.seconds && one.order < other.order)
    )
  }

  function exchange(a: number, b: number): void {
    const [one, other] = [heap[a], heap[b]]
    if (one === undefined || other === undefined) return
    heap[a] = other
    heap[b] = one
  }

  return {
    get size() {
      return heap.length
    },
    add(commit) {
      heap.push({ commit, order: added })
      added += 1
      for (let at = heap.length - 1; at > 0; ) {
        const above = (at - 1) >> 1
        if (!isBefore(at, above)) break
        exchange(at, above)
        at = above
      }
    },
    take() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined) return undefined
      if (heap.length > 0) heap[0] = last
      for (let at = 0; ; ) {
        const left = at * 2 + 1
        let next = isBefore(left, at) ? left : at
        if (isBefore(left + 1, next)) next = left + 1
        if (next === at) return first.commit
        exchange(at, next)
        at = next
      }
    },
  }
}
