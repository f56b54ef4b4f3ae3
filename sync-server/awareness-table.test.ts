import { expect, test } from 'vitest'
import { createAwarenessTable } from './awareness-table.ts'

const limits = { awarenessStateBytes: 50, awarenessClientsPerConnection: 2, awarenessClientsPerRoom: 3 }
const state = (client: number, clock: number, text = '{}') => ({ client, clock, state: text })

test('newer states of one’s own count, echoes and words for others do not', () => {
  const table = createAwarenessTable(limits)
  const ada = { principalId: 'P' }
  const ben = { principalId: 'Q' }
  expect(table.apply(ada, [state(1, 1, '{"n":1}')])).toEqual([1])
  expect(table.apply(ada, [state(1, 1, '{"n":2}')])).toEqual([])
  expect(table.apply(ben, [state(1, 9, '{"n":3}'), state(1, 9, 'null'), state(2, 1)])).toEqual([2])
  expect(table.apply(ada, [state(1, 2, '{"n":4}')])).toEqual([1])
  expect(table.entries([1, 2])).toEqual([state(1, 2, '{"n":4}'), state(2, 1)])
  expect([table.isSpeaker(ada, 1), table.isSpeaker(ben, 1)]).toEqual([true, false])
})

test('who goes takes its clients along, and an echo does not bring them back', () => {
  const table = createAwarenessTable(limits)
  const ada = { principalId: 'P' }
  const ben = { principalId: 'P' }
  table.apply(ada, [state(1, 5), state(2, 1)])
  expect(table.apply(ada, [state(2, 1, 'null')])).toEqual([2])
  expect(table.remove(ada)).toEqual([1])
  expect(table.entries([1, 2])).toEqual([state(1, 5, 'null'), state(2, 1, 'null')])
  expect(table.apply(ben, [state(1, 5)])).toEqual([])
  expect(table.apply(ben, [state(1, 6)])).toEqual([1])
  expect(table.remove(ada)).toEqual([])
})

test('a new connection of the same principal takes its client over, the old one no longer ends it', () => {
  const table = createAwarenessTable(limits)
  const old = { principalId: 'P' }
  const fresh = { principalId: 'P' }
  table.apply(old, [state(1, 1)])
  expect(table.apply(fresh, [state(1, 2)])).toEqual([1])
  expect(table.remove(old)).toEqual([])
  expect(table.clients()).toEqual([1])
})

test('states, clients of a connection and clients of a room are bounded', () => {
  const table = createAwarenessTable(limits)
  const ada = { principalId: 'P' }
  const ben = { principalId: 'Q' }
  expect(table.apply(ada, [state(1, 1, 'x'.repeat(51)), state(2, 1), state(3, 1), state(4, 1)])).toEqual([2, 3])
  expect(table.apply(ben, [state(5, 1), state(6, 1)])).toEqual([5])
})
