import { type Command, Option } from 'commander'
import type { Head, StatusEntry, StatusOptions } from '../host/git/engine.ts'
import { readUnderWay, type UnderWay } from '../host/git/operations/under-way.ts'
import type { FolderOptions } from './in-folder.ts'
import { printTable } from './print-table.ts'
import { inRepository, repoCommand } from './repo-folder.ts'

const help = `  weft repo status --json
  weft repo status --untracked all

As Git does, a folder of nothing but new files is named once, with a slash, unless --untracked says otherwise.
Exit code 0, whatever the status; 2: it could not be read.
`

interface Status {
  readonly branch: string | null
  readonly hash: string | null
  readonly entries: readonly StatusEntry[]
  /** What Git began and did not finish. */
  readonly underWay: UnderWay['kind'] | null
}

export function repoStatusCommand(): Command {
  return repoCommand('status', 'say what is staged, changed and new', help)
    .addOption(new Option('--untracked <WHICH>', 'new files to name').choices(['all', 'normal', 'no']))
    .action((options: FolderOptions & { untracked?: NonNullable<StatusOptions['untracked']> }) =>
      inRepository(
        options,
        async (repository): Promise<Status> => {
          const head = await repository.head()
          const untracked = options.untracked ?? usual(await repository.setting('status.showUntrackedFiles'))
          const entries = await repository.status({ untracked })
          const underWay = (await readUnderWay(repository.gitFolder))?.kind ?? null
          return { branch: branchOf(head), hash: head.hash, entries, underWay }
        },
        print,
      ),
    )
}

function usual(setting: string | null): 'all' | 'normal' | 'no' {
  return setting === 'all' || setting === 'no' ? setting : 'normal'
}

function branchOf(head: Head): string | null {
  return head.kind === 'branch' ? head.name.replace(/^refs\/heads\//, '') : null
}

function print({ branch, hash, entries, underWay }: Status): string {
  const under =
    underWay === null ? '' : `Under way: ${underWay}. Settle what is conflicted, then weft repo continue, or abort.\n`
  return under + printEntries({ branch, hash, entries })
}

function printEntries({ branch, hash, entries }: Omit<Status, 'underWay'>): string {
  const at = branch === null ? `On commit ${hash?.slice(0, 10)}, on no branch` : `On branch ${branch}`
  const born = hash === null ? ', without a commit yet' : ''
  if (entries.length === 0) return `${at}${born}. Nothing has changed.\n`
  const rows = entries.map(({ path, status, staged, from }) => [
    staged ? 'staged' : '',
    status,
    from === undefined ? path : `${from} → ${path}`,
  ])
  return `${at}${born}.\n${printTable(rows)}`
}
