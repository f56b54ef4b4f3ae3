/**
 * Godot's values, typed. Read on demand from the raw text that a file or document keeps.
 *
 *     parseVariant('Vector2(1, 2.5)')   // { ok: true, value: { type: 'Vector2', components: [1, 2.5] } }
 *     printVariant({ type: 'Vector2', components: [1, 2.5] })   // 'Vector2(1, 2.5)'
 */
import { attempt, type Parsed } from './fault.ts'
import { skipBlank, unexpected } from './lexer.ts'
import { readValue } from './read-value.ts'
import type { ComponentType, PackedNumberType } from './types.ts'

export { findLiterals } from './literals.ts'
export { printVariant } from './print-variant.ts'
export { scanValue } from './scan.ts'
export type { ComponentType, PackedNumberType } from './types.ts'

export type Variant =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  /** 64 bits, signed. */
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'String'; readonly value: string }
  | { readonly type: 'StringName'; readonly value: string }
  | { readonly type: 'NodePath'; readonly value: string }
  | Components
  | { readonly type: 'PackedByteArray'; readonly bytes: Uint8Array }
  | PackedNumbers
  | { readonly type: 'PackedInt64Array'; readonly integers: readonly bigint[] }
  | { readonly type: 'PackedStringArray'; readonly strings: readonly string[] }
  /** `elementType` is raw text: `int`, `Node`, `ExtResource("1_x")`. */
  | { readonly type: 'Array'; readonly elementType?: string; readonly items: readonly Variant[] }
  /** `keyType` and `valueType` come together; `Variant` for a side without a type. Entries in the order of the text. */
  | {
      readonly type: 'Dictionary'
      readonly keyType?: string
      readonly valueType?: string
      readonly entries: readonly (readonly [key: Variant, value: Variant])[]
    }
  | { readonly type: 'ExtResource'; readonly id: string }
  | { readonly type: 'SubResource'; readonly id: string }
  /** `path` is empty where only the uid is given. */
  | { readonly type: 'Resource'; readonly path: string; readonly uid?: string }
  | {
      readonly type: 'Object'
      readonly className: string
      readonly properties: readonly (readonly [name: string, value: Variant])[]
    }
  | { readonly type: 'RID'; readonly id: bigint }
  | { readonly type: 'Callable' }
  | { readonly type: 'Signal' }

/** In the order of the text. Numbers are as written; printing rounds them to what Godot stores. */
export type Components = {
  [T in ComponentType]: { readonly type: T; readonly components: readonly number[] }
}[ComponentType]

/** Vectors and colours one after the other. */
export type PackedNumbers = {
  [T in PackedNumberType]: { readonly type: T; readonly numbers: readonly number[] }
}[PackedNumberType]

/**
 * Reads one value, which must be the whole text but for white space and comments around it. `format` is that of the
 * file; all names of all formats are read in any. COD7
 */
export function parseVariant(text: string, _format?: number): Parsed<Variant> {
  return attempt(text, () => {
    const cursor = { text, at: skipBlank(text, 0) }
    const value = readValue(cursor, 0)
    const rest = skipBlank(text, cursor.at)
    if (rest < text.length) throw unexpected(text, rest, 'nothing more')
    return value
  })
}
