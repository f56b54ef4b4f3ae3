import { Command, Option } from 'commander'
import {
  type MergePreview,
  mergeStrategy,
  type Reality,
  type RealityMergeStrategy,
} from '../shared/contract/realities.ts'
import { Failure } from './failure.ts'
import { printDifferences } from './file-differences.ts'
import { findNamed } from './find-named.ts'
import { answer, inFolder, type FolderOptions as Options } from './in-folder.ts'
import { printTable } from './print-table.ts'
import type { WorkspaceApi } from './workspace-api.ts'

const example = `
A reality is a fork of the whole project that costs nothing until something is written in it. One of them owns the
folder. "main" is where every project begins.

Examples:
  weft reality create Night
  weft reality switch Night
  weft reality preview Night
  weft reality merge Night --strategy theirs --dry-run
  weft reality merge Night --strategy auto
  weft reality drop Night --dry-run
`

export function realityCommand(): Command {
  const reality = new Command('reality')
    .description('fork a project, work in the fork, merge it or throw it away')
    .addHelpText('after', example)
  reality.addCommand(
    inFolder('create', 'fork the project as it is now', 'weft reality create Night')
      .argument('<name>', 'what to call it')
      .option('--from <REALITY>', 'fork this one instead of the one that has the folder')
      .action((name: string, options: Options & { from?: string }) =>
        answer(
          options,
          async api => {
            const from = options.from === undefined ? undefined : (await find(api, options.from)).id
            return api.realities.create({ name, ...(from !== undefined && { from }) })
          },
          made => `${made.id}\n`,
        ),
      ),
  )
  reality.addCommand(
    inFolder('list', 'list realities; * has the folder', 'weft reality list --json').action((options: Options) =>
      answer(options, async api => (await api.realities.graph()).realities, printRealities),
    ),
  )
  reality.addCommand(
    about('diff', 'say what differs from its parent', 'weft reality diff Night').action(
      (text: string, options: Options) =>
        answer(
          options,
          async api => api.realities.differences({ id: (await find(api, text)).id }),
          files => printDifferences(files),
        ),
    ),
  )
  reality.addCommand(
    about('preview', 'say what merging it would change, and what would meet', 'weft reality preview Night').action(
      async (text: string, options: Options) => {
        await previewed(text, { ...options, strategy: 'auto' })
      },
    ),
  )
  reality.addCommand(
    about('merge', 'merge it into its parent; exits with 1 where something met', 'weft reality merge Night')
      .addOption(
        new Option('--strategy <WHICH>', 'whose value is in use where both set one')
          .choices([...mergeStrategy.options])
          .default('auto'),
      )
      .option('--dry-run', 'only say what would change, and what would meet')
      .action(async (text: string, options: MergeOptions) => {
        let contested = 0
        if (options.dryRun) contested = await previewed(text, options)
        else
          await answer(
            options,
            async api => {
              const merged = await api.realities.merge({ id: (await find(api, text)).id, strategy: options.strategy })
              contested = merged.contested
              return merged
            },
            ({ files, contested: met }) => `${files} files merged, ${met} to review\n`,
          )
        if (contested > 0) process.exitCode = 1
      }),
  )
  reality.addCommand(
    about('switch', 'give the folder to it', 'weft reality switch Night').action((text: string, options: Options) =>
      answer(
        options,
        async api => (await api.realities.switch({ id: (await find(api, text)).id })).reality,
        ({ name }) => `${name}\n`,
      ),
    ),
  )
  reality.addCommand(
    about('drop', 'throw it away; it can be brought back for a while', 'weft reality drop Night --dry-run')
      .option('--dry-run', 'only say what is only there')
      .action((text: string, options: Options & { dryRun?: true }) =>
        answer(
          options,
          async api => {
            const { id } = await find(api, text)
            return api.realities.drop({ id, isDryRun: options.dryRun === true })
          },
          ({ onlyThere }) => printDifferences(onlyThere),
        ),
      ),
  )
  reality.addCommand(
    about('restore', 'bring a dropped one back', 'weft reality restore Night').action(
      (text: string, options: Options) =>
        answer(
          options,
          async api => api.realities.restore({ id: (await find(api, text)).id }),
          ({ name }) => `${name}\n`,
        ),
    ),
  )
  return reality
}

interface MergeOptions extends Options {
  readonly strategy: RealityMergeStrategy
  readonly dryRun?: true
}

/** Returns how much would meet. */
async function previewed(text: string, { strategy, ...options }: MergeOptions): Promise<number> {
  let contested = 0
  const ask = async (api: WorkspaceApi) => {
    const preview = await api.realities.preview({ id: (await find(api, text)).id, strategy })
    contested = preview.contested
    return preview
  }
  await answer(options, ask, printPreview)
  return contested
}

function about(name: string, description: string, sample: string): Command {
  return inFolder(name, description, sample).argument('<reality>', 'name or id')
}

async function find(api: WorkspaceApi, text: string): Promise<Reality> {
  const { realities } = await api.realities.graph()
  const named = realities.filter(one => one.name === text && one.status !== 'dropped')
  if (named.length > 1 && !realities.some(one => one.id === text)) {
    throw new Failure('BAD_REQUEST', `There are ${named.length} realities called ${text}.`, 'give the id instead')
  }
  return findNamed([...named, ...realities], text, 'reality')
}

function printRealities(realities: readonly Reality[]): string {
  const names = new Map(realities.map(({ id, name }) => [id, name]))
  return printTable(
    realities.map(({ id, name, parent, isCurrent, status, changedFiles }) => [
      isCurrent ? '*' : ' ',
      id,
      name,
      parent === null ? '' : `from ${names.get(parent) ?? parent}`,
      status === 'open' ? '' : status,
      parent === null ? '' : `${changedFiles} changed`,
    ]),
  ).replace(/ +$/gm, '')
}

function printPreview({ files, contested }: MergePreview): string {
  const lines = files.map(file => {
    const met = file.meetings.map(
      ({ node, property, base, ours, theirs, chosen }) =>
        `    ${node === '' ? property : `${node}: ${property}`}  ${show(base)} → ours ${show(ours)}, theirs ${show(theirs)} (${chosen})\n`,
    )
    return `${printDifferences([file])}${met.join('')}`
  })
  return `${lines.join('')}${files.length} files, ${contested} to review\n`
}

function show(value: string | null): string {
  return value === null ? '(nothing)' : value.replace(/\s+/g, ' ').slice(0, 60)
}
