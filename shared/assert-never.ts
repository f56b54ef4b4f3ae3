/** Ends a `switch` over a union: does not compile while a case is missing, throws if a value slipped past the types. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value ${JSON.stringify(value)}`)
}
