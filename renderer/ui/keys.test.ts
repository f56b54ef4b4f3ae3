import { expect, test } from 'vitest'
import { describeKeys, type KeyPress, matchesKeys } from './keys.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

test('Mod is Control here and Command on Apple systems', () => {
  expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true)
  expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', false)).toBe(false)
  expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true)
  expect(matchesKeys(press('k'), 'Mod+K', false)).toBe(false)
})

test('Shift counts for letters, not for characters that need it', () => {
  expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true)
  expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false)
  expect(matchesKeys(press('?', { shiftKey: true }), '?', false)).toBe(true)
})

test('keys are written as the system writes them', () => {
  expect([
    describeKeys('Mod+Shift+Z', false),
    describeKeys('Mod+Shift+Z', true),
    describeKeys('Alt+ArrowUp', false),
  ]).toEqual(['Ctrl Shift Z', '⌘⇧Z', 'Alt ↑'])
})
