/**
 * A copy of a workspace's files in a folder of its own. The folder is made, or is empty; names that no disk can have,
 * and files whose bytes are not kept, are left out and told. Ended early, all of it goes again. (TTR4)
 */
import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { basename, dirname, resolve, sep } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { ExportThen } from '../../shared/contract/time-travel.ts'
import { foldName } from '../../shared/repo/entry-name.ts'
import { placeToWrite, whyUnsafePath } from '../files/safe-path.ts'
import { isMissing, writeWhole } from '../files/write-whole.ts'

export interface CopySource {
  /** Relative, with `/`. */
  readonly paths: readonly string[]
  /** Null where the bytes are not kept. */
  read(path: string): Promise<Uint8Array | null>
}

export interface CopyWish {
  readonly source: CopySource
  readonly folder: string
  /** The copy may not be written in here: it would be taken for work. */
  readonly outside: string
  readonly signal?: AbortSignal | undefined
}

/** Throws AppError BAD_REQUEST for a folder with something in it, or inside of `outside`. */
export async function* writeCopy({ source, folder, outside, signal }: CopyWish): AsyncGenerator<ExportThen> {
  const { place, isNew } = await prepare(folder, outside)
  const left: string[] = []
  const taken = new Set<string>()
  const total = source.paths.length
  let isDone = false
  try {
    for (const [i, path] of source.paths.entries()) {
      signal?.throwIfAborted()
      const bytes = whyUnsafePath(path) !== null || taken.has(foldName(path)) ? null : await source.read(path)
      taken.add(foldName(path))
      if (bytes === null) left.push(path)
      else await write(place, path, bytes)
      yield { done: i + 1, total, left: [], isOver: false }
    }
    isDone = true
    yield { done: total, total, left, isOver: true }
  } finally {
    if (!isDone) await clear(place, isNew)
  }
}

async function prepare(folder: string, outside: string): Promise<{ place: string; isNew: boolean }> {
  const place = await realPlace(resolve(folder))
  if (place === outside || place.startsWith(outside + sep)) {
    throw new AppError('BAD_REQUEST', 'This folder is in the project: choose one outside of it.', { folder })
  }
  const isNew = (await mkdir(place, { recursive: true })) !== undefined
  if ((await readdir(place)).length > 0) {
    throw new AppError('BAD_REQUEST', 'There are files in this folder: choose an empty one.', { folder })
  }
  return { place, isNew }
}

/** Links resolved, of what is there of it. */
async function realPlace(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (error) {
    if (!isMissing(error) || dirname(folder) === folder) throw error
    return resolve(await realPlace(dirname(folder)), basename(folder))
  }
}

async function write(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const place = await placeToWrite(folder, path)
  await mkdir(dirname(place), { recursive: true })
  await writeWhole(place, bytes)
}

async function clear(folder: string, isNew: boolean): Promise<void> {
  if (isNew) return rm(folder, { recursive: true, force: true })
  for (const name of await readdir(folder)) await rm(resolve(folder, name), { recursive: true, force: true })
}
