import { expect, test } from 'vitest'
import { findNames } from './file-names.ts'

const PATHS = [
  'actors/player.gd',
  'actors/player.tscn',
  'levels/night_harbor.tscn',
  'levels/player_start.gd',
  'art/Tür.png',
  'player/readme.md',
]

test('SRC5 words stand in any order, letters may be left out, and a name goes before its folders', () => {
  const paths = (text: string) => findNames(PATHS, text, 10).map(({ path }) => path)
  expect(paths('harbor')).toEqual(['levels/night_harbor.tscn'])
  expect(paths('tscn levels')).toEqual(['levels/night_harbor.tscn'])
  expect(paths('nhbr')).toEqual(['levels/night_harbor.tscn'])
  expect(paths('tür')).toEqual(['art/Tür.png'])
  expect(paths('player').at(-1)).toBe('player/readme.md')
  expect(paths('player')).toHaveLength(4)
  expect(paths('')).toEqual([])
  expect(paths('zzz')).toEqual([])
})

test('what matched is told', () => {
  const [hit] = findNames(PATHS, 'harbor', 1)
  expect(hit?.ranges.map(([start, end]) => hit.path.slice(start, end))).toEqual(['harbor'])
})
