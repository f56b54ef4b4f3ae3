/** Numbers, strings and dictionaries are printed as Godot prints them; what Godot refuses is refused. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect } from 'vitest'
import { runGodot, temporaryProfile } from '../../build/godot.ts'
import { parseVariant, printVariant } from '../../shared/scene/codec/variant.ts'
import { godot } from './godot.ts'
import { godotTest } from './godot-test.ts'

godotTest('COD16 COD17 COD18 values are printed as Godot prints them', async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31)
  const numbers = someNumbers(seed)
  const theirs = await printWithGodot(numbers, LITERALS)
  const ours = numbers.flatMap(number => [
    printVariant({ type: 'float', value: number }),
    printVariant({ type: 'Vector2', components: [number, 0] }),
  ])
  expect(theirs.numbers.length).toBe(ours.length)
  const different = ours.flatMap((text, i) =>
    text === theirs.numbers[i] ? [] : [`${text} Godot: ${theirs.numbers[i]}`],
  )
  expect(different.slice(0, 20), `seed ${seed}`).toEqual([])
  expect(LITERALS.map(reprint)).toEqual(theirs.literals)
})

/** Godot gives null for what it cannot read. */
function reprint(text: string): string {
  const parsed = parseVariant(text)
  return parsed.ok ? printVariant(parsed.value) : 'null'
}

function someNumbers(seed: number): number[] {
  const random = fc.sample(fc.double({ noNaN: true }), { numRuns: 10_000, seed })
  const everyday = fc.sample(fc.tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: -9, max: 9 })), {
    numRuns: 10_000,
    seed,
  })
  return [...random, ...random.map(Math.fround), ...everyday.map(([digits, power]) => Number(`${digits}e${power}`))]
}

const LITERALS = [
  'nil',
  '1.',
  '1e',
  '1e+',
  '1E5',
  '-0.0',
  'inf',
  '-inf',
  'nan',
  '-nan',
  '-true',
  '.5',
  '-.5',
  '+1',
  '- 5',
  '9223372036854775807',
  '9223372036854775808',
  '9223372036854775809',
  '9223372036854775810',
  '-9223372036854775809',
  '-9223372036854775810',
  '99999999999999999999',
  'Vector2(9223372036854775808, 1e20)',
  'Vector2i(1.9, -1.9)',
  'Vector2i(4294967297, 3)',
  'PackedByteArray(1, 300, -1)',
  'PackedByteArray("AQI=")',
  'PackedVector2Array(1, 2, 3)',
  'PackedInt64Array(9007199254740993, 1e3)',
  'PackedFloat64Array(0.1, 1, 1e20)',
  'Color(1, 1, 1)',
  'Vector2(1,)',
  '[1,,]',
  '[1,]',
  '{"a": 1,}',
  '{1}',
  "'a'",
  '"\\a\\q\\U01F600\\ud83d\\ude00"',
  '"\\ud83d"',
  '"tab\tline\n"',
  '&"it\'s\t\\n\\"?"',
  '@"old"',
  'NodePath("a\tb")',
  'PackedStringArray("a\n", "it\'s?")',
  'RID(7)',
  'RID()',
  'Callable()',
  'Signal()',
  'Quat(0, 0, 0, 1)',
  'PoolRealArray(1, 2)',
  'Rect3(1, 2, 3, 4, 5, 6)',
  'Array[int]([1, 2])',
  'Array[Resource]([])',
  'Dictionary[String, int]({"b": 1, "a": 2})',
  'Dictionary[int, Resource]({})',
  '{"b": 1, &"aa": 2, "a": 3, 2: 1, 1.5: 2, null: 1, true: 1}',
  '{"a": 1, &"a": 2}',
  '{1: 1, 1.0: 2}',
  '{&"b": 1, "a": 1, &"A": 2, NodePath("x"): 1, Vector2(1, 1): 2}',
  '{[1, 2]: 1, [1]: 2, [0, 5]: 3}',
  '{NodePath("b"): 1, NodePath("a"): 1}',
  '{Color(1, 0, 0, 1): 1, Color(0, 1, 0, 1): 2}',
  '{RID(2): 1, RID(1): 2}',
  '{Rect2(1, 0, 0, 0): 1, Rect2(0, 0, 0, 0): 2}',
  '{Vector3(1, 0, 0): 1, Vector3(0, 9, 9): 2}',
  '{"\uffff": 1, "😀": 2}',
]

async function printWithGodot(numbers: readonly number[], literals: readonly string[]) {
  if (godot === null) throw new Error('no Godot: use godotTest')
  const folder = await mkdtemp(join(tmpdir(), 'weft-codec-'))
  try {
    await using profile = await temporaryProfile()
    await cp(fileURLToPath(new URL('codec.gd', import.meta.url)), join(folder, 'codec.gd'))
    await writeFile(join(folder, 'project.godot'), 'config_version=5\n')
    await writeFile(join(folder, 'numbers.bin'), new Uint8Array(Float64Array.from(numbers).buffer))
    await writeFile(join(folder, 'literals.json'), JSON.stringify(literals))
    const result = await runGodot(godot, ['--headless', '--path', folder, '--script', 'res://codec.gd'], {
      timeoutMs: 120_000,
      env: profile.env,
    })
    if (result.code !== 0) throw new Error(`Godot failed: ${result.stderr}`)
    const lines = async (name: string) => (await readFile(join(folder, name), 'utf8')).split('\n')
    const encoded = await lines('literals.txt')
    return {
      numbers: await lines('numbers.txt'),
      literals: encoded.map(text => Buffer.from(text, 'base64').toString('utf8')),
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
