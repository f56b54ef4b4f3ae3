import { expect, test } from 'vitest'
import { noRules } from './ignore.ts'

const rules = noRules
  .with('', '# builds\n/build/\n*.tmp\n!keep.tmp\ndocs/**/draft?.md\n[Bb]in/\nspace\\ \n')
  .with('addons/kit', '*.log\n/local\n')

test.each([
  ['.git', true, true],
  ['sub/.godot', true, true],
  ['.weft', true, true],
  ['.GIT', true, true],
  ['a/.weft-write-0011-x.tscn', false, true],
  ['build', true, true],
  ['build', false, false],
  ['sub/build', true, false],
  ['a.tmp', false, true],
  ['deep/er/a.tmp', false, true],
  ['deep/keep.tmp', false, false],
  ['docs/draft1.md', false, true],
  ['docs/a/b/draft2.md', false, true],
  ['docs/a/draft12.md', false, false],
  ['x/Bin', true, true],
  ['addons/kit/a/b.log', false, true],
  ['b.log', false, false],
  ['addons/kit/local', false, true],
  ['addons/kit/a/local', false, false],
  ['space ', false, true],
])('%s (folder: %s) is ignored: %s', (path, isFolder, expected) => {
  expect(rules.isIgnored(path, isFolder)).toBe(expected)
})

test('a bracket that is not closed matches nothing', () => {
  expect(noRules.with('', '[a').isIgnored('[a', false)).toBe(false)
})
