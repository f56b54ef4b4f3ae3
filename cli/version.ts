import { Command } from 'commander'
import type { PastMoment, Version } from '../shared/contract/history.ts'
import { badUse } from './failure.ts'
import { printDifferences } from './file-differences.ts'
import { findNamed } from './find-named.ts'
import { answer, inFolder, type FolderOptions as Options } from './in-folder.ts'
import { printTable } from './print-table.ts'
import type { WorkspaceApi } from './workspace-api.ts'

const example = `
Examples:
  weft version create "Before the storm" --note "all levels play"
  weft version create "Pier rebuilt" --at levels/harbor.tscn@12
  weft version list
  weft version show "Before the storm"
  weft version restore "Before the storm"
`

export function versionCommand(): Command {
  const version = new Command('version')
    .description('name moments of a project, and go back to them')
    .addHelpText('after', example)
  version.addCommand(
    inFolder('create', 'name the project as it is now, or was at a moment', 'weft version create Alpha')
      .argument('<name>', 'what to call it')
      .option('--note <TEXT>', 'a few words more', '')
      .option('--at <MOMENT>', 'SCENE@EDIT, after that edit of the scene; or a time, as 2026-11-25T14:30', readMoment)
      .action((name: string, options: Options & { note: string; at?: PastMoment }) =>
        answer(
          options,
          api => api.versions.create({ name, note: options.note, at: options.at }),
          made => `${made.id}\n`,
        ),
      ),
  )
  version.addCommand(
    inFolder('list', 'list versions, newest first', 'weft version list --json')
      .option('--all', 'backups and those from before merges too')
      .action((options: Options & { all?: true }) =>
        answer(options, api => api.versions.list(options.all ? {} : { kind: 'version' }), printVersions),
      ),
  )
  version.addCommand(
    inFolder('show', 'say what differs between a version and now', 'weft version show Alpha')
      .argument('<version>', 'name or id')
      .action((text: string, options: Options) =>
        answer(
          options,
          async api => {
            const found = await find(api, text)
            return { version: found, files: await api.versions.differences({ id: found.id }) }
          },
          ({ version: found, files }) => `${printVersions([found])}${printDifferences(files)}`,
        ),
      ),
  )
  version.addCommand(
    inFolder('restore', 'make the project as it was, as a new edit', 'weft version restore Alpha')
      .argument('<version>', 'name or id')
      .action((text: string, options: Options) =>
        answer(
          options,
          async api => api.versions.restore({ id: (await find(api, text)).id }),
          ({ files }) => printDifferences(files),
        ),
      ),
  )
  version.addCommand(
    inFolder('remove', 'forget a version; nothing in the project changes', 'weft version remove Alpha')
      .argument('<version>', 'name or id')
      .action((text: string, options: Options) =>
        answer(
          options,
          async api => {
            const found = await find(api, text)
            await api.versions.remove({ id: found.id })
            return found
          },
          found => `${found.id}\n`,
        ),
      ),
  )
  return version
}

/** `levels/harbor.tscn@12`, or what the clock said. */
function readMoment(text: string): PastMoment {
  const inScene = /^(?:res:\/\/)?(.+)@(\d+)$/.exec(text)
  if (inScene !== null) return { kind: 'moment', path: `res://${inScene[1]}`, sequence: Number(inScene[2]) }
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw badUse(`${text} is no moment.`, 'give SCENE@EDIT or a time, as 2026-11-25T14:30')
  return { kind: 'time', time }
}

async function find(api: WorkspaceApi, text: string): Promise<Version> {
  return findNamed(await api.versions.list({}), text, 'version')
}

function printVersions(versions: readonly Version[]): string {
  return printTable(
    versions.map(({ id, name, time, author, kind }) => [
      id,
      new Date(time).toISOString().slice(0, 16).replace('T', ' '),
      author?.name ?? '',
      kind === 'version' ? name : `${name} (${kind})`,
    ]),
  )
}
