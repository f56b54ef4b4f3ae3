/**
 * FIL4: a file is written whole or not at all: a temporary file in the same folder, flushed to the disk, then renamed.
 * The mode of the file that is replaced is kept.
 */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Marks Weft's temporary files, so that nobody takes one for a file of the project. */
export const TEMPORARY_PREFIX = '.weft-write-'

export interface WriteOptions {
  /** Mode of a new file; that of a present one is kept. */
  readonly mode?: number
  /** Asked when everything but the rename is done: false leaves the file as it is. */
  readonly isStillRight?: () => Promise<boolean>
}

/** Returns false where `isStillRight` said no. Throws what the disk says; the file is then as it was. */
export async function writeWhole(path: string, bytes: Uint8Array, options: WriteOptions = {}): Promise<boolean> {
  const mode = (await modeOf(path)) ?? options.mode
  const temporary = join(
    dirname(path),
    `${TEMPORARY_PREFIX}${randomBytes(6).toString('hex')}-${basename(path).slice(0, 80)}`,
  )
  try {
    await writeFlushed(temporary, bytes, mode)
    if (options.isStillRight !== undefined && !(await options.isStillRight())) {
      await rm(temporary, { force: true })
      return false
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await flushFolder(dirname(path))
  return true
}

async function writeFlushed(path: string, bytes: Uint8Array, mode: number | undefined) {
  // `wx`: never through a link that somebody put there.
  const file = await open(path, 'wx', mode ?? 0o666)
  try {
    await file.writeFile(bytes)
    // The mode given to open is cut by the umask.
    if (mode !== undefined) await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The rename itself lives in the folder. Windows cannot open folders, and does not need it. */
async function flushFolder(folder: string) {
  if (process.platform === 'win32') return
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, 'r')
    await handle.sync()
  } finally {
    await handle?.close()
  }
}

/** True for an error that says that a path, or a folder on the way to it, is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
