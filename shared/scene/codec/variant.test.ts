import { expect, test } from 'vitest'
import { VALUE_DEPTH } from '../../limits.ts'
import { findLiterals, parseVariant, printVariant, scanValue, type Variant } from './variant.ts'

test.each<[string, string]>([
  ['nil', 'null'],
  ['5', '5'],
  ['-5', '-5'],
  ['9223372036854775808', '-9223372036854775808'],
  ['-9223372036854775809', '9223372036854775807'],
  ['9223372036854775810', '9223372036854775807'],
  [`-1${'0'.repeat(100_000)}`, '-9223372036854775808'],
  [`${'0'.repeat(30)}7`, '7'],
  ['Vector2(100000000000000000000, 49712792)', 'Vector2(9.223372e+18, 49712792)'],
  ['Vector2(379129.625, 3425862.25)', 'Vector2(379129.62, 3425862.2)'],
  ['Vector2(526134016, 188441408)', 'Vector2(526134020, 188441410)'],
  ['Vector2i(4294967297, 1e10)', 'Vector2i(1, -2147483648)'],
  ['PackedInt64Array(1e18, inf)', 'PackedInt64Array(1000000000000000000, -9223372036854775808)'],
  ['{"a": 1, &"a": 2}', '{\n"a": 2\n}'],
  ['{NodePath("b"): 1, NodePath("a"): 1}', '{\nNodePath("b"): 1,\nNodePath("a"): 1\n}'],
  ['{Color(1, 0, 0, 1): 1, Color(0, 1, 0, 1): 2}', '{\nColor(1, 0, 0, 1): 1,\nColor(0, 1, 0, 1): 2\n}'],
  ['{[1, 2]: 1, [1]: 2, [0, 5]: 3}', '{\n[0, 5]: 3,\n[1]: 2,\n[1, 2]: 1\n}'],
  ['{RID(2): 1, RID(1): 2}', '{\nRID(1): 2,\nRID(2): 1\n}'],
  // Not a true order: the way of sorting shows.
  [
    '{&"b": 1, "a": 1, &"A": 2, NodePath("x"): 1, Vector2(1, 1): 2}',
    '{\nVector2(1, 1): 2,\n&"A": 2,\n"a": 1,\n&"b": 1,\nNodePath("x"): 1\n}',
  ],
  ['1.', '1.0'],
  ['-0.0', '0.0'],
  ['1e', '1.0'],
  ['1e+', '1.0'],
  ['1E2', '100.0'],
  ['0.1', '0.1'],
  ['0.0001', '0.0001'],
  ['0.00001', '1e-05'],
  ['1000000.0', '1000000.0'],
  ['123456789012345.0', '123456789012345.0'],
  ['100000000000000.0', '100000000000000.0'],
  ['1000000000000000.0', '1e+15'],
  ['1.5e100', '1.5e+100'],
  ['0.10000000149011612', '0.1'],
  ['inf', 'inf'],
  ['-inf', 'inf_neg'],
  ['inf_neg', 'inf_neg'],
  ['nan', 'nan'],
  ['"a\\nb\\tc"', '"a\nb\tc"'],
  ['"\\q\\\\\\""', '"q\\\\\\""'],
  ['"\\u00e9\\U01F600\\ud83d\\ude00"', '"é😀😀"'],
  ['&"a\nb\'"', '&"a\\nb\\\'"'],
  ['@"old"', '&"old"'],
  ['NodePath("A/B:c")', 'NodePath("A/B:c")'],
  ['Vector2(-0, 1.0)', 'Vector2(0, 1)'],
  ['Vector2(0.333333333, 1e-07)', 'Vector2(0.33333334, 1e-07)'],
  ['Vector3(inf, inf_neg, nan)', 'Vector3(inf, inf_neg, nan)'],
  ['Vector2(1e-45, 3.4028235e+38)', 'Vector2(1e-45, 3.4028235e+38)'],
  ['Vector2(16777216, 1e15)', 'Vector2(16777216, 1e+15)'],
  ['Vector2i(1.9, -1.9)', 'Vector2i(1, -1)'],
  ['Quat(0, 0, 0, 1)', 'Quaternion(0, 0, 0, 1)'],
  ['Transform( 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 )', 'Transform3D(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0)'],
  ['#f00', 'Color(1, 0, 0, 1)'],
  ['#ff000080', 'Color(1, 0, 0, 0.5019608)'],
  ['PoolByteArray( 1, 2 )', 'PackedByteArray(1, 2)'],
  ['PackedByteArray("AQI=")', 'PackedByteArray(1, 2)'],
  ['PackedVector2Array(1, 2, 3)', 'PackedVector2Array(1, 2)'],
  ['PackedInt64Array(9007199254740993)', 'PackedInt64Array(9007199254740993)'],
  ['PackedFloat64Array(0.1, 1)', 'PackedFloat64Array(0.1, 1)'],
  ['PackedStringArray("a\n", "b\'")', 'PackedStringArray("a\\n", "b\\\'")'],
  ['[ 1, [ ], ]', '[1, []]'],
  ['Array[int]([1])', 'Array[int]([1])'],
  ['Array[Resource]([null])', 'Array[Resource]([null])'],
  ['Array[ExtResource("1_x")]([])', 'Array[ExtResource("1_x")]([])'],
  ['Dictionary[String, Variant]({"a": 1})', 'Dictionary[String, Variant]({\n"a": 1\n})'],
  ['{"b": 1, "a": {}, 2: 3, &"aa": 4, "b": 5}', '{\n2: 3,\n"a": {},\n&"aa": 4,\n"b": 5\n}'],
  ['{10: 1, 9: 1, 1.5: 1, Vector2(0, 1): 1, null: 1}', '{\nnull: 1,\n9: 1,\n10: 1,\n1.5: 1,\nVector2(0, 1): 1\n}'],
  ['{"\uffff": 1, "😀": 2}', '{\n"\uffff": 1,\n"😀": 2\n}'],
  ['SubResource("A_1")', 'SubResource("A_1")'],
  ['ExtResource( 1 )', 'ExtResource("1")'],
  ['Resource("uid://a", "res://a")', 'Resource("uid://a", "res://a")'],
  ['Resource("uid://a")', 'Resource("uid://a")'],
  ['[Object(Node,"a":1,)]', '[Object(Node,"a":1)\n]'],
  ['RID( )', 'RID()'],
  ['RID(7)', 'RID(7)'],
  ['Callable()', 'Callable()'],
  [' ; c\n 1 ; d', '1'],
])('COD5 COD7 COD16 %j is printed as %j', (text, printed) => {
  expect(printVariant(parse(text))).toBe(printed)
})

