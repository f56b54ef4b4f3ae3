/**
 * What one looks for in the text of files: a literal or a regular expression, found within lines (SRC1 in
 * docs/spec/search.md). The same rules for the window, the command line and replacing.
 */
export interface TextQuery {
  readonly text: string
  readonly isRegex: boolean
  /** Only where neither side goes on with a letter, a digit or `_`. */
  readonly isWord: boolean
  /** `smart`: as if true where the text has a capital letter. */
  readonly caseSensitive: boolean | 'smart'
}

export interface TextPattern {
  /** Global, for whole texts: `^` and `$` are ends of lines. It may match across lines; such a match is looked up again. */
  readonly expression: RegExp
  /** A text that every match contains as it stands, to pass over most files without reading them as text; null for none. */
  readonly needle: string | null
}

export type TextQueryResult =
  | { readonly ok: true; readonly pattern: TextPattern }
  | { readonly ok: false; readonly reason: string }

const WORD = String.raw`[\p{L}\p{N}_]`

export function readTextQuery(query: TextQuery): TextQueryResult {
  const { text, isRegex, isWord } = query
  if (text === '') return { ok: false, reason: 'There is nothing to look for' }
  if (!isRegex && /[\r\n]/.test(text)) return { ok: false, reason: 'A search stays within a line' }
  const isCase = query.caseSensitive === 'smart' ? hasCapital(text, isRegex) : query.caseSensitive
  const inner = isRegex ? `(?:${text})` : escapeRegex(text)
  const source = isWord ? `(?<!${WORD})${inner}(?!${WORD})` : inner
  const expression = compile(source, isCase ? 'gm' : 'gim')
  if (typeof expression === 'string') return { ok: false, reason: expression }
  return { ok: true, pattern: { expression, needle: isCase && !isRegex ? text : isCase ? longestLiteral(text) : null } }
}

/** Capitals of classes like `\W` are no capitals of the text. */
function hasCapital(text: string, isRegex: boolean): boolean {
  return /\p{Lu}/u.test(isRegex ? text.replaceAll(/\\[pP]\{[^}]*\}|\\./g, '') : text)
}

export function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** As Unicode, or where the expression is only good without it (`\-`), as of old. */
function compile(source: string, flags: string): RegExp | string {
  try {
    return new RegExp(source, `${flags}u`)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    try {
      return new RegExp(source.replaceAll(WORD, String.raw`[\w]`), flags)
    } catch {
      return error.message.replace(/^Invalid regular expression: .*: /s, 'The expression cannot be read: ')
    }
  }
}

/** Below that it is in nearly every file. */
const SHORTEST_NEEDLE = 3

/**
 * The longest run of plain characters that has to stand in every match. Nothing of what is inside brackets or beside a
 * `|` is taken: better none than a wrong one.
 */
function longestLiteral(source: string): string | null {
  if (/[|]|\(\?[^:]/.test(source)) return null
  let best = ''
  let run = ''
  let depth = 0
  const end = () => {
    if (run.length > best.length) best = run
    run = ''
  }
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at)
    const isPlain = /[\p{L}\p{N} _:;,@#%&~'"=<>!-]/u.test(character)
    if (character === '\\') {
      const next = source.charAt(at + 1)
      at += 1
      if (depth === 0 && /[^\p{L}\p{N}\s]/u.test(next)) run += next
      else end()
    } else if (character === '(' || character === '[') {
      end()
      depth += 1
      if (character === '[') at = endOfClass(source, at)
      if (character === '[') depth -= 1
    } else if (character === ')') {
      end()
      depth -= 1
    } else if (character === '*' || character === '?' || character === '{') {
      // The character before may not be there at all.
      run = run.slice(0, -1)
      end()
      if (character === '{') at = Math.max(at, source.indexOf('}', at))
    } else if (depth > 0 || !isPlain) end()
    else run += character
  }
  end()
  return best.length >= SHORTEST_NEEDLE ? best : null
}

function endOfClass(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === ']') return at
  }
  return source.length
}
