import { Command, Option } from 'commander'
import { writeWhole } from '../host/files/write-whole.ts'
import { loadPropertyOrder } from '../host/godot-classes.ts'
import type { MergeConflict, MergeNotice } from '../shared/scene/merge/conflict.ts'
import { mergeScenes } from '../shared/scene/merge/merge-scenes.ts'
import type { MergeStrategy } from '../shared/scene/merge/strategy.ts'
import { failingWithTwo } from './failure.ts'
import { readSceneText, unreadable } from './scene-file.ts'

const example = `
The merged scene goes to OUT, or to standard output; it always loads. What both sides set is listed, and the strategy
says whose value is in use: auto and ours keep ours, theirs keeps theirs, manual keeps the base.
Exit code 0: nothing met. 1: something met, and is merged. 2: a file could not be read.

Examples:
  weft scene merge base.tscn ours.tscn theirs.tscn -o merged.tscn
  weft scene merge base.tscn ours.tscn theirs.tscn --strategy theirs --json 2> met.json
`

export const strategies: readonly MergeStrategy[] = ['auto', 'ours', 'theirs', 'manual']

interface Options {
  readonly output?: string
  readonly strategy: MergeStrategy
  readonly json?: true
}

export function sceneMergeCommand(): Command {
  return new Command('merge')
    .description('merge three states of a scene into one that always loads, and list what met')
    .argument('<base>', 'what both sides come from')
    .argument('<ours>', 'our .tscn or .tres file')
    .argument('<theirs>', 'their file')
    .option('-o, --output <OUT>', 'write here instead of to standard output')
    .addOption(
      new Option('--strategy <S>', 'whose value is in use where both set one').choices(strategies).default('auto'),
    )
    .option('--json', 'what met as JSON, on standard error')
    .addHelpText('after', example)
    .action((base: string, ours: string, theirs: string, options: Options) =>
      failingWithTwo(() => merge({ base, ours, theirs }, options)),
    )
}

type Files = Readonly<Record<'base' | 'ours' | 'theirs', string>>

async function merge(files: Files, { output, strategy, json }: Options): Promise<void> {
  const [base, ours, theirs] = await Promise.all([files.base, files.ours, files.theirs].map(readSceneText))
  const texts = { base: base ?? '', ours: ours ?? '', theirs: theirs ?? '' }
  const merged = mergeScenes(texts, strategy, { propertyOrder: loadPropertyOrder() })
  if (!merged.ok) throw unreadable(files[merged.side], merged.fault)
  const { text, clean, conflicts, notices } = merged
  if (output === undefined) process.stdout.write(text)
  else await writeWhole(output, Buffer.from(text, 'utf8'))
  process.stderr.write(json ? `${JSON.stringify({ clean, conflicts, notices })}\n` : printMet(conflicts, notices))
  if (!clean) process.exitCode = 1
}

/** A line for what met, then what each side says, the one in use marked. */
export function printMet(conflicts: readonly MergeConflict[], notices: readonly MergeNotice[]): string {
  const shown = conflicts.filter(({ within }) => within === undefined)
  const lines = shown.flatMap(({ node, property, resource, kind, base, ours, theirs, chosen }) => {
    const about = [node, resource === undefined ? null : resource.type, property ?? null].filter(part => part !== null)
    const value = (side: 'base' | 'ours' | 'theirs', text: string | null) =>
      `  ${chosen === side || (chosen === 'both' && side !== 'base') ? '*' : ' '} ${side.padEnd(6)} ${brief(text)}`
    return [`${about.join(' ')}: ${words[kind]}`, value('base', base), value('ours', ours), value('theirs', theirs)]
  })
  for (const { node, text } of notices) lines.push(`${node}: ${text}`)
  if (shown.length > 0) lines.push(`${shown.length} to look at; the value marked * is in use.`)
  return lines.map(line => `${line}\n`).join('')
}

const words: Readonly<Record<MergeConflict['kind'], string>> = {
  property: 'set on both sides',
  name: 'named on both sides',
  type: 'another type on both sides',
  instance: 'another scene on both sides',
  parent: 'moved on both sides',
  field: 'set on both sides',
  group: 'set on both sides',
  editable: 'set on both sides',
  connection: 'connected on both sides',
  resource: 'changed on both sides',
  scene: 'set on both sides',
  deleted: 'deleted on one side, worked on by the other',
  cycle: 'moves of both sides met in a circle',
}

const BRIEF = 100

function brief(text: string | null): string {
  if (text === null) return '(not there)'
  const line = text.replaceAll('\n', '⏎')
  return line.length <= BRIEF ? line : `${line.slice(0, BRIEF)}…`
}
