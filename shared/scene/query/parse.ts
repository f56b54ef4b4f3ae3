/**
 * A query as people type it, into a tree. FND1–FND4, FND11
 *
 *     parseQuery('type:Enemy* (group:spawn or prop:health>100) -in:tests/')
 *
 * Never throws and always ends: what cannot be read is a fault with its place and a hint.
 */
import { QUERY_DEPTH, QUERY_UNITS } from '../../limits.ts'
import { Fault } from './query-fault.ts'
import type { ParsedQuery, Query, Term } from './syntax.ts'
import { readTerm } from './term.ts'
import { readTokens, type Token } from './tokens.ts'

export function parseQuery(text: string): ParsedQuery {
  try {
    if (text.length > QUERY_UNITS) {
      throw new Fault(QUERY_UNITS, text.length, 'The query is too long', `At most ${QUERY_UNITS} characters.`)
    }
    const reading: Reading = { text, tokens: readTokens(text), at: 0, terms: [] }
    if (reading.tokens.length === 0) return { ok: true, query: { kind: 'everything' }, terms: [] }
    const query = readOr(reading, 0)
    const rest = reading.tokens[reading.at]
    if (rest !== undefined) {
      throw new Fault(rest.start, rest.end, 'This bracket closes nothing', 'Take it away, or open one before it.')
    }
    return { ok: true, query, terms: reading.terms }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault }
    throw error
  }
}

interface Reading {
  readonly text: string
  readonly tokens: readonly Token[]
  at: number
  readonly terms: Term[]
}

function readOr(reading: Reading, depth: number): Query {
  const parts = [readAnd(reading, depth)]
  while (keywordAt(reading) === 'or') {
    reading.at += 1
    parts.push(readAnd(reading, depth))
  }
  return parts.length === 1 ? (parts[0] as Query) : { kind: 'or', parts }
}

function readAnd(reading: Reading, depth: number): Query {
  const parts = [readNot(reading, depth)]
  for (;;) {
    const token = reading.tokens[reading.at]
    const keyword = keywordAt(reading)
    if (token === undefined || token.kind === 'close' || keyword === 'or') break
    if (keyword === 'and') reading.at += 1
    parts.push(readNot(reading, depth))
  }
  return parts.length === 1 ? (parts[0] as Query) : { kind: 'and', parts }
}

function readNot(reading: Reading, depth: number): Query {
  const token = reading.tokens[reading.at]
  if (depth > QUERY_DEPTH) {
    const at = token?.start ?? reading.text.length
    throw new Fault(at, at + 1, 'The brackets go too deep', `At most ${QUERY_DEPTH} levels.`)
  }
  if (token?.kind === 'minus' || keywordAt(reading) === 'not') {
    reading.at += 1
    return { kind: 'not', part: readNot(reading, depth + 1) }
  }
  return readOne(reading, depth)
}

function readOne(reading: Reading, depth: number): Query {
  const token = reading.tokens[reading.at]
  const keyword = keywordAt(reading)
  if (token === undefined || (token.kind !== 'open' && token.kind !== 'word') || keyword !== null) {
    const before = reading.tokens[reading.at - 1]
    const at = token ?? before ?? { start: 0, end: reading.text.length }
    throw new Fault(at.start, at.end, 'A term is missing here', 'Write a word, or a key and a value: type:Sprite2D')
  }
  reading.at += 1
  if (token.kind === 'open') {
    const inner = readOr(reading, depth + 1)
    if (reading.tokens[reading.at]?.kind !== 'close') {
      throw new Fault(token.start, token.end, 'This bracket is not closed', 'Add a ")" behind what belongs together.')
    }
    reading.at += 1
    return inner
  }
  const term = readTerm(token)
  reading.terms.push(term)
  return { kind: 'term', term }
}

/** `and`, `or`, `not` as words of their own. FND2 */
function keywordAt({ tokens, at }: Reading): 'and' | 'or' | 'not' | null {
  const token = tokens[at]
  if (token?.kind !== 'word') return null
  const word = token.text.toLowerCase()
  return word === 'and' || word === 'or' || word === 'not' ? word : null
}
