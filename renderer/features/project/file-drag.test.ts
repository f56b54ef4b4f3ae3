import { expect, test } from 'vitest'
import { fileWords } from '../../text/files.ts'
import { targetOf, whyNotInto } from './file-drag.ts'

test('a drop goes into the folder under the pointer, or the one that the line is in', () => {
  expect(targetOf({ kind: 'folder', path: 'res://levels' }, 'into')).toBe('res://levels/')
  expect(targetOf({ kind: 'folder', path: 'res://levels' }, 'before')).toBe('res://')
  expect(targetOf({ kind: 'scene', path: 'res://levels/a.tscn' }, 'into')).toBe('res://levels/')
})

test('no folder goes into itself, and what is there already goes nowhere', () => {
  expect(whyNotInto('res://levels/in/', ['res://levels'])).toBe(fileWords.intoItself)
  expect(whyNotInto('res://levels/', ['res://levels/a.tscn'])).toBe(fileWords.sameFolder)
  expect(whyNotInto('res://levels/', ['res://levels/a.tscn', 'res://b.tscn'])).toBeNull()
  expect(whyNotInto('res://levels/', ['res://level'])).toBeNull()
})
