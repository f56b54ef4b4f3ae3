import { expect, test } from 'vitest'
import { matchLines, replaceIn } from './match-text.ts'
import { readTextQuery, type TextQuery } from './text-query.ts'

function pattern(text: string, options: Partial<TextQuery> = {}) {
  const read = readTextQuery({ text, isRegex: false, isWord: false, caseSensitive: 'smart', ...options })
  if (!read.ok) throw new Error(read.reason)
  return read.pattern
}

const found = (text: string, query: string, options: Partial<TextQuery> = {}) =>
  matchLines(text, pattern(query, options), 100).map(({ line, ranges }) => [line, ...ranges])

test('SRC1 a text is found line by line, with each of its places', () => {
  expect(found('hp = 1\r\nmax_hp, hp\n\nHP', 'hp')).toEqual([
    [1, [0, 2]],
    [2, [4, 6], [8, 10]],
    [4, [0, 2]],
  ])
})

test.each([
  ['a capital in the query makes capitals matter', 'HP', {}, [[4, [0, 2]]]],
  [
    'unless they never do',
    'Hp',
    { caseSensitive: false },
    [
      [1, [0, 2]],
      [2, [4, 6], [8, 10]],
      [4, [0, 2]],
    ],
  ],
  [
    'a word ends where a name ends',
    'hp',
    { isWord: true },
    [
      [1, [0, 2]],
      [2, [8, 10]],
      [4, [0, 2]],
    ],
  ],
  [
    'ends of a line are ends',
    '^hp',
    { isRegex: true },
    [
      [1, [0, 2]],
      [4, [0, 2]],
    ],
  ],
  ['a line ends before its return', '1$', { isRegex: true }, [[1, [5, 6]]]],
  ['nothing matches across a line', '1\\s+max', { isRegex: true }, []],
  ['characters of an expression are plain in a text', '=.1', {}, []],
  ['a class with a capital is no capital', '\\W1', { isRegex: true }, [[1, [4, 6]]]],
  ['an escape that Unicode forbids is as of old', 'max\\_hp', { isRegex: true }, [[2, [0, 6]]]],
] as const)('SRC1 %s', (_, query, options, expected) => {
  expect(found('hp = 1\r\nmax_hp, hp\n\nHP', query, options)).toEqual(expected)
})

test('a letter beyond ASCII is a letter of a word', () => {
  expect(found('Tür Tü', 'Tü', { isWord: true })).toEqual([[1, [4, 6]]])
})

test('of a very long line the part around the first match is shown', () => {
  const [match] = matchLines(`${'x'.repeat(5000)}needle${'y'.repeat(5000)}`, pattern('needle'), 1)
  expect(match?.text).toHaveLength(400)
  expect(match?.text.slice(...(match.ranges[0] ?? []))).toBe('needle')
  expect((match?.skipped ?? 0) + (match?.ranges[0]?.[0] ?? 0)).toBe(5000)
})

test.each(['(', '[a', '*a', ''])('the expression %j is refused in words', text => {
  const read = readTextQuery({ text, isRegex: true, isWord: false, caseSensitive: true })
  expect(read).toMatchObject({ ok: false, reason: expect.not.stringContaining('/') })
})

test.each([
  ['func_name', false, 'func_name'],
  ['func \\w+_ready', true, '_ready'],
  ['ab?cdef', true, 'cdef'],
  ['abc|def', true, null],
  ['(abcdef)?x', true, null],
  ['[abcdef]xyz1', true, 'xyz1'],
  ['abcd{0}e', true, 'abc'],
  ['\\bnode\\.path', true, 'node.path'],
  ['node\\d+', true, 'node'],
  ['abc.def', true, 'abc'],
  ['(?:quoted)*end_of', true, 'end_of'],
] as const)('every match of %j holds its needle', (text, isRegex, needle) => {
  expect(pattern(text, { isRegex, caseSensitive: true }).needle).toBe(needle)
})

test('SRC4 replacing changes what is found and nothing else', () => {
  const text = '\uFEFFhp = 1\r\nmax_hp\nhp'
  const replaced = replaceIn(text, pattern('hp', { isWord: true }), 'a$1', false)
  expect(replaced?.text).toBe('\uFEFFa$1 = 1\r\nmax_hp\na$1')
  expect(replaced?.lines).toEqual([
    { line: 1, before: '\uFEFFhp = 1', after: '\uFEFFa$1 = 1' },
    { line: 3, before: 'hp', after: 'a$1' },
  ])
  expect(replaceIn('x_1 y_2', pattern('(\\w)_(\\d)', { isRegex: true }), '$2$1', true)?.text).toBe('1x 2y')
  expect(replaceIn(text, pattern('hp'), 'hp', false)).toBeNull()
})
