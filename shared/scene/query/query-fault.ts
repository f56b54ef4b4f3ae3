/** How the parser of queries fails: with a place and a hint. Thrown and caught within it. */
import type { QueryFault } from './syntax.ts'

export class Fault extends Error {
  readonly fault: QueryFault

  constructor(start: number, end: number, reason: string, hint: string) {
    super(reason)
    this.fault = { start, end, reason, hint }
  }
}
