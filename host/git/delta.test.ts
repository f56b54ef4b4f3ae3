import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { applyDelta } from './delta.ts'

const base = Buffer.from('a boat, a sail, a rope')

test('copies from the base and bytes of its own', () => {
  // 22 bytes become 11: "a sail" from 8, then " torn".
  const delta = Buffer.concat([Buffer.from([22, 11, 0x91, 8, 6, 5]), Buffer.from(' torn')])
  expect(applyDelta(base, delta).toString()).toBe('a sail torn')
})

test('GIT4: a delta that fits no base is an error', () => {
  for (const bytes of [[21, 1, 1, 65], [22, 5, 0x91, 20, 6], [22, 2, 0], [22, 9, 3, 65], [22, 4, 1, 65], [22], []]) {
    expect(() => applyDelta(base, Buffer.from(bytes)), bytes.join()).toThrow(RangeError)
  }
  for (let i = 0; i < 2000; i += 1) {
    // What a digest says is as good as chance, and the same each time.
    const noise = hash('sha256', `noise ${i}`, 'buffer')
    const delta = Buffer.concat([Buffer.from([22]), noise.subarray(0, (noise[31] ?? 0) % 24)])
    try {
      applyDelta(base, delta)
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError)
    }
  }
})
