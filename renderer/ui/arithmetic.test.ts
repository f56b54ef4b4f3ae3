import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from './arithmetic.ts'

test('numbers, precedence, brackets, powers and names', () => {
  const cases: [string, number | null][] = [
    ['12', 12],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['2+3*4', 14],
    ['(2+3)*4', 20],
    ['-2^2', -4],
    ['10 - 4 - 3', 3],
    ['7 % 4', 3],
    ['pi', Math.PI],
    ['1,5', 1.5],
  ]
  for (const [text, value] of cases) expect(evaluate(text), text).toBe(value)
})

test('the present value is x, and what += counts from', () => {
  expect(evaluate('x*2', 21)).toBe(42)
  expect(evaluate('+=10', 5)).toBe(15)
  expect(evaluate('/=2', 5)).toBe(2.5)
})

test('what is no number is refused', () => {
  for (const text of ['', '1+', '(1', 'abc', '1 2', '1/0', '2**3', 'x y', '=1']) expect(evaluate(text), text).toBeNull()
})

test('never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), text => {
      const value = evaluate(text)
      expect(value === null || Number.isFinite(value)).toBe(true)
    }),
  )
})
