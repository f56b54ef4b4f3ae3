/** A share of many merges, on a core of its own. Arguments: first seed, count. Failures go to stdout, two lines apart. */
import { failuresOf } from './merge-plan.ts'

const [firstSeed = 1, count = 0] = process.argv.slice(2).map(Number)
for (const failure of failuresOf(firstSeed, count)) {
  process.stdout.write(`${failure}\n\n`)
  process.exitCode = 1
}
