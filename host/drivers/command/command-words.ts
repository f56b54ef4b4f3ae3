/**
 * A command as somebody types it, as words: split at spaces, with quotes and backslashes as a shell has them. What only
 * a shell could do (pipes, `&&`, `$HOME`) is refused rather than passed on as a word: whoever wants a shell names one.
 *
 *     commandWords(`npm test -- "two words"`)    // ['npm', 'test', '--', 'two words']
 *     commandWords(`sh -c 'make && ./check'`)    // ['sh', '-c', 'make && ./check']
 */
import { AppError } from '../../../shared/contract/errors.ts'

const SHELL_ONLY = new Set(['|', '&', ';', '<', '>', '(', ')', '$', '`', '\n'])

/** Throws AppError BAD_REQUEST. */
export function commandWords(command: string): string[] {
  const words: string[] = []
  let word: string | null = null
  let quote: '"' | "'" | null = null
  for (let i = 0; i < command.length; i += 1) {
    const char = command[i] ?? ''
    const next = command[i + 1]
    if (quote === "'") {
      if (char === quote) quote = null
      else word = (word ?? '') + char
    } else if (char === '\\' && next !== undefined && escapes(next, quote)) {
      word = (word ?? '') + next
      i += 1
    } else if (quote === '"' && char === quote) quote = null
    else if (quote === null && (char === '"' || char === "'")) {
      quote = char
      word ??= ''
    } else if (quote === null && (char === ' ' || char === '\t')) {
      if (word !== null) words.push(word)
      word = null
    } else if (needsShell(char, quote)) throw needsOne(char)
    else word = (word ?? '') + char
  }
  if (quote !== null) throw new AppError('BAD_REQUEST', `A ${quote} is not closed in this command.`, { command })
  if (word !== null) words.push(word)
  if ((words[0] ?? '') === '') throw new AppError('BAD_REQUEST', 'This command names no program.', { command })
  return words
}

/** On Windows a backslash parts folders. */
function escapes(next: string, quote: '"' | null): boolean {
  return quote === '"' ? next === '"' || next === '\\' : /[\s"'\\]/.test(next) || SHELL_ONLY.has(next)
}

function needsShell(char: string, quote: '"' | null): boolean {
  return quote === null ? SHELL_ONLY.has(char) : char === '$' || char === '`'
}

function needsOne(char: string): AppError {
  const hint = `name one: sh -c '…'; or put the ${JSON.stringify(char)} into single quotes`
  return new AppError('BAD_REQUEST', `Only a shell understands the ${JSON.stringify(char)} in this command.`, { hint })
}
