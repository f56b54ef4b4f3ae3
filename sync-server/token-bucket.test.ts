import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

test('a burst passes, debt is paid at the rate, and a clock set back takes nothing away', () => {
  const bucket = createTokenBucket(10, 5, 0)
  expect(bucket.take(5, 0)).toBe(true)
  expect(bucket.take(1, 0)).toBe(false)
  expect(bucket.waitMs(0)).toBe(100)
  expect(bucket.waitMs(-5_000)).toBe(100)
  expect(bucket.waitMs(-4_900)).toBe(0)
  expect(bucket.take(5, 100_000)).toBe(true)
  expect(bucket.take(1, 100_000)).toBe(false)
})
