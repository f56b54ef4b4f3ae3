import { expect, test } from 'vitest'
import { lineEndsOf, toFolder, toGit } from './line-ends.ts'

const settings = { autocrlf: null, eol: null, isWindows: false }

test('attributes count before settings', () => {
  const ends = (text: boolean | string | null, eol: string | null, more = {}) =>
    Object.values(lineEndsOf({ text, eol }, { ...settings, ...more })).join(' ')
  expect(ends(null, null)).toBe('no lf')
  expect(ends(null, null, { autocrlf: 'true' })).toBe('auto crlf')
  expect(ends(null, null, { autocrlf: 'input' })).toBe('auto lf')
  expect(ends(true, null, { eol: 'crlf' })).toBe('yes crlf')
  expect(ends(true, null, { isWindows: true })).toBe('yes crlf')
  expect(ends(false, null, { autocrlf: 'true' })).toBe('no crlf')
  expect(ends('auto', 'crlf')).toBe('auto crlf')
  expect(ends(null, 'crlf')).toBe('yes crlf')
  expect(ends(null, 'lf', { autocrlf: 'true' })).toBe('yes lf')
})

test('into Git and back', () => {
  const [lf, crlf] = [Buffer.from('a\nb\n'), Buffer.from('a\r\nb\r\n')]
  const text = { text: 'yes', folder: 'crlf' } as const
  const guess = { text: 'auto', folder: 'crlf' } as const
  const never = () => false
  expect(toGit(crlf, text, never)).toEqual(lf)
  expect(toFolder(lf, text)).toEqual(crlf)
  expect(toFolder(crlf, text)).toEqual(crlf)
  expect(toGit(crlf, guess, never)).toEqual(lf)
  expect(toGit(crlf, guess, () => true)).toEqual(crlf)
  expect(toGit(crlf, { text: 'no', folder: 'lf' }, never)).toEqual(crlf)
})

test('a guess leaves alone what is no text', () => {
  const guess = { text: 'auto', folder: 'crlf' } as const
  for (const bytes of [Buffer.from('a\0b\r\n'), Buffer.from('a\rb\r\n'), Buffer.from([1, 2, 3, 10, 13, 10])]) {
    expect(toGit(bytes, guess, () => false)).toEqual(bytes)
    expect(toFolder(bytes, guess)).toEqual(bytes)
  }
})
