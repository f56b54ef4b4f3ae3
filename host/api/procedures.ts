/** Where handlers begin: the contract, the caller, and errors that cross every carrier. */
import { ORPCError } from '@orpc/client'
import { type ImplementerInternalWithMiddlewares, implement } from '@orpc/server'
import { type Contract, contract } from '../../shared/contract/contract.ts'
import { errorMap } from '../../shared/contract/error-map.ts'
import { isAppError } from '../../shared/contract/errors.ts'
import type { Caller, Capability } from './caller.ts'

/** What the door knows of a call. */
export interface ApiContext {
  readonly caller: Caller
  readonly log: { error(data: object, message: string): void }
}

const base = implement(contract).$context<ApiContext>()

/** An AppError becomes the error declared in the contract; anything else is a bug, logged once and told to nobody. */
const procedures = base.use(async ({ context, next, path, signal }) => {
  try {
    return await next()
  } catch (error) {
    if (isAppError(error)) {
      const { code, message, data } = error
      throw new ORPCError(code, { status: errorMap[code].status, message, data, cause: error })
    }
    const isExpected = error instanceof ORPCError || signal?.aborted === true
    if (!isExpected) context.log.error({ error, procedure: path.join('.'), caller: context.caller.id }, 'call failed')
    throw error
  }
})

/** Written down: inferred it is longer than the compiler takes. */
type Procedures = ImplementerInternalWithMiddlewares<Contract, ApiContext, ApiContext>

/** Procedures for callers with this capability; the others get READ_ONLY. */
export function procedureFor(capability: Capability): Procedures {
  return procedures.use(({ context, next }) => {
    if (!context.caller.capabilities.has(capability)) {
      throw new ORPCError('READ_ONLY', { status: 403, message: 'This token does not allow that.', data: {} })
    }
    return next({ context })
  })
}
