/**
 * The store over one SQLite file: WAL, `synchronous=FULL`, STRICT tables. STO1: a transaction that returned survives
 * the end of the process and of the machine.
 */
import Database from 'better-sqlite3'
import { MAIN_REALITY } from '../../shared/contract/realities.ts'
import { createBlobs } from './blobs.ts'
import { createEditRows } from './edit-rows.ts'
import { createDocumentRows, createUpdateLog } from './log.ts'
import { migrate } from './migrate.ts'
import { createOutboxRows } from './outbox-rows.ts'
import { createRealityRows } from './reality-rows.ts'
import { createRepoEventRows } from './repo-event-rows.ts'
import { createDifferenceRows, createFileRows, createSettingRows, createStaleRows } from './rows.ts'
import { createSettledRows } from './settled-rows.ts'
import { createSnapshots } from './snapshots.ts'
import { damaged, storageTrouble } from './storage-error.ts'
import type { Store } from './store.ts'
import { createMergeRows, createVersionRows } from './version-rows.ts'
import { createWrittenTexts } from './written-texts.ts'

export interface StoreOptions {
  /** Most pages the file may have; for trying what happens when the disk is full. */
  readonly maxPageCount?: number
}

export interface SqliteStore extends Store {
  readonly database: Database.Database
}

/**
 * Pages in the write-ahead log before a commit moves them itself, one in some hundreds. A log that begins anew writes
 * over itself: a commit that makes its file longer takes twice as long (measured: 0.25 ms against 0.13 ms).
 */
const AUTOMATIC_CHECKPOINT_PAGES = 1_000
const BUSY_TIMEOUT_MS = 2_000

/** Throws AppError UNREADABLE where the file is no database, is damaged, or was written by a newer version. */
export function openSqliteStore(file: string, options: StoreOptions = {}): SqliteStore {
  const database = openDatabase(file)
  if (options.maxPageCount !== undefined) database.pragma(`max_page_count = ${options.maxPageCount}`)
  let depth = 0
  return {
    database,
    reality: MAIN_REALITY,
    documents: createDocumentRows(database),
    log: createUpdateLog(database),
    snapshots: createSnapshots(database),
    blobs: createBlobs(database),
    written: createWrittenTexts(database),
    files: createFileRows(database),
    outbox: createOutboxRows(database),
    settings: createSettingRows(database),
    differences: createDifferenceRows(database),
    stale: createStaleRows(database),
    settled: createSettledRows(database),
    repoEvents: createRepoEventRows(database),
    edits: createEditRows(database),
    versions: createVersionRows(database),
    realities: createRealityRows(database),
    merges: createMergeRows(database),
    transaction(run) {
      if (depth > 0) return run()
      depth += 1
      try {
        return database.transaction(run).immediate()
      } finally {
        depth -= 1
      }
    },
    checkpoint() {
      database.pragma('wal_checkpoint(PASSIVE)')
    },
    [Symbol.dispose]() {
      database.close()
    },
  }
}

/** The same store without a file: for tests, and for looking at a workspace whose database cannot be read. */
export function openMemoryStore(): SqliteStore {
  return openSqliteStore(':memory:')
}

function openDatabase(file: string): Database.Database {
  const database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma('trusted_schema = OFF')
    database.pragma(`wal_autocheckpoint = ${AUTOMATIC_CHECKPOINT_PAGES}`)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    if (storageTrouble(error) === 'damaged') throw damaged('The database of this workspace (.weft/weft.db)', error)
    throw error
  }
}
