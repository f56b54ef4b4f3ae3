/** What a command names by its name or by its id. */
import { Failure } from './failure.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** The newest of a name, unless an id says which. `from` newest first. Throws Failure NOT_FOUND. */
export function findNamed<T extends Named>(from: readonly T[], text: string, what: string): T {
  const found = from.find(({ id }) => id === text) ?? from.find(({ name }) => name === text)
  if (found !== undefined) return found
  throw new Failure('NOT_FOUND', `There is no ${what} ${text}.`, `weft ${what} list shows them`)
}
