import { expect, test } from 'vitest'
import { readHex, toCss, toHex } from './colour.ts'

test('hex text of three, four, six and eight digits', () => {
  expect(readHex('fff', 0.5)).toEqual([1, 1, 1, 0.5])
  expect(readHex('#ff0000', 1)).toEqual([1, 0, 0, 1])
  expect(readHex('00ff0000', 1)).toEqual([0, 1, 0, 0])
  for (const bad of ['', 'ff', 'gggggg', '#12345', 'rgb(1,2,3)']) expect(readHex(bad, 1), bad).toBeNull()
})

test('glowing colours show as the brightest there is', () => {
  expect(toHex([2, 0.5, -1, 1])).toBe('ff8000')
  expect(toCss([1, 0, 0, 0.25])).toBe('rgba(255, 0, 0, 0.25)')
})
