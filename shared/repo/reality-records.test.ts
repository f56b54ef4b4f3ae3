import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SHARED_REALITIES } from '../limits.ts'
import { type RealityRecord, readRealityRecords, writeRealityRecord } from './reality-records.ts'

const night: RealityRecord = { id: 'a1', name: 'Night', parent: 'main', time: 2, author: { name: 'Ines', color: 3 } }
const early: RealityRecord = { id: 'b2', name: 'Early', parent: 'a1', time: 1, author: null }

test('records come back as they were written, by time; a later name replaces the former', () => {
  const doc = new Y.Doc()
  writeRealityRecord(doc, night, 'test')
  writeRealityRecord(doc, early, 'test')
  writeRealityRecord(doc, { ...night, name: 'Dusk' }, 'test')
  expect(readRealityRecords(doc)).toEqual([early, { ...night, name: 'Dusk' }])
})

test('RTY9: what a peer puts there that is no record is not there, and there is an end to them', () => {
  const doc = new Y.Doc()
  const map = doc.getMap('records')
  map.set('../x', ['Name', 'main', 1, null, 0])
  map.set('c3', 'nonsense')
  map.set('d4', ['Name', 'd4', 1, null, 0])
  map.set('e5', ['Name', 'main', Number.NaN, null, 0])
  map.set('f6', [7, 'main', 1, null, 0])
  expect(readRealityRecords(doc)).toEqual([])
  map.set('a0', ['N'.repeat(5_000), 'main', 1, 'A'.repeat(500), 99])
  expect(readRealityRecords(doc)).toEqual([
    { id: 'a0', name: 'N'.repeat(120), parent: 'main', time: 1, author: { name: 'A'.repeat(60), color: 0 } },
  ])
  for (let i = 0; i < SHARED_REALITIES + 5; i += 1) map.set(`x${i}`, ['Name', 'main', 10 + i, null, 0])
  expect(readRealityRecords(doc)).toHaveLength(SHARED_REALITIES)
})
