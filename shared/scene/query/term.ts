/** One term of a query: a bare word, `key:value`, or `prop:name` with a comparison. FND3, FND4, FND8 */
import { nearest } from '../../nearest.ts'
import { numberOf } from './number-of.ts'
import { Fault } from './query-fault.ts'
import { IS_VALUES, type IsValue, OPERATORS, type Operator, TEXT_KEYS, type Term, type TextKey } from './syntax.ts'
import { unquoted, type Word } from './tokens.ts'
import { hasWildcard } from './wildcard.ts'

const ALL_KEYS = [...TEXT_KEYS, 'prop', 'is'] as const

/** `uid://…`, `res://…` look like a key and are none. */
const KEY = /^([A-Za-z_]+)(:(?!\/\/)|=|~)/

export function readTerm(word: Word): Term {
  const { start, end, unclosed } = word
  if (unclosed !== null) {
    const mark = unclosed.what === 'quote' ? '"' : ')'
    throw new Fault(unclosed.at, end, `This ${unclosed.what} is not closed`, `Add a ${mark} at its end.`)
  }
  const match = KEY.exec(word.text)
  if (match === null) return bareWord(word)
  const [whole, written = '', separator = ':'] = match
  const key = written.toLowerCase()
  const rest = word.text.slice(whole.length)
  const valueStart = start + whole.length
  if (key === 'prop') return readProperty(word, rest, valueStart)
  if (key === 'is') return readIs(word, rest, valueStart)
  if (!isTextKey(key)) {
    if (separator !== ':') return bareWord(word)
    const guess = nearest(key, ALL_KEYS)
    const hint = guess === null ? `The keys are ${ALL_KEYS.join(', ')}.` : `Did you mean ${guess}:?`
    throw new Fault(start, start + written.length, `There is no key ${written}`, hint)
  }
  if (rest === '') throw new Fault(valueStart - 1, valueStart, `${key}: needs a value`, `For example ${EXAMPLES[key]}.`)
  const { value, isQuoted } = unquoted(rest)
  const withHeirs = key === 'type' && !isQuoted && value.length > 1 && value.endsWith('+')
  return {
    kind: 'text',
    key,
    match: separator === '~' || key === 'text' ? (hasWildcard(value) ? 'whole' : 'contains') : 'whole',
    value: withHeirs ? value.slice(0, -1) : value,
    withHeirs,
    start,
    end,
  }
}

const EXAMPLES: Readonly<Record<TextKey, string>> = {
  type: 'type:Sprite2D',
  name: 'name:Crab*',
  path: 'path:Pier/*',
  script: 'script:*ai*',
  group: 'group:enemies',
  in: 'in:levels/',
  uid: 'uid:uid://c8k2x',
  signal: 'signal:pressed',
  resource: 'resource:*.png',
  instance: 'instance:crab.tscn',
  text: 'text:"game over"',
}

function isTextKey(key: string): key is TextKey {
  return (TEXT_KEYS as readonly string[]).includes(key)
}

/** Of a name, anywhere in it; with wildcards, all of it. */
function bareWord({ text, start, end }: Word): Term {
  const { value } = unquoted(text)
  const match = hasWildcard(value) ? 'whole' : 'contains'
  return { kind: 'text', key: 'name', match, value, withHeirs: false, start, end }
}

function readIs({ start, end }: Word, rest: string, valueStart: number): Term {
  const value = rest.toLowerCase()
  if ((IS_VALUES as readonly string[]).includes(value)) return { kind: 'is', value: value as IsValue, start, end }
  const guess = value === '' ? null : nearest(value, IS_VALUES)
  const hint = guess === null ? `One of ${IS_VALUES.join(', ')}.` : `Did you mean is:${guess}?`
  throw new Fault(Math.min(valueStart, end - 1), end, `Nothing is "${rest}"`, hint)
}

/** The name ends at the first operator; quoted, it may hold one. */
function readProperty({ start, end }: Word, rest: string, valueStart: number): Term {
  const match = /^("(?:[^"\\]|\\.)*"|[^=!<>~]+)/.exec(rest)
  if (match === null) {
    throw new Fault(valueStart - 1, end, 'prop: needs the name of a property', 'For example prop:visible=false.')
  }
  const [written = ''] = match
  const name = unquoted(written).value
  const after = rest.slice(written.length)
  if (after === '') return { kind: 'property', name, test: null, start, end }
  const operatorStart = valueStart + written.length
  const operator = OPERATORS.find(each => after.startsWith(each))
  if (operator === undefined) {
    throw new Fault(operatorStart, end, 'This is no comparison', `One of ${OPERATORS.join(' ')}.`)
  }
  const valueText = after.slice(operator.length)
  if (valueText === '') {
    throw new Fault(
      operatorStart,
      end,
      'A value is missing behind the comparison',
      `For example prop:${name}${operator}1.`,
    )
  }
  const { value, isQuoted } = unquoted(valueText)
  checkOrdered(operator, value, isQuoted, operatorStart + operator.length, end)
  return { kind: 'property', name, test: { operator, value, number: numberOf(value) }, start, end }
}

function checkOrdered(operator: Operator, value: string, isQuoted: boolean, start: number, end: number): void {
  if (!['>', '<', '>=', '<='].includes(operator)) return
  if (!isQuoted && value.trim() !== '' && Number.isFinite(Number(value))) return
  throw new Fault(start, end, `${operator} compares with a number`, 'For texts use = != and ~.')
}
