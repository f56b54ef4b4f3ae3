/** Brings a database to the newest version, in one transaction a step. STO2: the version is `user_version`. */
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/contract/errors.ts'
import { first } from './migrations/0001-first.ts'
import { history } from './migrations/0002-history.ts'
import { settled } from './migrations/0003-settled.ts'
import { repoEvents } from './migrations/0004-repo-events.ts'

export interface Migration {
  readonly version: number
  readonly sql: string
}

/** In order, without gaps. */
export const migrations: readonly Migration[] = [first, history, settled, repoEvents]

/** Throws AppError UNREADABLE for a database of a newer version: it is left alone. */
export function migrate(database: Database, steps: readonly Migration[] = migrations): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  const newest = steps.at(-1)?.version ?? 0
  if (version > newest) {
    throw new AppError(
      'UNREADABLE',
      'This workspace was opened with a newer version of Weft. Update Weft to open it here.',
      {
        version,
        newest,
      },
    )
  }
  for (const step of steps) {
    if (step.version <= version) continue
    database.transaction(() => {
      database.exec(step.sql)
      database.pragma(`user_version = ${step.version}`)
    })()
  }
}
