/** The contract's client over one oRPC link, with the host's expected errors as `AppError`s again. */
import { type ClientContext, type ClientLink, createORPCClient, ORPCError } from '@orpc/client'
import { AppError, ERROR_CODES, type ErrorData } from '../../shared/contract/errors.ts'
import type { ApiClient } from './host-link.ts'

/** `isOpen`: a connection that has gone ends its calls by itself; what is stopped then cannot be said to anybody. */
export function createApiClient(link: ClientLink<ClientContext>, isOpen: () => boolean = () => true): ApiClient {
  return createORPCClient(withAppErrors(stoppingWhileOpen(link, isOpen)))
}

function stoppingWhileOpen(link: ClientLink<ClientContext>, isOpen: () => boolean): ClientLink<ClientContext> {
  return {
    call(path, input, options) {
      const { signal } = options
      if (signal === undefined) return link.call(path, input, options)
      const stopped = new AbortController()
      signal.addEventListener('abort', () => {
        if (isOpen()) stopped.abort(signal.reason)
      })
      if (signal.aborted) stopped.abort(signal.reason)
      return link.call(path, input, { ...options, signal: stopped.signal })
    },
  }
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
