/** Finds constructors with one string inside a raw value, however deeply nested, without building the value. */
import { isDigit, isIdentifierStart, readString, skipBlank, skipIdentifier, skipNumber, skipString } from './lexer.ts'

export interface Literal {
  name: string
  start: number
  end: number
  /** Its string, decoded; Godot 3's `ExtResource( 1 )` gives `1`. */
  argument: string
}

/**
 * Spans of literals such as `NodePath("…")`, `ExtResource("…")` and `SubResource("…")` in the raw text of a value.
 * `String` and `StringName` find plain strings. `valueText` must have been parsed before. COD15
 */
export function findLiterals(valueText: string, names: readonly string[]): Literal[] {
  const found: Literal[] = []
  let i = skipBlank(valueText, 0)
  while (i < valueText.length) {
    const c = valueText.charCodeAt(i)
    let end = i + 1
    if (c === 34) {
      end = skipString(valueText, i)
      if (names.includes('String'))
        found.push({ name: 'String', start: i, end, argument: readString(valueText, i).value })
    } else if ((c === 38 || c === 64) && valueText.charCodeAt(i + 1) === 34) {
      end = skipString(valueText, i + 1)
      if (names.includes('StringName'))
        found.push({ name: 'StringName', start: i, end, argument: readString(valueText, i + 1).value })
    } else if (isIdentifierStart(c)) {
      end = skipIdentifier(valueText, i)
      const name = valueText.slice(i, end)
      const literal = names.includes(name) ? readLiteral(valueText, i, end, name) : undefined
      if (literal) {
        found.push(literal)
        end = literal.end
      }
    } else if (isDigit(c)) end = skipNumber(valueText, i)
    i = skipBlank(valueText, end)
  }
  return found
}

function readLiteral(text: string, start: number, nameEnd: number, name: string): Literal | undefined {
  const open = skipBlank(text, nameEnd)
  if (text.charCodeAt(open) !== 40 /* ( */) return undefined
  const inner = skipBlank(text, open + 1)
  if (text.charCodeAt(inner) === 34) {
    const argument = readString(text, inner)
    const close = skipBlank(text, argument.end)
    if (text.charCodeAt(close) !== 41) return undefined
    return { name, start, end: close + 1, argument: argument.value }
  }
  if (!isDigit(text.charCodeAt(inner))) return undefined
  const numberEnd = skipNumber(text, inner)
  const close = skipBlank(text, numberEnd)
  if (text.charCodeAt(close) !== 41) return undefined
  return { name, start, end: close + 1, argument: text.slice(inner, numberEnd) }
}
