/** How a command fails: `error[CODE]: sentence` and a hint on stderr; exit 2 for bad use, 1 for anything else. */
import { CommanderError } from 'commander'
import { isAppError } from '../shared/contract/errors.ts'

/** A command that cannot go on, in words for whoever typed it. */
export class Failure extends Error {
  readonly code: string
  readonly hint: string
  readonly exitCode: 1 | 2

  constructor(code: string, message: string, hint: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.code = code
    this.hint = hint
    this.exitCode = exitCode
  }
}

export function badUse(message: string, hint: string): Failure {
  return new Failure('BAD_USE', message, hint, 2)
}

/** Runs a command whose exit code 1 has a meaning of its own: whatever goes wrong ends it with 2. */
export async function failingWithTwo<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const failure = toFailure(error)
    throw failure === null ? error : new Failure(failure.code, failure.message, failure.hint, 2)
  }
}

/** Writes what went wrong to `write` and returns the exit code. */
export function explain(error: unknown, write: (text: string) => void): number {
  const failure = toFailure(error)
  if (failure === null) return 0
  write(`error[${failure.code}]: ${failure.message}\nhint: ${failure.hint}\n`)
  return failure.exitCode
}

/** Null where nothing went wrong: `--help` and `--version` also end by throwing. */
function toFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return error
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null
    // Commander's own words, without its prefix and its guess, which becomes the hint.
    const [sentence = '', guess] = error.message.replace(/^error: /, '').split('\n')
    const hint = guess === undefined ? 'weft --help lists the commands; each takes --help' : guess.replace(/[()]/g, '')
    return badUse(sentence === '(outputHelp)' ? 'A command is missing.' : sentence, hint)
  }
  if (isAppError(error)) {
    const { hint } = error.data
    return new Failure(error.code, error.message, typeof hint === 'string' ? hint : (hints[error.code] ?? 'see --help'))
  }
  const system = systemFailure(error)
  if (system !== null) return system
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new Failure('INTERNAL', text, 'this is a fault of Weft; please report it with the lines above')
}

const hints: Readonly<Record<string, string>> = {
  NOT_FOUND: 'check the path; weft scene tree FILE lists the nodes of a scene',
  UNREADABLE: 'mend the file, or take it back from version control; Weft has left it as it is',
  LOCKED: 'another Weft has this folder open; close it first',
  RELAY: 'check the link, and that the relay runs',
  DISK: 'make room on the disk and try again',
}

function systemFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'the file'
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Failure('NOT_FOUND', `There is no ${path}.`, 'check the path')
    case 'EACCES':
    case 'EPERM':
      return new Failure('NOT_ALLOWED', `You may not open ${path}.`, 'check who owns it')
    case 'EADDRINUSE':
      return new Failure(
        'PORT_IN_USE',
        'Another program uses this port.',
        'choose another with --port, or leave it out',
      )
    case 'ENOSPC':
      return new Failure('DISK', 'The disk is full.', 'make room and try again')
    default:
      return null
  }
}
