/** The logs of refs, which Git keeps for undoing: one line for each move, oldest first in the file. */
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { isMissing } from '../files/write-whole.ts'
import type { RefLogEntry } from './engine.ts'
import { lockFile } from './lock-file.ts'
import { printSignature, readSignature } from './object-format.ts'
import type { RefFolders } from './ref-folders.ts'

/** As Git does where nothing else is set: branches, those of remotes, notes, HEAD, and the stash. */
export function keepsLog(name: string): boolean {
  return /^(?:HEAD$|refs\/stash$|refs\/(?:heads|remotes|notes)\/)/.test(name)
}

/** Newest first. */
export async function readRefLog(folders: RefFolders, name: string): Promise<RefLogEntry[]> {
  return (await readLines(logPath(folders, name))).map(readLine).toReversed()
}

export async function appendRefLog(folders: RefFolders, name: string, entry: RefLogEntry): Promise<void> {
  const path = logPath(folders, name)
  await mkdir(dirname(path), { recursive: true })
  await appendFile(path, printLine(entry), { flush: true })
}

export async function deleteRefLog(folders: RefFolders, name: string): Promise<void> {
  await rm(logPath(folders, name), { force: true })
}

/** The log without entry `index`, and what the newest entry leads to then; null where none is left. */
export async function dropFromLog(folders: RefFolders, name: string, index: number): Promise<RefLogEntry | null> {
  const path = logPath(folders, name)
  await using lock = await lockFile(path)
  const entries = (await readLines(path)).map(readLine)
  const at = entries.length - 1 - index
  const dropped = entries[at]
  if (dropped === undefined) throw new AppError('NOT_FOUND', `There is no entry ${index}.`, { name })
  const next = entries[at + 1]
  if (next !== undefined) entries[at + 1] = { ...next, from: dropped.from }
  entries.splice(at, 1)
  await lock.replace(Buffer.from(entries.map(printLine).join(''), 'utf8'))
  return entries.at(-1) ?? null
}

function logPath({ gitFolder, commonFolder }: RefFolders, name: string): string {
  return join(name === 'HEAD' ? gitFolder : commonFolder, 'logs', ...name.split('/'))
}

function printLine({ from, to, who, message }: RefLogEntry): string {
  return `${from} ${to} ${printSignature(who)}\t${message.replaceAll(/\s*\n\s*/g, ' ').trim()}\n`
}

function readLine(line: string): RefLogEntry {
  const tab = line.indexOf('\t')
  const head = tab < 0 ? line : line.slice(0, tab)
  const message = tab < 0 ? '' : line.slice(tab + 1)
  return { from: head.slice(0, 40), to: head.slice(41, 81), who: readSignature(head.slice(82)), message }
}

async function readLines(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter(line => line !== '')
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
