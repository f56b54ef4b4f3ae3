import { expect, test } from 'vitest'
import type { ReviewItem, SettledItem } from '../../../shared/contract/data.ts'
import { initialShell, type ReviewFilter } from '../../commands/shell-store.ts'
import { kindsOf, peopleOf, shownEntries } from './review-filter.ts'

function item(id: string, change: Partial<ReviewItem>, ...authors: string[]): ReviewItem {
  return {
    id,
    file: 'res://a.tscn',
    document: 'd',
    kind: 'value',
    node: 'Beam',
    nodeId: 'n',
    property: 'energy',
    text: '',
    choices: authors.map(name => ({ id: name, label: name, detail: '1.4', inUse: false, author: { name, color: 0 } })),
    ...change,
  }
}

const items = [
  item('1', {}, 'Lin', 'Mara'),
  item('2', { file: 'res://b.tscn', node: 'Lantern', property: 'color' }, 'Lin', 'Tomas'),
  item('3', { kind: 'recovered', node: 'Lamp2', property: null }, 'Mara'),
]
const settled: SettledItem[] = [{ id: 's', item: item('4', { node: 'Sky' }, 'Lin'), choice: 'Lin' }]

function shown(change: Partial<ReviewFilter>): string[] {
  return shownEntries(items, settled, { ...initialShell.reviewFilter, ...change }).map(entry => entry.item.id)
}

test('each filter, and all of them together', () => {
  expect(shown({})).toEqual(['1', '2', '3'])
  expect(shown({ kind: 'Deleted' })).toEqual(['3'])
  expect(shown({ person: 'Mara' })).toEqual(['1', '3'])
  expect(shown({ person: 'Mara', file: 'res://b.tscn' })).toEqual([])
  expect(shown({ text: ' ENERGY' })).toEqual(['1'])
})

test('settled ones stand with their file, after what is open there', () => {
  expect(shown({ isSettledShown: true })).toEqual(['1', '3', '4', '2'])
})

test('only kinds and people that there are can be chosen', () => {
  expect(kindsOf(items).map(({ label, count }) => `${label} ${count}`)).toEqual(['All 3', 'Values 2', 'Deleted 1'])
  expect(peopleOf(items)).toEqual(['Lin', 'Mara', 'Tomas'])
})
