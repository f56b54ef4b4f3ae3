import { expect, test } from 'vitest'
import { withoutMarkers } from './conflict-markers.ts'

const lines = (...all: readonly string[]) => all.map(line => `${line}\n`).join('')
const plain = lines('a', '<<<<<<< HEAD:b', 'ours', '=======', 'theirs', '>>>>>>> night:c', 'z')
const withBase = lines(
  '<<<<<<<< HEAD:b',
  'ours',
  '||||||||| x',
  '=======',
  '|||||||| base',
  'b',
  '========',
  't',
  '>>>>>>>> n',
)

test('each side of a text with markers, and what is no marker stays', () => {
  expect(withoutMarkers(plain, 'ours')).toBe('a\nours\nz\n')
  expect(withoutMarkers(plain, 'theirs')).toBe('a\ntheirs\nz\n')
  expect(withoutMarkers(plain, 'base')).toBe('a\nz\n')
  expect(withoutMarkers(withBase, 'ours')).toBe('ours\n||||||||| x\n=======\n')
  expect(withoutMarkers(withBase, 'base')).toBe('b\n')
  expect(withoutMarkers(withBase, 'theirs')).toBe('t\n')
})

test('half of a marker is none', () => {
  for (const text of ['', 'a\n', lines('=======', 'a'), lines('<<<<<<< a', 'b'), lines('<<<<<<< a', '>>>>>>> b')]) {
    expect(withoutMarkers(text, 'ours')).toBeNull()
  }
})
