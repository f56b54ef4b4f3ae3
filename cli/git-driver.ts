/** What Git calls to merge a scene or a settings file (`gitattributes(5)`, "Defining a custom merge driver"). */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { askGit, runGit } from '../host/drivers/git/run-git.ts'
import { writeWhole } from '../host/files/write-whole.ts'
import { loadPropertyOrder } from '../host/godot-classes.ts'
import { createMergeRecords } from '../host/merges/merge-records.ts'
import { isSettingsFile } from '../shared/repo/merge-settings.ts'
import { mergeTextFile } from '../shared/repo/merge-text-file.ts'
import { decodeText } from '../shared/scene/codec/encoding.ts'
import { mergeScenes } from '../shared/scene/merge/merge-scenes.ts'
import type { MergeStrategy } from '../shared/scene/merge/strategy.ts'
import { strategies } from './scene-merge.ts'

const example = `
Git runs this for each scene that both sides changed; "weft git install" sets it up. The merged scene always loads, and
what met is kept for the review list in Weft, and for "weft git review". Exit code 0 lets Git go on.
What cannot be read as a scene is left to Git's own merge; so is project.godot where both set one key.

Example, as it stands in the configuration of Git:
  weft git driver %O %A %B %P
`

interface Options {
  readonly strict?: true
  readonly strategy: MergeStrategy
}

interface Files {
  readonly base: string
  readonly ours: string
  readonly theirs: string
  /** From the root of the repository. */
  readonly path: string
}

export function gitDriverCommand(): Command {
  return new Command('driver')
    .description('merge one scene for Git')
    .argument('<base>', 'file with the common ancestor (%O)')
    .argument('<ours>', 'file with ours, which the result is written to (%A)')
    .argument('<theirs>', 'file with theirs (%B)')
    .argument('<path>', 'where it belongs in the repository (%P)')
    .option('--strict', 'let Git stop where something met')
    .addOption(
      new Option('--strategy <S>', 'whose value is in use where both set one').choices(strategies).default('auto'),
    )
    .addHelpText('after', example)
    .action(async (base: string, ours: string, theirs: string, path: string, options: Options) => {
      process.exitCode = await drive({ base, ours, theirs, path }, options)
    })
}

async function drive(files: Files, { strict, strategy }: Options): Promise<number> {
  if (isSettingsFile(files.path)) return driveSettings(files)
  const texts = await readTexts(files)
  if (typeof texts === 'string') return leaveToGit(files, texts)
  const merged = mergeScenes(texts, strategy, { propertyOrder: loadPropertyOrder() })
  if (!merged.ok) return leaveToGit(files, `${merged.side} cannot be read: ${merged.fault.reason}`)
  await writeWhole(files.ours, Buffer.from(merged.text, 'utf8'))
  const count = merged.conflicts.filter(({ within }) => within === undefined).length
  await keep(files.path, { ...merged, texts, strategy, path: files.path, time: Date.now() })
  if (count === 0) return 0
  say(`${files.path}: merged, ${count === 1 ? '1 item' : `${count} items`} to review (weft git review)`)
  return strict ? 1 : 0
}

/** TXM6. Nothing lists afterwards what met here, so Git has to stop for it. */
async function driveSettings(files: Files): Promise<number> {
  const sides = {
    base: await readFile(files.base),
    ours: await readFile(files.ours),
    theirs: await readFile(files.theirs),
  }
  const merged = mergeTextFile(files.path, sides)
  if (merged.kind === 'binary') return leaveToGit(files, 'it is no text')
  if (merged.conflicts.length > 0) return leaveToGit(files, 'both set one thing')
  await writeWhole(files.ours, merged.bytes)
  return 0
}

/** The reason where one of them is no text that Godot could read. */
async function readTexts(files: Files): Promise<Record<'base' | 'ours' | 'theirs', string> | string> {
  const texts = { base: '', ours: '', theirs: '' }
  for (const side of ['base', 'ours', 'theirs'] as const) {
    const decoded = decodeText(await readFile(files[side]))
    if (!decoded.ok) return `${side} cannot be read: ${decoded.fault.reason}`
    texts[side] = decoded.value
  }
  return texts
}

/** Git's own merge of lines, with its markers where that conflicts. */
async function leaveToGit({ base, ours, theirs, path }: Files, why: string): Promise<number> {
  say(`${path}: left to Git's own merge, for ${why}`)
  const names = ['-L', 'ours', '-L', 'base', '-L', 'theirs']
  const { ok } = await runGit(['merge-file', ...names, '--', ours, base, theirs], { folder: process.cwd() })
  return ok ? 0 : 1
}

async function keep(path: string, merged: Parameters<ReturnType<typeof createMergeRecords>['keep']>[0]): Promise<void> {
  const folder = await mergesFolder(process.cwd())
  if (folder === null) {
    if (merged.conflicts.length > 0) say(`${path}: not in a repository, so what met is not kept`)
    return
  }
  await createMergeRecords(folder).keep(merged)
}

/** Absolute; null outside of a repository. */
export async function mergesFolder(cwd: string): Promise<string | null> {
  const folder = await askGit(['rev-parse', '--git-path', join('weft', 'merges')], { folder: cwd })
  return folder === null ? null : resolve(cwd, folder)
}

function say(line: string): void {
  process.stderr.write(`weft: ${line}\n`)
}
