import { expect, test } from 'vitest'
import { textHunks } from './text-hunks.ts'

test('lines of two texts as the repository shows them, in any script, with numbers from 1', () => {
  expect(textHunks('eins\nzwei\n', 'eins\nzwölf\r\n')).toEqual({
    kind: 'pair',
    isCut: false,
    hunks: [
      {
        id: '0',
        oldStart: 1,
        oldLines: 2,
        newStart: 1,
        newLines: 2,
        lines: [
          { kind: 'context', text: 'eins' },
          { kind: 'removed', text: 'zwei' },
          { kind: 'added', text: 'zwölf' },
        ],
      },
    ],
  })
  expect(textHunks('', 'a\n').hunks).toMatchObject([{ oldStart: 0, oldLines: 0, newStart: 1, newLines: 1 }])
  expect(textHunks('a', 'a').hunks).toEqual([])
})
