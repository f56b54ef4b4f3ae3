/** Errors of the contract: codes are API, words are not. */
import { z } from 'zod'

const withPath = z.object({ path: z.string().optional(), hint: z.string().optional() }).optional()

export const errorMap = {
  NOT_FOUND: { status: 404, data: withPath },
  BAD_REQUEST: { status: 400, data: withPath },
  /** No workspace is open, or the one named is not. */
  NO_WORKSPACE: { status: 409, data: withPath },
  /** Another host owns the workspace. */
  LOCKED: { status: 423, data: withPath },
  /** The file cannot be read as what it is. */
  UNREADABLE: { status: 422, data: withPath },
  READ_ONLY: { status: 403, data: withPath },
  /** The relay cannot be reached or refused. */
  RELAY: { status: 502, data: withPath },
  TOO_LARGE: { status: 413, data: withPath },
  DISK: { status: 507, data: withPath },
} as const
