/** What libgit2 throws, in words for people. */
import { AppError, isAppError } from '../../shared/contract/errors.ts'

/** Runs a call of libgit2. Whatever it throws that is not ours becomes an AppError, with its own words as the hint. */
export function reading<T>(what: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (isAppError(error)) throw error
    const hint = error instanceof Error ? error.message : String(error)
    throw new AppError('UNREADABLE', `${what} cannot be read.`, { hint }, { cause: error })
  }
}
