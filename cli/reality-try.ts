/** The part of `weft reality` for several at once: made, compared, tried out, one taken and the rest dropped. */
import type { Command } from 'commander'
import type { CommandEvent } from '../shared/contract/side-by-side.ts'
import { COMMAND_MS, REALITIES_AT_ONCE } from '../shared/limits.ts'
import { badUse } from './failure.ts'
import { inFolder, type FolderOptions as Options } from './in-folder.ts'
import { type MergeOptions, strategyOption, told, toldMet, toldWith } from './reality-told.ts'

export function addTryCommands(reality: Command): void {
  reality.addCommand(tryCommand())
  reality.addCommand(compareCommand())
  reality.addCommand(applyCommand())
  reality.addCommand(
    inFolder('undo', 'take the last apply back: its merge, and what it dropped', 'weft reality undo').action(
      (options: Options) => told(options, source => source.undo()),
    ),
  )
}

function tryCommand(): Command {
  return inFolder('try', 'fork the project several times at once', 'weft reality try "Low gravity" "High jump"')
    .argument('[names...]', 'what to call them')
    .option('--count <N>', 'as many, called try-1, try-2 and so on')
    .option('--from <REALITY>', 'fork this one instead of the one that has the folder')
    .action(async (names: string[], { count, from, ...options }: Options & { count?: string; from?: string }) => {
      if ((count === undefined) === (names.length === 0))
        throw badUse('Names, or how many: one of the two.', 'weft reality try A B C, or weft reality try --count 3')
      if (names.length > REALITIES_AT_ONCE) throw badUse(`${names.length} are too many at once.`, 'make fewer')
      const make = count === undefined ? names : numberOf(count, REALITIES_AT_ONCE, '--count')
      await told(options, source => source.try(make, from))
    })
}

interface CompareFlags extends Options {
  readonly run?: string
  readonly timeout: string
}

const compareHelp = `
With --run the command is started in each, in a folder of its own outside of the project that has that reality's files,
and goes afterwards. No shell is started unless the command names one: --run "sh -c 'make && ./check'". WEFT_REALITY is
the reality's name. What it makes of the files is listed, and taken in nowhere.
Exit code 0; 1: the command did not end well everywhere.
`

function compareCommand(): Command {
  return inFolder('compare', 'lay realities side by side', 'weft reality compare try-1 try-2 --run "npm test"')
    .argument('<realities...>', 'names or ids')
    .option('--run <COMMAND>', 'run this in each, and say how it ended')
    .option('--timeout <SECONDS>', 'how long it may take in each', String(COMMAND_MS / 1000))
    .addHelpText('after', compareHelp)
    .action(async (names: string[], { run, timeout, ...options }: CompareFlags) => {
      const timeoutMs = numberOf(timeout, COMMAND_MS / 1000, '--timeout') * 1000
      using interrupted = interruption()
      const { signal } = interrupted
      const onEvent = options.json ? () => {} : sayProgress
      const asked = { run: run ?? null, timeoutMs, signal, onEvent }
      const { failed = 0 } = await toldWith(options, source => source.compare(names, asked))
      if (failed > 0) process.exitCode = 1
    })
}

interface ApplyFlags extends MergeOptions {
  readonly dropRest?: true
  readonly drop?: string[]
}

function applyCommand(): Command {
  return inFolder('apply', 'merge one into its parent, and drop others', 'weft reality apply try-2 --drop-rest')
    .argument('<reality>', 'name or id')
    .option('--drop-rest', 'drop the others that were made by the same "weft reality try"')
    .option('--drop <REALITIES...>', 'drop these')
    .addOption(strategyOption())
    .option('--dry-run', 'only say what would change, and what is only in those that go')
    .action(async (name: string, { dropRest, drop = [], strategy, dryRun, ...options }: ApplyFlags) => {
      if (dropRest && drop.length > 0) throw badUse('--drop-rest goes without --drop.', 'give one of the two')
      const others = dropRest ? 'rest' : drop
      await toldMet(options, source => source.apply(name, others, { strategy, isDryRun: dryRun === true }))
    })
}

/** On standard error: what is printed is the answer. */
function sayProgress(event: CommandEvent): void {
  if (event.kind === 'running') process.stderr.write(`weft: running in ${event.reality}\n`)
}

/** Ctrl+C ends the commands and clears up, rather than leaving both behind. */
function interruption(): { readonly signal: AbortSignal } & Disposable {
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return {
    signal: stop.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    },
  }
}

function numberOf(text: string, most: number, option: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 1 && number <= most) return number
  throw badUse(`${text} is no number for ${option}.`, `from 1 to ${most}`)
}
