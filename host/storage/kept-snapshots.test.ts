import { expect, test } from 'vitest'
import { snapshotsToDrop } from './kept-snapshots.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

test('keeps one an hour of the last day, one a day of the last month, one for each 30 days before', () => {
  const now = 100 * DAY
  const at = (...times: number[]) => times.map((time, i) => ({ through: i + 1, time }))
  const list = at(
    10 * DAY, // the newest of its 30 days is the next
    11 * DAY,
    90 * DAY, // the newest of its day is the next
    90 * DAY + HOUR,
    now - 2 * HOUR,
    now - 2 * HOUR + 1,
    now - 1,
  )
  expect(snapshotsToDrop(list, now)).toEqual([5, 3, 1])
})

test('always keeps the newest', () => {
  expect(
    snapshotsToDrop(
      [
        { through: 1, time: 0 },
        { through: 2, time: 1 },
      ],
      2,
    ),
  ).toEqual([1])
  expect(snapshotsToDrop([], 2)).toEqual([])
})
