/** The words and brackets of a query. Reads any text to its end; what is wrong is said by the parser. */

export type Token =
  | { readonly kind: 'open'; readonly start: number; readonly end: number }
  | { readonly kind: 'close'; readonly start: number; readonly end: number }
  | { readonly kind: 'minus'; readonly start: number; readonly end: number }
  | Word

export interface Word {
  readonly kind: 'word'
  readonly start: number
  readonly end: number
  /** As written, quotes included. */
  readonly text: string
  /** Where a quote or a bracket in the word was never closed. */
  readonly unclosed: { readonly at: number; readonly what: 'quote' | 'bracket' } | null
}

export function readTokens(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) at += 1
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', start: at, end: at + 1 })
      at += 1
    } else if (character === '-' && /[^\s)-]/.test(text[at + 1] ?? '')) {
      tokens.push({ kind: 'minus', start: at, end: at + 1 })
      at += 1
    } else {
      const word = readWord(text, at)
      tokens.push(word)
      at = word.end
    }
  }
  return tokens
}

/** Ends at a blank or a bracket; quotes, and brackets that stand within a word (`Vector2(1, 2)`), hold both. FND3 */
function readWord(text: string, start: number): Word {
  let at = start
  let depth = 0
  let opened = start
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === '"') {
      const end = endOfQuote(text, at)
      if (end === null) return word(text, start, text.length, { at, what: 'quote' })
      at = end
      continue
    }
    if (character === '(') {
      if (depth === 0) opened = at
      depth += 1
    } else if (character === ')') {
      if (depth === 0) break
      depth -= 1
    } else if (depth === 0 && /\s/.test(character)) break
    at += 1
  }
  return word(text, start, at, depth > 0 ? { at: opened, what: 'bracket' } : null)
}

function word(text: string, start: number, end: number, unclosed: Word['unclosed']): Word {
  return { kind: 'word', start, end, text: text.slice(start, end), unclosed }
}

/** Behind the closing quote; null where there is none. */
function endOfQuote(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at + 1
  }
  return null
}

/** `"Big \"Crab\""` → `Big "Crab"`; anything else as it is. */
export function unquoted(text: string): { readonly value: string; readonly isQuoted: boolean } {
  if (!text.startsWith('"')) return { value: text, isQuoted: false }
  const inner = text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : text.slice(1)
  return { value: inner.replace(/\\(.)/g, '$1'), isQuoted: true }
}

/** The value as it must be written to be read as one word. */
export function quotedIfNeeded(value: string): string {
  return /[\s()"]/.test(value) || value === '' ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
}
