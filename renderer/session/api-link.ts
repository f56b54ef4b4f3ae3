/** The contract's client over one oRPC link, with the host's expected errors as `AppError`s again. */
import { type ClientContext, type ClientLink, createORPCClient, ORPCError } from '@orpc/client'
import { AppError, ERROR_CODES, type ErrorData } from '../../shared/contract/errors.ts'
import type { ApiClient } from './host-link.ts'

export function createApiClient(link: ClientLink<ClientContext>): ApiClient {
  return createORPCClient(withAppErrors(link))
}

/** Rejections that are errors of the contract become `AppError`; anything else passes as it is. */
export function withAppErrors(link: ClientLink<ClientContext>): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      try {
        return await link.call(path, input, options)
      } catch (error) {
        throw toAppError(error)
      }
    },
  }
}

function toAppError(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error
  const code = ERROR_CODES.find(known => known === error.code)
  return code === undefined ? error : new AppError(code, error.message, toData(error.data), { cause: error })
}

function toData(data: unknown): ErrorData {
  return typeof data === 'object' && data !== null ? { ...data } : {}
}
