import { expect, test } from 'vitest'
import { mergeText } from './text-merge.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0))

function merged(base: string, ours: string, theirs: string, keep?: 'ours' | 'base') {
  const result = mergeText({ base: bytes(base), ours: bytes(ours), theirs: bytes(theirs) }, keep)
  if (result.kind !== 'text') throw new Error('binary')
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(result.bytes), conflicts: result.conflicts }
}

const clean = (text: string) => ({ text, conflicts: [] })

test('TXM3 edits of different words of one line both live', () => {
  expect(merged('var speed = 10\n', 'var pace = 10\n', 'var speed = 20\n')).toEqual(clean('var pace = 20\n'))
  expect(merged('héllo wörld\n', 'héllo wèrld\n', 'hallo wörld\n')).toEqual(clean('hallo wèrld\n'))
})

test('TXM3 neighbouring lines changed on either side are no conflict, one contested line leaves the others merged', () => {
  expect(merged('a\nb\nc\n', 'A\nb\nc\n', 'a\nB\nc\n')).toEqual(clean('A\nB\nc\n'))
  expect(merged('a 1\nb 1\n', 'a 2\nb 2\n', 'a 1\nb 3\n')).toEqual({
    text: 'a 2\nb 2\n',
    conflicts: [{ line: 2, base: 'b 1\n', ours: 'b 2\n', theirs: 'b 3\n' }],
  })
})

test('TXM3 a line that was written anew on both sides is contested, whatever words they share', () => {
  const [base, ours, theirs] = ['one two three\n', 'the end of it\n', 'the end of that\n']
  expect(merged(base, ours, theirs).conflicts).toEqual([{ line: 1, base, ours, theirs }])
})

test('TXM2 what both sides added at one place keeps ours; the base, where a base is merged', () => {
  const [base, ours, theirs] = ['a\nz\n', 'a\nour\nz\n', 'a\ntheir\nz\n']
  const conflicts = [{ line: 2, base: '', ours: 'our\n', theirs: 'their\n' }]
  expect(merged(base, ours, theirs)).toEqual({ text: ours, conflicts })
  expect(merged(base, ours, theirs, 'base')).toEqual({ text: base, conflicts })
})

test('TXM4 new line ends on one side, an edit on the other', () => {
  expect(merged('a\nb\nc\n', 'a\r\nb\r\nc\r\n', 'a\nB\nc\n')).toEqual(clean('a\r\nB\r\nc\r\n'))
  expect(merged('a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n', 'a\nb\nc\n')).toEqual(clean('a\nB\nc\n'))
})

test('a missing last line end is an edit like any other', () => {
  expect(merged('a\nb\nc', 'A\nb\nc', 'a\nb\nc\n')).toEqual(clean('A\nb\nc\n'))
  expect(merged('a\nb\nc\n', 'a\nb\nc', 'A\nb\nc\n')).toEqual(clean('A\nb\nc'))
})

test('TXM5 a byte order mark and bytes that are no UTF-8 pass through unharmed; a NUL makes it binary', () => {
  expect(merged('\ufeffa\nb\nc\n', '\ufeffA\nb\nc\n', '\ufeffa\nb\nC\n')).toEqual(clean('\ufeffA\nb\nC\n'))
  const sides = { base: latin1('\xe9\nb\nc\n'), ours: latin1('\xe9\nb\nC\n'), theirs: latin1('\xe8\nb\nc\n') }
  expect(mergeText(sides)).toEqual({ kind: 'text', bytes: latin1('\xe8\nb\nC\n'), conflicts: [] })
  expect(mergeText({ ...sides, theirs: latin1('a\0') })).toEqual({ kind: 'binary' })
  const late = latin1(`${'x'.repeat(8000)}\0`)
  expect(mergeText({ base: latin1(''), ours: latin1(''), theirs: late })).toMatchObject({ kind: 'text', bytes: late })
})

test('a long text with the same line many times is merged in no time', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? '}\n' : `line ${i}\n`))
  const ours = [...lines]
  const theirs = [...lines]
  ours[100] = 'ours\n'
  theirs[19_000] = 'theirs\n'
  const both = [...ours]
  both[19_000] = 'theirs\n'
  expect(merged(lines.join(''), ours.join(''), theirs.join(''))).toEqual(clean(both.join('')))
})
