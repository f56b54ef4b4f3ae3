/** Text merged by Weft against `git merge`, and what holds for every merge of texts. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mergeUnion } from '../../shared/repo/merge-union.ts'
import { mergeText } from '../../shared/repo/text-merge.ts'
import { type GitGround, gitGround } from './git-ground.ts'
import { type Random, seeded } from './seeded.ts'

const RUNS = Number(process.env.WEFT_RUNS ?? 150)
const FIRST_SEED = Number(process.env.WEFT_SEED ?? 1)
/** Files of one commit: Git merges them in one call. */
const BATCH = 200

interface Case {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

/** Lines repeat, as brackets and blank lines do: that is where merges of lines go different ways. */
function textCase(seed: number): Case {
  const random = seeded(seed)
  const end = random.below(6) === 0 ? '\r\n' : '\n'
  const line = () => {
    const kind = random.below(10)
    const text =
      kind < 2 ? '' : kind < 4 ? '}' : kind === 4 ? '  end' : kind === 5 ? wordLine(random) : `line ${random.below(40)}`
    return `${text}${random.below(40) === 0 ? '\r\n' : end}`
  }
  const base = Array.from({ length: random.below(40) + 3 }, line)
  const edit = () => {
    const lines = [...base]
    for (let i = random.below(5); i > 0; i -= 1) {
      const at = random.below(lines.length + 1)
      const kind = random.below(3)
      if (kind === 0) lines.splice(at, 0, ...Array.from({ length: 1 + random.below(3) }, line))
      else if (kind === 1) lines.splice(at, 1 + random.below(2))
      else lines.splice(at, 1, line())
    }
    const text = lines.join('')
    return random.below(8) === 0 ? text.replace(/\r?\n$/, '') : text
  }
  const mark = random.below(20) === 0 ? '\xef\xbb\xbf' : ''
  return { base: mark + base.join(''), ours: mark + edit(), theirs: mark + edit() }
}

function wordLine(random: Random): string {
  return Array.from({ length: 2 + random.below(5) }, () => random.pick(WORDS)).join(' ')
}

/** Two in UTF-8, as their bytes; the last is no UTF-8. */
const WORDS = ['var', 'speed', '=', '10', 'sp\xc3\xa9', '\xe6\x97\xa5', 'var', 'speed', '=', '10', '\xe9']

const bytes = (text: string) => Buffer.from(text, 'latin1')
const sidesOf = ({ base, ours, theirs }: Case) => ({ base: bytes(base), ours: bytes(ours), theirs: bytes(theirs) })

/** As the merge reads them: as UTF-8 where all are. */
function decoderFor(all: readonly Buffer[]): (bytes: Uint8Array) => string {
  const isUtf8 = all.every(bytes => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes))
  return bytes => Buffer.from(bytes).toString(isUtf8 ? 'utf8' : 'latin1')
}

test(`TXM1 ${RUNS} seeded texts: where Git merges without a conflict, Weft's bytes are Git's`, () => {
  const wrong: number[] = []
  for (let from = FIRST_SEED; from < FIRST_SEED + RUNS; from += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, FIRST_SEED + RUNS - from) }, (_, i) => from + i)
    using ground = mergeGround(seeds)
    const { out } = ground.ask('merge-tree', '--write-tree', '--name-only', 'ours', 'theirs')
    const [tree = '', ...rest] = out.split('\n')
    const contested = new Set(rest.slice(0, rest.indexOf('')))
    const clean = seeds.filter(seed => !contested.has(`${seed}.txt`))
    const texts = ground.readAll(clean.map(seed => `${tree}:${seed}.txt`))
    for (const [i, seed] of clean.entries()) {
      const mine = mergeText(sidesOf(textCase(seed)))
      const git = texts[i] ?? Buffer.of()
      if (mine.kind !== 'text' || mine.conflicts.length > 0 || !git.equals(mine.bytes)) wrong.push(seed)
    }
  }
  expect(wrong).toEqual([])
})

test(`TRM10 ${RUNS} seeded texts: what is merged as a union has Git's bytes`, () => {
  const wrong: number[] = []
  for (let from = FIRST_SEED; from < FIRST_SEED + RUNS; from += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, FIRST_SEED + RUNS - from) }, (_, i) => from + i)
    using ground = mergeGround(seeds)
    writeFileSync(join(ground.folder, '.git', 'info', 'attributes'), '* merge=union\n')
    const { out, code } = ground.ask('merge-tree', '--write-tree', 'ours', 'theirs')
    expect(code).toBe(0)
    const texts = ground.readAll(seeds.map(seed => `${out.trim()}:${seed}.txt`))
    for (const [i, seed] of seeds.entries()) {
      const mine = mergeUnion(sidesOf(textCase(seed)))
      if (mine.kind !== 'text' || !(texts[i] ?? Buffer.of()).equals(mine.bytes)) wrong.push(seed)
    }
  }
  expect(wrong).toEqual([])
})

function mergeGround(seeds: readonly number[]): GitGround {
  const ground = gitGround()
  const files = (side: keyof Case) =>
    new Map(seeds.map(seed => [`${seed}.txt`, { mode: '100644' as const, content: textCase(seed)[side] }]))
  ground.build([
    { name: 'base', parents: [], files: files('base') },
    { name: 'ours', parents: ['base'], files: files('ours') },
    { name: 'theirs', parents: ['base'], files: files('theirs') },
  ])
  return ground
}

test(`TXM2 ${RUNS} seeded texts: no marker, what is contested is ours and listed where it is, sides may change places`, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const { base, ours, theirs } = sidesOf(textCase(seed))
    const merged = mergeText({ base, ours, theirs })
    const other = mergeText({ base, ours: theirs, theirs: ours })
    if (merged.kind !== 'text' || other.kind !== 'text') throw new Error(`seed ${seed}: no text`)
    const decode = decoderFor([base, ours, theirs])
    const text = decode(merged.bytes)
    expect(text, `seed ${seed}`).not.toMatch(/^(<{7}|={7}|>{7})/m)
    const lines = text.split('\n')
    for (const { line, ours: kept } of merged.conflicts) {
      expect(
        lines
          .slice(line - 1)
          .join('\n')
          .startsWith(kept),
        `seed ${seed}, line ${line}`,
      ).toBe(true)
    }
    expect(merged.conflicts.length > 0, `seed ${seed}`).toBe(other.conflicts.length > 0)
    if (merged.conflicts.length === 0) expect(decode(other.bytes), `seed ${seed}`).toBe(text)
  }
})