test.each<[string, string]>([
  ['Vector2(1e6, 0.333333333)', 'Vector2( 1e+06, 0.333333 )'],
  ['[]', '[  ]'],
  ['{}', '{\n}'],
  ['{"a": 1.0}', '{\n"a": 1.0\n}'],
  ['PackedByteArray(1, 2)', 'PoolByteArray( 1, 2 )'],
  ['Quaternion(0, 0, 0, 1)', 'Quat( 0, 0, 0, 1 )'],
  ['ExtResource("1")', 'ExtResource( 1 )'],
])('COD16 in format 2 %j is printed as %j', (text, printed) => {
  expect(printVariant(parse(text), { format: 2 })).toBe(printed)
})

test('COD16 in format 4 byte arrays are base64 and minus infinity is spelled out', () => {
  const text = '[PackedByteArray("AQI="), PackedByteArray(), -inf]'
  expect(printVariant(parse(text), { format: 4 })).toBe(text)
})

test.each([
  '',
  '+1',
  '.5',
  '-.5',
  '- 5',
  '-nan',
  '0x10',
  "'a'",
  'foo',
  'Vector2(1)',
  'Vector2(1,)',
  'Vector2 1',
  'Color(1, 1, 1)',
  'Vector2(true, 1)',
  'Array([1])',
  'Array[]([1])',
  'Array[int]({})',
  '[1 2]',
  '[,]',
  '[1,,]',
  '{1}',
  '{"a":1 "b":2}',
  '{1:}',
  'NodePath(1)',
  'Object()',
  'Object(A)',
  'Object(A,b:1)',
  'PackedByteArray("A")',
  'PackedStringArray(1)',
  'Resource(1)',
  '"\\u12"',
  '"\\ud83d"',
  '"\\udc00"',
  '"\\ud83dx"',
  '"\\u0000"',
  '"open',
  '&x',
  '1 2',
  '[',
  '(',
  '}',
])('COD5 COD7 %j is no value', text => {
  expect(parseVariant(text).ok).toBe(false)
})

test('a whole colour or vector is typed', () => {
  expect(parse('Color(1, 0.5, 0, 1)')).toEqual({ type: 'Color', components: [1, 0.5, 0, 1] })
  expect(parse('1')).toEqual({ type: 'int', value: 1n })
  expect(parse('Dictionary[int, Node]({1: null})')).toEqual({
    type: 'Dictionary',
    keyType: 'int',
    valueType: 'Node',
    entries: [[{ type: 'int', value: 1n }, { type: 'null' }]],
  })
})

test('COD11 nesting has a limit, and a hundred thousand brackets are only a fault', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(parseVariant(nested(VALUE_DEPTH)).ok).toBe(true)
  for (const open of ['[', '{1:', 'Object(A,"a":', 'Array[int](['])
    for (const read of [parseVariant, (text: string) => scanValue(text, 0)])
      expect(read(open.repeat(100_000))).toMatchObject({ ok: false, fault: { code: 'too-large' } })
  expect(parseVariant(nested(VALUE_DEPTH + 1))).toMatchObject({ ok: false, fault: { code: 'too-large' } })
})

test('scanValue gives the end of one value', () => {
  expect(scanValue('x = [1, "]"] y', 3)).toEqual({ ok: true, value: 12 })
  expect(scanValue('x = [1', 3)).toMatchObject({ ok: false, fault: { code: 'truncated' } })
})

test('COD15 literals are found wherever they nest, and nowhere inside strings', () => {
  const text =
    '{"NodePath(\\"no\\")": [NodePath ( "A/\\u0042" ), ; NodePath("no")\nSubResource("S_1")], 1: ExtResource( 2 )}'
  const found = findLiterals(text, ['NodePath', 'SubResource', 'ExtResource'])
  expect(found.map(({ name, start, end, argument }) => [name, text.slice(start, end), argument])).toEqual([
    ['NodePath', 'NodePath ( "A/\\u0042" )', 'A/B'],
    ['SubResource', 'SubResource("S_1")', 'S_1'],
    ['ExtResource', 'ExtResource( 2 )', '2'],
  ])
  expect(findLiterals('Array[ExtResource("1_a")]([ExtResource("2_b")])', ['ExtResource']).map(x => x.argument)).toEqual(
    ['1_a', '2_b'],
  )
})

function parse(text: string): Variant {
  const parsed = parseVariant(text)
  if (!parsed.ok) throw new Error(`${parsed.fault.reason} at ${parsed.fault.offset}`)
  return parsed.value
}
