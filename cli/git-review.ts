import { Command } from 'commander'
import { createMergeRecords, type MergeRecord } from '../host/merges/merge-records.ts'
import type { MergeConflict, MergeNotice } from '../shared/scene/merge/conflict.ts'
import { mergeScenes } from '../shared/scene/merge/merge-scenes.ts'
import { Failure } from './failure.ts'
import { mergesFolder } from './git-driver.ts'
import { printMet } from './scene-merge.ts'

const example = `
Lists what met when Git merged scenes through Weft and nobody has looked at since. In Weft the same items stand in the
review list, each with a click to choose otherwise.

Examples:
  weft git review
  weft git review --json
  weft git review --clear
`

interface ReviewedFile {
  readonly path: string
  readonly time: number
  readonly conflicts: readonly MergeConflict[]
  readonly notices: readonly MergeNotice[]
}

export function gitReviewCommand(): Command {
  return new Command('review')
    .description('list what met when Git merged scenes')
    .option('-C <DIR>', 'in this folder', '.')
    .option('--json', 'as JSON')
    .option('--clear', 'forget them: everything stays as it was merged')
    .addHelpText('after', example)
    .action(async ({ C, json, clear }: { C: string; json?: true; clear?: true }) => {
      const folder = await mergesFolder(C)
      if (folder === null) throw noRepository(C)
      const records = createMergeRecords(folder)
      const kept = await records.list()
      if (clear) for (const { path } of kept) await records.remove(path)
      const files = kept.map(reviewed)
      process.stdout.write(json ? `${JSON.stringify({ files })}\n` : print(files))
    })
}

export function noRepository(folder: string): Failure {
  return new Failure('NOT_FOUND', `${folder} is in no Git repository.`, 'run it inside one, or name one with -C')
}

function reviewed({ path, time, strategy, texts, choices, settled }: MergeRecord): ReviewedFile {
  const merged = mergeScenes(texts, strategy, { choices: new Map(Object.entries(choices)) })
  if (!merged.ok) return { path, time, conflicts: [], notices: [] }
  const { conflicts, notices } = merged
  return { path, time, conflicts: conflicts.filter(({ id }) => !settled.includes(id)), notices }
}

function print(files: readonly ReviewedFile[]): string {
  if (files.length === 0) return 'Nothing met.\n'
  return files.map(({ path, conflicts, notices }) => `${path}\n${printMet(conflicts, notices)}`).join('\n')
}
