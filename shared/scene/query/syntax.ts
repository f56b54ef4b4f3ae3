/** A query over nodes, parsed. Offsets are UTF-16 indexes into its text. Rules: docs/spec/query.md. */

/** Keys whose value is compared with a text. */
export const TEXT_KEYS = [
  'type',
  'name',
  'path',
  'script',
  'group',
  'in',
  'uid',
  'signal',
  'resource',
  'instance',
  'text',
] as const
export type TextKey = (typeof TEXT_KEYS)[number]

export const IS_VALUES = ['instance', 'override', 'root', 'unique', 'resource'] as const
export type IsValue = (typeof IS_VALUES)[number]

export const OPERATORS = ['!=', '>=', '<=', '=', '>', '<', '~'] as const
export type Operator = (typeof OPERATORS)[number]

export interface Span {
  readonly start: number
  readonly end: number
}

export type Term = Span &
  (
    | {
        readonly kind: 'text'
        readonly key: TextKey
        /** `contains` for `key~value`, and for a bare word without wildcards. */
        readonly match: 'whole' | 'contains'
        readonly value: string
        /** `type:Node2D+`: what derives from it, too. */
        readonly withHeirs: boolean
      }
    | { readonly kind: 'property'; readonly name: string; readonly test: PropertyTest | null }
    | { readonly kind: 'is'; readonly value: IsValue }
  )

export interface PropertyTest {
  readonly operator: Operator
  readonly value: string
  /** The value as a number, if it is one. */
  readonly number: number | null
}

export type Query =
  | { readonly kind: 'everything' }
  | { readonly kind: 'and'; readonly parts: readonly Query[] }
  | { readonly kind: 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'term'; readonly term: Term }

export interface QueryFault extends Span {
  readonly reason: string
  readonly hint: string
}

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query; readonly terms: readonly Term[] }
  | { readonly ok: false; readonly fault: QueryFault }
