import { expect, test } from 'vitest'
import { isStartRequest, readStart } from './command-line.ts'

test('a folder or a link among the switches of the system', () => {
  expect(readStart([], '/home')).toEqual({ kind: 'none' })
  expect(readStart(['--no-sandbox', '-psn_0_1', ''], '/home')).toEqual({ kind: 'none' })
  expect(readStart(['--x', 'games/harbor'], '/home')).toEqual({ kind: 'folder', folder: '/home/games/harbor' })
  expect(readStart(['/games/harbor'], '/home')).toEqual({ kind: 'folder', folder: '/games/harbor' })
  expect(readStart(['.', 'WEFT://join?x'], '/home')).toEqual({ kind: 'link', link: 'WEFT://join?x' })
})

test('what a second start hands over is looked at', () => {
  const good = [{ kind: 'none' }, { kind: 'folder', folder: '/a' }, { kind: 'link', link: 'weft:' }]
  const bad = [
    null,
    1,
    {},
    { kind: 'folder' },
    { kind: 'folder', folder: 'a' },
    { kind: 'link', link: 1 },
    { kind: 'run' },
  ]
  expect(good.filter(isStartRequest)).toEqual(good)
  expect(bad.filter(isStartRequest)).toEqual([])
})
