/**
 * `npm run bench:merge`: what merges of scenes lose, by contender, judged by a reader of its own
 * (docs/merge-benchmark.md says how).
 *
 *     npm run bench:merge [-- --nodes 30]… [--edits 3]… [--merges 500] [--seed 1] [--show 5] [--write]
 *
 * Random offline edits always; the real merges if `WEFT_CORPUS` names a folder with `merges/`. `--show` prints so many
 * of what was found against Weft, `--write` puts the tables into the page. Exit code 1 if anything was found.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { realMerges } from '../../merge-judge/real-merges.ts'
import { mergeWithWeft } from '../../merge-judge/weft-merge.ts'
import { replaceSection } from '../report.ts'
import type { Contender } from './contender.ts'
import { createGitMerge } from './git-merge.ts'
import { judgeRandom, judgeReal } from './judged-merges.ts'
import { positionalMerge } from './positional-merge.ts'
import { isHarmed, markdownTally, type Tally, terminalTally } from './tally.ts'
import { unionMerge } from './union-merge.ts'

/** How many merges of scenes of so many nodes: what a few minutes are enough for. */
const MERGES = new Map([
  [30, 150],
  [300, 30],
  [3000, 5],
])
const EDITS = [1, 3, 10, 30]

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', multiple: true, default: [...MERGES.keys()].map(String) },
    edits: { type: 'string', multiple: true, default: EDITS.map(String) },
    merges: { type: 'string' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
})
const page = join(fileURLToPath(new URL('../../..', import.meta.url)), 'docs', 'merge-benchmark.md')
const weft: Contender = { name: 'Weft', merge: texts => mergeWithWeft(texts) }
using git = createGitMerge()
const contenders: readonly Contender[] = [weft, git, positionalMerge, unionMerge]

const sections: { readonly name: string; readonly title: string; readonly tallies: readonly Tally[] }[] = []
for (const nodes of values.nodes.map(Number)) {
  for (const edits of values.edits.map(Number)) {
    const merges = Number(values.merges ?? MERGES.get(nodes) ?? 10)
    const tallies = judgeRandom({ nodes, edits, merges, seed: Number(values.seed) }, contenders)
    report(`random-${nodes}-${edits}`, `${nodes} nodes, ${edits} edits a side`, tallies)
  }
}
const real = realMerges(process.env.WEFT_CORPUS)
if (real.length === 0) process.stdout.write('\nNo real merges: WEFT_CORPUS names no folder with merges/.\n')
else report('real', `${real.length} real merges`, judgeReal(real, contenders))
if (values.write) await writePage()
const against = sections.flatMap(({ tallies }) => tallies[0]?.judged ?? []).filter(each => isHarmed(each.verdict))
for (const { of, verdict } of against.slice(0, Number(values.show))) {
  process.stdout.write(`\n${of}\n${JSON.stringify(verdict, null, 2)}\n`)
}
process.stdout.write(`\nAgainst Weft: ${against.length} merges\n`)
process.exitCode = against.length === 0 ? 0 : 1

function report(name: string, title: string, tallies: readonly Tally[]): void {
  sections.push({ name, title, tallies })
  process.stdout.write(`\n${title}\n${terminalTally(tallies)}\n`)
}

async function writePage(): Promise<void> {
  let text = await readFile(page, 'utf8')
  const machine = `Node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown processor'}`
  const day = new Date().toISOString().slice(0, 10)
  for (const { name, title, tallies } of sections) {
    text = replaceSection(
      text,
      name,
      `### ${title}\n\n${markdownTally(tallies)}\n\n${day}, seed ${values.seed}, ${machine}`,
    )
  }
  await writeFile(page, text)
}
