import { expect, test } from 'vitest'
import { danglingCitations, repeatedRules, specRules, uncitedRules } from './spec-rules.ts'

const spec = {
  path: 'docs/spec/log.md',
  text: '# Log\n- **LOG1** One.\n- `LOG2` Two, see LOG1.\n| LOG3 | Three. |\nLOG9 is only spoken of.\n',
}
const rules = specRules([spec])

test('rules begin list items and rows', () => {
  expect(rules.map(rule => rule.id)).toEqual(['LOG1', 'LOG2', 'LOG3'])
})

test('a number is used once', () => {
  expect(repeatedRules(rules)).toEqual([])
  expect(repeatedRules([...rules, { id: 'LOG2', path: 'docs/spec/other.md' }])).toEqual([
    'docs/spec/other.md: LOG2 is a rule of docs/spec/log.md already',
  ])
})

test('a rule that nothing cites is found; ranges cite what lies between', () => {
  const code = (text: string) => [{ path: 'host/a.ts', text }]
  expect(uncitedRules(rules, code('// LOG1, LOG3'), [])).toEqual(['docs/spec/log.md: no code and no test cites LOG2'])
  expect(uncitedRules(rules, code('// LOG1 to LOG3'), [])).toEqual([])
})

test('the list of uncited rules can only shrink', () => {
  const code = [{ path: 'host/a.ts', text: '// LOG1 LOG3' }]
  expect(uncitedRules(rules, code, ['LOG2'])).toEqual([])
  expect(uncitedRules(rules, code, ['LOG2', 'LOG3', 'LOG7'])).toHaveLength(2)
})

test('a citation leads to a rule', () => {
  const code = [{ path: 'host/a.ts', text: '// LOG2, LOG8, SHA256' }]
  expect(danglingCitations(rules, code)).toEqual(['host/a.ts cites LOG8, which docs/spec does not have'])
})
