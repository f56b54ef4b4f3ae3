/** A text as the words and signs that merging and showing differences look at. */

/** Line ends, runs of blanks, words, and every other character by itself. */
export function tokensOf(text: string): string[] {
  return text.match(/\r\n|[ \t]+|[\p{L}\p{N}\p{M}_]+|./gsu) ?? []
}

/** Units of text that are not blank: two sides that share blanks only share nothing. */
export function meaning(tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => (token.trim() === '' ? sum : sum + token.length), 0)
}
