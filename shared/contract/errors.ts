/**
 * The one error that is expected to reach a user. Codes are API and never change their meaning; messages are words,
 * safe to show, and may. To add a code, add it here.
 */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'NOT_FOUND',
  'NO_WORKSPACE',
  'LOCKED',
  'UNREADABLE',
  'READ_ONLY',
  'RELAY',
  'TOO_LARGE',
  'DISK',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** What went wrong, in values: a path, a line, a limit. Must survive JSON. */
export type ErrorData = Readonly<Record<string, unknown>>

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly data: ErrorData

  constructor(code: ErrorCode, message: string, data: ErrorData = {}, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.data = data
  }
}

/** True for an `AppError`, also one of another copy of this module (a second bundle in the same process). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && 'data' in error
}
