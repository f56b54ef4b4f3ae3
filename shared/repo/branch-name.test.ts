import { expect, test } from 'vitest'
import { branchNameFor } from './branch-name.ts'

test('RTY17 a branch is named after its reality, in what every Git and disk takes', () => {
  const none = new Set<string>()
  expect(branchNameFor('Night, with rain!', none)).toBe('night-with-rain')
  expect(branchNameFor('  Größe  ', none)).toBe('große')
  expect(branchNameFor('../..', none)).toBe('reality')
  expect(branchNameFor('HEAD', none)).toBe('reality')
  expect(branchNameFor('x'.repeat(200), none)).toHaveLength(60)
})

test('RTY17 it is not the name of another, nor of a folder of others', () => {
  expect(branchNameFor('Night', new Set(['night', 'Night-2']))).toBe('night-3')
  expect(branchNameFor('Night', new Set(['night/rain']))).toBe('night-2')
})
