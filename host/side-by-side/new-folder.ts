/**
 * Files written into a folder that begins empty and is nobody's yet. Every path is checked before the first is written,
 * and again on its way: no name that leads out, no link, no two names that one disk takes for one (FIL3).
 */
import { constants, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { foldName } from '../../shared/repo/entry-name.ts'
import { placeToWrite, whyUnsafePath } from '../files/safe-path.ts'

export interface NewFile {
  readonly path: string
  /** `copy`: of a file of the project, as a clone where the disk can. Never a link: a command may write into it. */
  readonly content: () => Promise<{ readonly bytes: Uint8Array } | { readonly copy: string }>
}

/** Throws AppError BAD_REQUEST, and has written nothing then. */
export async function writeNewFolder(folder: string, files: readonly NewFile[], signal: AbortSignal): Promise<void> {
  refuseUnsafe(files)
  await mkdir(folder, { recursive: true })
  const made = new Set<string>()
  for (const { path, content } of files) {
    signal.throwIfAborted()
    const place = await placeToWrite(folder, path)
    if (!made.has(dirname(place))) await mkdir(dirname(place), { recursive: true })
    made.add(dirname(place))
    const from = await content()
    if ('copy' in from) await copyFile(from.copy, place, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
    else await writeFile(place, from.bytes, { flag: 'wx' })
  }
}

function refuseUnsafe(files: readonly NewFile[]): void {
  const names = new Map<string, string>()
  for (const { path } of files) {
    const reason = whyUnsafePath(path)
    if (reason !== null) throw unsafe(path, reason)
    const parts = path.split('/')
    for (let i = 1; i <= parts.length; i += 1) {
      const name = parts.slice(0, i).join('/')
      const other = names.get(foldName(name))
      if (other !== undefined && (other !== name || i === parts.length)) throw unsafe(path, `there is ${other} as well`)
      names.set(foldName(name), name)
    }
  }
}

function unsafe(path: string, reason: string): AppError {
  return new AppError('BAD_REQUEST', `${JSON.stringify(path)} cannot be put into a folder: ${reason}.`, { path })
}
