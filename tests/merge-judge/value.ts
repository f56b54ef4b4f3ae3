/**
 * Text of Godot's `.tscn` and `.tres` as sections with values, of formats 2 to 4. Written apart from Weft's codec, for
 * a judge that shares its code with the judged would share its mistakes. What cannot be read throws a `ReadFault`.
 */

export type Value =
  /** A number, text, name, colour or constant. `text` is the same for two spellings of one value. */
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'ext' | 'sub'; readonly id: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Value[] }
  | { readonly kind: 'list'; readonly of: string; readonly items: readonly Value[] }
  | { readonly kind: 'dict'; readonly of: string; readonly entries: readonly (readonly [Value, Value])[] }

export interface Section {
  readonly tag: string
  readonly fields: ReadonlyMap<string, Value>
  readonly properties: ReadonlyMap<string, Value>
  /** Both as they stand in the text. */
  readonly texts: { readonly fields: ReadonlyMap<string, string>; readonly properties: ReadonlyMap<string, string> }
}

export class ReadFault extends Error {}

export function readSections(text: string): Section[] {
  const cursor = { text, at: 0 }
  const sections: Section[] = []
  skipBlank(cursor)
  while (cursor.at < text.length) {
    sections.push(readSection(cursor))
    skipBlank(cursor)
  }
  return sections
}

export function readValue(text: string): Value {
  const cursor = { text, at: 0 }
  const value = valueAt(cursor)
  skipBlank(cursor)
  if (cursor.at < text.length) fail(cursor, 'something after the value')
  return value
}

/** The text of a string, StringName or whole number in a tag's field. */
export function plainText(value: Value | undefined): string | null {
  if (value?.kind !== 'atom') return null
  return value.text.startsWith('"') || value.text.startsWith('&') ? value.text.slice(1) : value.text.replace(/^i/, '')
}

interface Cursor {
  readonly text: string
  at: number
}

function readSection(cursor: Cursor): Section {
  expect(cursor, '[')
  const tag = wordAt(cursor)
  const fields = new Map<string, Value>()
  const properties = new Map<string, Value>()
  const texts = { fields: new Map<string, string>(), properties: new Map<string, string>() }
  for (skipBlank(cursor); peek(cursor) !== ']'; skipBlank(cursor)) {
    const name = wordAt(cursor)
    skipBlank(cursor)
    expect(cursor, '=')
    take(name, fields, texts.fields)
  }
  expect(cursor, ']')
  for (skipBlank(cursor); cursor.at < cursor.text.length && peek(cursor) !== '['; skipBlank(cursor)) {
    take(keyAt(cursor), properties, texts.properties)
  }
  return { tag, fields, properties, texts }

  function take(name: string, into: Map<string, Value>, intoTexts: Map<string, string>): void {
    skipBlank(cursor)
    const start = cursor.at
    into.set(name, valueAt(cursor))
    intoTexts.set(name, cursor.text.slice(start, cursor.at))
  }
}

