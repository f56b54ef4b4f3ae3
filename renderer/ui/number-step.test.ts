import { expect, test } from 'vitest'
import { settle, showNumber, stepOf } from './number-step.ts'

const none = { shiftKey: false, altKey: false }

test('arrows step by the step, ten times with Shift, a tenth with Alt', () => {
  expect([stepOf({}, none), stepOf({ step: 0.5 }, none), stepOf({ isInteger: true }, none)]).toEqual([0.1, 0.5, 1])
  expect(stepOf({ step: 2 }, { shiftKey: true, altKey: false })).toBe(20)
  expect(stepOf({ step: 2 }, { shiftKey: false, altKey: true })).toBe(0.2)
  expect(stepOf({ isInteger: true }, { shiftKey: false, altKey: true })).toBe(1)
})

test('values stay in range and lose the dust of binary fractions', () => {
  expect(settle(0.1 + 0.2, {})).toBe(0.3)
  expect(settle(5, { max: 3 })).toBe(3)
  expect(settle(-5, { min: 0 })).toBe(0)
  expect(settle(2.6, { isInteger: true })).toBe(3)
  expect(showNumber(-0)).toBe('0')
  expect(showNumber(1e-9)).toBe('1e-9')
})
