import { Command } from 'commander'
import type { Version } from '../shared/contract/history.ts'
import { printDifferences } from './file-differences.ts'
import { findNamed } from './find-named.ts'
import { answer, inFolder, type FolderOptions as Options } from './in-folder.ts'
import { printTable } from './print-table.ts'
import type { WorkspaceApi } from './workspace-api.ts'

const example = `
Examples:
  weft version create "Before the storm" --note "all levels play"
  weft version list
  weft version show "Before the storm"
  weft version restore "Before the storm"
`

export function versionCommand(): Command {
  const version = new Command('version')
    .description('name moments of a project, and go back to them')
    .addHelpText('after', example)
  version.addCommand(
    inFolder('create', 'name the project as it is now', 'weft version create Alpha')
      .argument('<name>', 'what to call it')
      .option('--note <TEXT>', 'a few words more', '')
      .action((name: string, options: Options & { note: string }) =>
        answer(
          options,
          api => api.versions.create({ name, note: options.note }),
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
