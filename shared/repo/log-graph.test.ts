import { expect, test } from 'vitest'
import { createLogGraph } from './log-graph.ts'

test('a line of commits is one column', () => {
  expect(draw(['c', 'b'], ['b', 'a'], ['a'])).toBe('* c\n* b\n* a\n')
})

test('a branch and its merge', () => {
  const history = [['m', 'b', 's'], ['s', 'a'], ['b', 'a'], ['a']]
  expect(draw(...history)).toBe('* m\n|\\\n| * s\n* | b\n|/\n* a\n')
})

test('columns to the right move on and up', () => {
  const history = [['m', 'b', 's'], ['s', 't', 'u'], ['u', 'a'], ['t', 'a'], ['b', 'a'], ['a']]
  expect(draw(...history)).toBe('* m\n|\\\n| * s\n| |\\\n| | * u\n| * | t\n| |/\n* | b\n|/\n* a\n')
})

test('a second root ends its column, and two tips are two columns', () => {
  expect(draw(['y', 'a'], ['x'], ['a'])).toBe('* y\n| * x\n* a\n')
  expect(draw(['x'], ['y', 'a'], ['a'])).toBe('* x\n* y\n* a\n')
})

test('a merge of what has a column already', () => {
  const history = [['x', 'b'], ['y', 'a', 'b'], ['b', 'a'], ['a']]
  expect(draw(...history)).toBe('* x\n| * y\n|/|\n* | b\n|/\n* a\n')
})

function draw(...history: readonly (readonly string[])[]): string {
  const graph = createLogGraph()
  return history.map(([hash = '', ...parents]) => graph.draw({ hash, parents }, hash)).join('')
}
