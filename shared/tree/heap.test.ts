import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHeap } from './heap.ts'

test('what comes out is sorted, however pushes and pops mix', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), steps => {
      const heap = createHeap<number>((a, b) => a < b)
      const kept: number[] = []
      for (const step of steps) {
        if (step !== null) {
          heap.push(step)
          kept.push(step)
          kept.sort((a, b) => a - b)
        } else expect(heap.pop()).toBe(kept.shift())
      }
      while (kept.length > 0) expect(heap.pop()).toBe(kept.shift())
      expect(heap.pop()).toBeUndefined()
    }),
  )
})