/** Everything up to `=` without its blanks, or a quoted name. */
function keyAt(cursor: Cursor): string {
  if (peek(cursor) === '"') {
    const name = stringAt(cursor)
    skipBlank(cursor)
    expect(cursor, '=')
    return name
  }
  const end = cursor.text.indexOf('=', cursor.at)
  if (end === -1) fail(cursor, 'a line that sets nothing')
  const name = cursor.text.slice(cursor.at, end).replaceAll(/\s/g, '')
  if (!/^[^"[\]<>{}]+$/.test(name)) fail(cursor, `no name of a property: ${name.slice(0, 20)}`)
  cursor.at = end + 1
  return name
}

function valueAt(cursor: Cursor): Value {
  skipBlank(cursor)
  const first = peek(cursor)
  if (first === '"') return { kind: 'atom', text: `"${stringAt(cursor)}` }
  if (first === '&' || first === '@') {
    cursor.at += 1
    return { kind: 'atom', text: `&${stringAt(cursor)}` }
  }
  if (first === '[') return { kind: 'list', of: '', items: itemsAt(cursor, '[', ']') }
  if (first === '{') return { kind: 'dict', of: '', entries: entriesAt(cursor) }
  if (first === '#') return { kind: 'atom', text: match(cursor, /#[0-9a-fA-F]+/y, 'a colour').toLowerCase() }
  if (first === '-' || (first >= '0' && first <= '9')) return numberAt(cursor)
  return namedAt(cursor)
}

function namedAt(cursor: Cursor): Value {
  const name = wordAt(cursor)
  const next = peek(cursor)
  if ((name === 'Array' || name === 'Dictionary') && next === '[') return typedAt(cursor)
  if (next !== '(') {
    if (!/^(?:true|false|null|nil|inf|inf_neg|nan)$/.test(name)) fail(cursor, `the unknown word ${name}`)
    return { kind: 'atom', text: name === 'nil' ? 'null' : name }
  }
  if (name === 'Object') return objectAt(cursor)
  const args = itemsAt(cursor, '(', ')')
  const only = args.length === 1 ? args[0] : undefined
  if (only?.kind === 'atom') {
    const text = only.text.replace(/^["i&]/, '')
    if (name === 'NodePath') return { kind: 'path', text }
    if (name === 'ExtResource') return { kind: 'ext', id: text }
    if (name === 'SubResource') return { kind: 'sub', id: text }
  }
  return { kind: 'call', name, args: args.map(plainNumber) }
}

/** `Array[int]([…])` and `Dictionary[String, int]({…})`; the type is kept as it stands. */
function typedAt(cursor: Cursor): Value {
  const start = cursor.at
  itemsOfType(cursor)
  const of = cursor.text.slice(start, cursor.at).replaceAll(/\s/g, '')
  expect(cursor, '(')
  const inner = valueAt(cursor)
  skipBlank(cursor)
  expect(cursor, ')')
  if (inner.kind !== 'list' && inner.kind !== 'dict') fail(cursor, 'a typed collection of nothing')
  return { ...inner, of }
}

/** A type may be a script: `Array[ExtResource("1_a")]`. */
function itemsOfType(cursor: Cursor): void {
  let depth = 0
  do {
    const next = peek(cursor)
    if (next === '') fail(cursor, 'a type without an end')
    if (next === '"') stringAt(cursor)
    else cursor.at += 1
    if (next === '[') depth += 1
    if (next === ']') depth -= 1
  } while (depth > 0)
}

/** `Object(Class,"property":value)` is a dictionary of its class. */
function objectAt(cursor: Cursor): Value {
  expect(cursor, '(')
  skipBlank(cursor)
  const of = wordAt(cursor)
  const entries: [Value, Value][] = []
  for (skipBlank(cursor); peek(cursor) === ','; skipBlank(cursor)) {
    cursor.at += 1
    entries.push(entryAt(cursor))
  }
  expect(cursor, ')')
  return { kind: 'dict', of: `Object ${of}`, entries }
}

function itemsAt(cursor: Cursor, open: string, close: string): Value[] {
  const items: Value[] = []
  expect(cursor, open)
  for (skipBlank(cursor); peek(cursor) !== close; skipBlank(cursor)) {
    items.push(valueAt(cursor))
    skipBlank(cursor)
    if (peek(cursor) === ',') cursor.at += 1
    else if (peek(cursor) !== close) fail(cursor, `no ${close}`)
  }
  cursor.at += 1
  return items
}

function entriesAt(cursor: Cursor): [Value, Value][] {
  const entries: [Value, Value][] = []
  expect(cursor, '{')
  for (skipBlank(cursor); peek(cursor) !== '}'; skipBlank(cursor)) {
    entries.push(entryAt(cursor))
    skipBlank(cursor)
    if (peek(cursor) === ',') cursor.at += 1
    else if (peek(cursor) !== '}') fail(cursor, 'no }')
  }
  cursor.at += 1
  return entries
}

function entryAt(cursor: Cursor): [Value, Value] {
  const key = valueAt(cursor)
  skipBlank(cursor)
  expect(cursor, ':')
  return [key, valueAt(cursor)]
}

function numberAt(cursor: Cursor): Value {
  const text = match(cursor, /-?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|inf)/y, 'a number')
  if (text === '-inf') return { kind: 'atom', text: 'inf_neg' }
  if (/^-?\d+$/.test(text)) return { kind: 'atom', text: `i${BigInt(text)}` }
  return { kind: 'atom', text: String(Number(text)) + (Number.isInteger(Number(text)) ? '.0' : '') }
}

/** Within a vector, a colour or a packed array `1` and `1.0` are one number. */
function plainNumber(value: Value): Value {
  if (value.kind !== 'atom' || !/^i?-?\d/.test(value.text)) return value
  return { kind: 'atom', text: value.text.replace(/^i/, '').replace(/\.0$/, '').replace(/^-0$/, '0') }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' }

function stringAt(cursor: Cursor): string {
  const raw = match(cursor, /"(?:[^"\\]|\\[\s\S])*"/y, 'a text with an end').slice(1, -1)
  if (!raw.includes('\\')) return raw
  return raw.replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (_, short, long, char: string) => {
    const code = (short ?? long) as string | undefined
    return code === undefined ? (ESCAPES[char] ?? char) : String.fromCodePoint(Number.parseInt(code, 16))
  })
}

function wordAt(cursor: Cursor): string {
  return match(cursor, /[A-Za-z_][A-Za-z0-9_]*/y, 'a name')
}

function match(cursor: Cursor, pattern: RegExp, what: string): string {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)?.[0]
  if (found === undefined) return fail(cursor, `not ${what}`)
  cursor.at += found.length
  return found
}

/** Blanks and comments. A NUL is neither. */
function skipBlank(cursor: Cursor): void {
  const { text } = cursor
  for (;;) {
    const code = text.charCodeAt(cursor.at)
    if (code > 0 && code <= 32) cursor.at += 1
    else if (code === 59) cursor.at = endOfLine(text, cursor.at)
    else return
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function expect(cursor: Cursor, char: string): void {
  if (peek(cursor) !== char) fail(cursor, `no ${char}`)
  cursor.at += 1
}

function peek(cursor: Cursor): string {
  return cursor.text[cursor.at] ?? ''
}

function fail(cursor: Cursor, what: string): never {
  const line = cursor.text.slice(0, cursor.at).split('\n').length
  throw new ReadFault(`line ${line}: ${what}`)
}
