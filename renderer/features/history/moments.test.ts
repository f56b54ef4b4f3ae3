import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import {
  entryAt,
  type Life,
  markAt,
  mergeEntries,
  momentAt,
  numberOf,
  step,
  stepMark,
  ticksBetween,
  timeOf,
} from './moments.ts'

const entry = (sequence: number, time: number): TimelineEntry => ({
  sequence,
  time,
  author: null,
  origin: 'window',
  lines: [],
})

const life: Life = {
  entries: [entry(12, 500), entry(9, 400), entry(5, 200), entry(2, 100)],
  isWhole: true,
  first: 0,
  last: 12,
  from: 100,
  to: 500,
  density: [],
  marks: [
    { id: 'v', kind: 'version', name: 'Demo', time: 210, sequence: 6 },
    { id: 'b', kind: 'backup', name: '', time: 410, sequence: 9 },
  ],
  total: 4,
}

test('a moment between two edits is that of the one before it', () => {
  expect([13, 12, 11, 9, 5, 4, 1].map(moment => entryAt(life, moment))).toEqual([0, 0, 1, 1, 2, 3, 4])
  expect(timeOf(life, 7)).toBe(200)
  expect(numberOf(life, 7)).toBe(2)
  expect(numberOf(life, 0)).toBe(0)
})

test('steps go from edit to edit, and end at both ends', () => {
  expect([step(life, 12, -1), step(life, 9, -1), step(life, 2, -1), step(life, 0, -1)]).toEqual([9, 5, 0, 0])
  expect([step(life, 0, 1), step(life, 5, 1), step(life, 12, 1), step(life, 2, 10)]).toEqual([2, 9, 12, 12])
})

test('from version to version, backups left out', () => {
  expect(stepMark(life, 12, -1)).toBe(6)
  expect(stepMark(life, 6, -1)).toBe(0)
  expect(stepMark(life, 0, 1)).toBe(6)
  expect(stepMark(life, 6, 1)).toBe(12)
  expect(markAt(life, 5)?.name).toBe('Demo')
  expect(markAt(life, 9)).toBeNull()
})

test('a time leads to what held then', () => {
  expect([0, 100, 399, 400, 900].map(time => momentAt(life, time))).toEqual([0, 2, 5, 9, 12])
})

test('new edits come before the known ones, none of them twice', () => {
  expect(
    mergeEntries([entry(14, 600), entry(12, 500), entry(9, 400)], life.entries).map(each => each.sequence),
  ).toEqual([14, 12, 9, 5, 2])
})

test('a day is marked at its midnight there, an hour at the hour', () => {
  const label = (time: number, isDay: boolean) =>
    `${isDay ? 'day' : 'time'} ${new Date(time).toISOString().slice(5, 16)}`
  const start = Date.UTC(2026, 10, 16, 9)
  const names = (to: number) => ticksBetween(start, to, -60, label).map(tick => tick.label)
  expect(names(start + 4 * 86_400_000)).toEqual(['16', '17', '18', '19'].map(at => `day 11-${at}T23:00`))
  expect(names(start + 3 * 3_600_000)).toEqual(['09', '10', '11', '12'].map(at => `time 11-16T${at}:00`))
})
