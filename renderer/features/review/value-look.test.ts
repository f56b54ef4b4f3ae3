import { expect, test } from 'vitest'
import { typeOfValues, valueLook } from './value-look.ts'

test('a colour is shown as one, with its opacity where it has any', () => {
  expect(valueLook('Color(1, 0.878431, 0.627451, 1)')).toMatchObject({ type: 'Color', text: 'ffe0a0' })
  expect(valueLook('Color(1, 1, 1, 0.5)').text).toBe('ffffff, 50 %')
})

test('what is no Godot value keeps its text and has no type', () => {
  expect(valueLook('under Lighthouse')).toEqual({ type: null, color: null, text: 'under Lighthouse' })
})

test('the type of a register is that of its values, also where one of them is absent', () => {
  expect(typeOfValues(['1.0', '1.4', 'Not there'])).toBe('float')
  expect(typeOfValues(['1.0', '"text"'])).toBeNull()
})
