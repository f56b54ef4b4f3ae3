/** What an error of SQLite means for the user's work. */
import Database from 'better-sqlite3'
import { AppError } from '../../shared/contract/errors.ts'

/**
 * - `full`: no space, or the disk does not answer: keep the work in memory and try again.
 * - `damaged`: the file is not what it was: keep the bytes, change nothing.
 * - `other`: a defect.
 */
export type StorageTrouble = 'full' | 'damaged' | 'other'

export function storageTrouble(error: unknown): StorageTrouble {
  if (!(error instanceof Database.SqliteError)) return 'other'
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB') return 'damaged'
  if (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR') || error.code.startsWith('SQLITE_BUSY')) {
    return 'full'
  }
  return 'other'
}

export function damaged(what: string, cause?: unknown): AppError {
  return new AppError(
    'UNREADABLE',
    `${what} is damaged. Its bytes were left as they are; nothing was changed.`,
    {},
    { cause },
  )
}
