/** What every plan of an operation needs. */
import type { Repository } from '../engine.ts'
import type { Identity } from './identity.ts'

export interface OperationContext {
  readonly repository: Repository
  readonly identity: Identity
  /** Unix ms. */
  readonly now: () => number
}
