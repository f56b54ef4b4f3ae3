/**
 * GIT7: a file of Git's is replaced under `NAME.lock`, as Git does it: whoever makes that file first may write, and the
 * new content gets its name in one step. A lock that a killed program left behind stays, for Git to complain of as well.
 */
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'

export interface LockFile extends AsyncDisposable {
  /** Puts `bytes` in the file's place, on the disk. Once. */
  replace(bytes: Uint8Array): Promise<void>
  /** Takes the file itself away. Once. */
  remove(): Promise<void>
}

/** Throws LOCKED where another program holds it. Disposing of it lets go of it. */
export async function lockFile(path: string): Promise<LockFile> {
  const lock = `${path}.lock`
  let isHeld = true
  const file = await openLock(lock)
  return {
    async replace(bytes) {
      await file.writeFile(bytes)
      await file.sync()
      await file.close()
      await rename(lock, path)
      isHeld = false
    },
    async remove() {
      await rm(path, { force: true })
      await file.close()
      await rm(lock)
      isHeld = false
    },
    async [Symbol.asyncDispose]() {
      if (!isHeld) return
      await file.close().catch(() => {})
      await rm(lock, { force: true })
    },
  }
}

async function openLock(lock: string): Promise<FileHandle> {
  await mkdir(dirname(lock), { recursive: true })
  try {
    return await open(lock, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const hint = `if no other program is at work here, one was ended too early: remove ${lock}`
    throw new AppError('LOCKED', 'Another program is at work in this repository.', { path: lock, hint })
  }
}
