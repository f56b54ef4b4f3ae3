/**
 * One host owns a workspace. The lock is the operating system's, on a file of SQLite: it goes with the process, however
 * that ends, so there is no stale one to clean up.
 */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../shared/contract/errors.ts'

/** Throws AppError LOCKED, `data.hint` = address of the host that has the folder, where one is known. */
export async function lockWorkspace(
  weftFolder: string,
  ownerUrl: () => Promise<string | undefined>,
): Promise<Disposable> {
  const database = new Database(join(weftFolder, 'lock.db'), { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    const hint = await ownerUrl()
    throw new AppError('LOCKED', 'This folder is open in another Weft already.', hint === undefined ? {} : { hint }, {
      cause: error,
    })
  }
  return {
    [Symbol.dispose]() {
      database.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
