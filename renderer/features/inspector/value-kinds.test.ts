import { expect, test } from 'vitest'
import { parseVariant, printVariant } from '../../../shared/scene/codec/variant.ts'
import { chosenTypes, elementsOf, layoutOf, printNumber, readValue, withComponent, zeroValue } from './value-kinds.ts'

test('one component changes, the others stay as they are', () => {
  const value = readValue('Transform2D(1, 0, 0, 1, 5, 6.5)')
  if (value?.type !== 'Transform2D') throw new Error('not a transform')
  expect(printVariant(withComponent(value, 4, -2))).toBe('Transform2D(1, 0, 0, 1, -2, 6.5)')
  expect(
    layoutOf('Transform3D')
      ?.flat()
      .map(cell => cell.index),
  ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})

test('numbers are written as their type writes them', () => {
  expect([printNumber('int', 2), printNumber('float', 2), printNumber('float', 0.1)]).toEqual(['2', '2.0', '0.1'])
})

test('arrays of every kind come apart into elements and back', () => {
  for (const text of [
    '[1, "a", Vector2(1, 2)]',
    'Array[int]([1, 2])',
    'PackedStringArray("a", "b")',
    'PackedInt32Array(1, 2)',
    'PackedFloat32Array(0.5, 1)',
    'PackedVector2Array(1, 2, 3, 4)',
    'PackedColorArray(1, 0, 0, 1)',
    'PackedInt64Array(1, 9007199254740993)',
  ]) {
    const value = readValue(text)
    const list = value === null ? null : elementsOf(value)
    expect(list?.print(list.items), text).toBe(text)
  }
  expect(elementsOf({ type: 'PackedByteArray', bytes: new Uint8Array() })).toBeNull()
})

test('a fresh value of every type can be written and read', () => {
  for (const type of chosenTypes) {
    const parsed = parseVariant(printVariant(zeroValue(type)))
    expect(parsed.ok && parsed.value.type, type).toBe(type)
  }
})
