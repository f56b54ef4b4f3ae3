/** TXM6 on random settings: of each key what one changed is done, and what both changed is listed. */
import { expect, test } from 'vitest'
import { mergeSettings } from '../../shared/repo/merge-settings.ts'
import { parseConfigText } from '../../shared/scene/codec/config-text.ts'
import { seeded } from './seeded.ts'

const RUNS = Number(process.env.WEFT_RUNS ?? 300)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)

/** Values that are parts of one another's text, and strings that look like the file. */
const VALUES = ['1', '12', '"[a]"', '"k=1\nl=2"', '{\n"x": 1,\n"y": "]"\n}', 'PackedStringArray("a", "b")', '&"n"']

test('TXM6 of random settings each key is as both have it, as the one who changed it has it, or listed', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const random = seeded(seed)
    const base = new Map<string, string>()
    for (let i = 0; i < 12; i += 1) base.set(`${random.pick(SECTIONS)} k${random.below(6)}`, random.pick(VALUES))
    const edit = () => {
      const next = new Map(base)
      for (let i = 0; i < 5; i += 1) {
        const key = `${random.pick(SECTIONS)} k${random.below(8)}`
        if (random.below(3) === 0) next.delete(key)
        else next.set(key, random.pick(VALUES))
      }
      return next
    }
    const [ours, theirs] = [edit(), edit()]
    const merged = mergeSettings({ base: print(base), ours: print(ours), theirs: print(theirs) }, 'ours')
    const result = new Map(ours)
    let met = 0
    for (const key of new Set([...base.keys(), ...theirs.keys()])) {
      const [was, our, their] = [base.get(key), ours.get(key), theirs.get(key)]
      if (their === was || their === our) continue
      if (our === was && their === undefined) result.delete(key)
      else if (our === was && their !== undefined) result.set(key, their)
      else met += 1
    }
    // Values that both changed may be merged inside; here they are of one line, or of different shapes.
    expect(merged?.conflicts.length, `seed ${seed}`).toBe(met)
    expect(valuesOf(merged?.text ?? ''), `seed ${seed}`).toEqual(result)
  }
})

const SECTIONS = ['a', 'b/c', 'x]']

function print(values: ReadonlyMap<string, string>): string {
  const lines = SECTIONS.map(section => {
    const keys = [...values].filter(([key]) => key.startsWith(`${section} `)).sort(([a], [b]) => a.localeCompare(b))
    const name = section.replace(']', '\\]')
    return keys.length === 0
      ? ''
      : `[${name}]\n\n${keys.map(([key, value]) => `${key.split(' ')[1]}=${value}\n`).join('')}\n`
  })
  return lines.join('')
}

function valuesOf(text: string): Map<string, string> {
  const parsed = parseConfigText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return new Map(
    parsed.value.sections.flatMap(({ name, properties }) =>
      properties.map(each => [`${name} ${each.name}`, text.slice(each.valueStart, each.valueEnd)] as const),
    ),
  )
}
