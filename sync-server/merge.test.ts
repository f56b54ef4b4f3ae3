import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { EMPTY_UPDATE, mergeAll, mergeInSlices } from './merge.ts'

function manyUpdates(count: number): { updates: Uint8Array[]; expected: unknown } {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < count; index++) doc.getMap('m').set(`k${index % 50}`, index)
  return { updates, expected: doc.getMap('m').toJSON() }
}

function contentOf(updates: readonly Uint8Array[]): unknown {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  expect(doc.store.pendingStructs).toBeNull()
  return doc.getMap('m').toJSON()
}

test('many updates become one that says the same', () => {
  const { updates, expected } = manyUpdates(1_000)
  expect(contentOf([mergeAll(updates)])).toEqual(expected)
  expect(mergeAll([])).toBe(EMPTY_UPDATE)
  expect(mergeAll([EMPTY_UPDATE])).toBe(EMPTY_UPDATE)
})

test('slices stay small, keep large updates alone, and say the same in order', () => {
  const { updates, expected } = manyUpdates(500)
  const slices = mergeInSlices(updates, 1_000)
  expect(slices.length).toBeGreaterThan(5)
  expect(Math.max(...slices.map(slice => slice.length))).toBeLessThanOrEqual(1_100)
  expect(contentOf(slices)).toEqual(expected)
  const large = new Uint8Array(5_000)
  expect(mergeInSlices([large], 1_000)).toEqual([large])
})
