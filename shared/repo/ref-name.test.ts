import { expect, test } from 'vitest'
import { refNameFault } from './ref-name.ts'

const faults = {
  letter: ['a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[1]', 'a\\b', 'a\tb', 'a\x7f'],
  run: ['a..b', 'a//b', 'a@{1}', '@'],
  part: ['-a', '.a', 'a/.b', 'a.lock', 'a.lock/b'],
  end: ['/a', 'a/', 'a.'],
}
const good = ['main', 'topic/night', 'v1.0', 'ähre', 'a@b', 'a-b_c', 'a.b', '日本', 'locked', 'a.lockable', '{a}']

test('names that Git refuses are told apart, and all others are taken', () => {
  for (const [fault, names] of Object.entries(faults)) {
    for (const name of names) expect([name, refNameFault(name)]).toEqual([name, fault])
  }
  for (const name of good) expect([name, refNameFault(name)]).toEqual([name, null])
})
