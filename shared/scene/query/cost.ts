/** The same query with what is quickly told first, so that most scenes are done before anything is read in them. */
import { assertNever } from '../../assert-never.ts'
import type { Query, Term } from './syntax.ts'

export function cheapFirst(query: Query): Query {
  switch (query.kind) {
    case 'everything':
    case 'term':
      return query
    case 'not':
      return { kind: 'not', part: cheapFirst(query.part) }
    case 'and':
    case 'or':
      return { kind: query.kind, parts: query.parts.map(cheapFirst).toSorted((a, b) => costOf(a) - costOf(b)) }
    default:
      return assertNever(query)
  }
}

function costOf(query: Query): number {
  switch (query.kind) {
    case 'everything':
      return 0
    case 'term':
      return costOfTerm(query.term)
    case 'not':
      return costOf(query.part)
    case 'and':
    case 'or':
      return Math.max(...query.parts.map(costOf))
    default:
      return assertNever(query)
  }
}

/** One look at the scene, at its keys, at every node, at values, at everything. */
function costOfTerm(term: Term): number {
  if (term.kind === 'is') return 2
  if (term.kind === 'property') return 3
  if (term.key === 'in') return 0
  if (term.key === 'text') return 4
  return term.key === 'name' || term.key === 'path' ? 2 : 1
}
