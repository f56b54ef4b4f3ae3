/**
 * A lock between processes. It is the operating system's, on a file of SQLite: it goes with the process, however that
 * ends, so there is no stale one to clean up.
 */
import Database from 'better-sqlite3'

/** Null where another process holds it. The file stays. */
export function holdExclusively(path: string): Disposable | null {
  const database = new Database(path, { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    return null
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
