/**
 * STO8: a damaged database is left as it is. The workspace opens over an empty store in memory: the files can be looked
 * at, nothing is taken as an edit and nothing is written.
 */
import type { Logger } from 'pino'
import { isAppError } from '../../shared/contract/errors.ts'
import { openMemoryStore, openSqliteStore } from '../storage/sqlite-store.ts'
import type { Store } from '../storage/store.ts'
import type { Notices } from './notices.ts'

/** Throws AppError UNREADABLE for a database of a newer version. */
export function openStoreOrReadOnly(
  file: string,
  notices: Notices,
  log: Pick<Logger, 'warn'>,
): { readonly store: Store; readonly isReadOnly: boolean } {
  try {
    return { store: openSqliteStore(file), isReadOnly: false }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'UNREADABLE' || 'newest' in error.data) throw error
    log.warn({ err: error }, 'the database is damaged')
    notices.set('damaged', `${error.message} The project is shown read-only, from its files.`)
    return { store: openMemoryStore(), isReadOnly: true }
  }
}
