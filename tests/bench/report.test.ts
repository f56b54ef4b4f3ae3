import { expect, test } from 'vitest'
import { median } from './measure.ts'
import { markdownTable, replaceSection, terminalTable } from './report.ts'
import type { BenchRow } from './row.ts'

const rows: BenchRow[] = [
  {
    name: 'open',
    ours: 41.234,
    peer: 200.4,
    peerName: 'Loro',
    unit: 'ms',
    ratio: 0.2058,
    target: 'at most 1×',
    pass: true,
  },
  { name: 'share | all', ours: 99, unit: '%', target: '100 %', pass: false, note: 'two differ' },
]

test('a table for the terminal', () => {
  expect(terminalTable(rows)).toBe(
    [
      'what                      ours     against       ratio   target',
      'open                      41.2 ms  200 ms, Loro  0.206×  at most 1×  met',
      'share | all (two differ)  99 %                           100 %       MISSED',
    ].join('\n'),
  )
})

test('a row without a target is neither met nor missed', () => {
  const row: BenchRow = { name: 'open', ours: 1, unit: 'ms', target: 'for information', pass: true }
  expect(markdownTable([row]).split('\n')[2]).toBe('| open | 1 ms |  |  | for information |  |')
})

test('a table for the page', () => {
  expect(markdownTable(rows).split('\n')).toEqual([
    '| what | ours | against | ratio | target |  |',
    '| --- | --- | --- | --- | --- | --- |',
    '| open | 41.2 ms | 200 ms, Loro | 0.206× | at most 1× | met |',
    '| share \\| all (two differ) | 99 % |  |  | 100 % | MISSED |',
  ])
})

test('a section is replaced where it stands, or added', () => {
  const once = replaceSection('# Results\n', 'open', 'first')
  expect(once).toBe('# Results\n\n<!-- bench open -->\nfirst\n<!-- end open -->\n')
  const two = replaceSection(once, 'relay', 'other')
  expect(replaceSection(two, 'open', 'second')).toBe(two.replace('first', 'second'))
})

test('the median of an even number lies between the two', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5])
})
