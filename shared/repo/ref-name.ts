/** Which names Git takes for a branch or a tag, as `git check-ref-format` has it, and for a branch no dash in front. */

export type RefNameFault =
  /** A blank, or one of `~ ^ : ? * [ \` or a control character. */
  | 'letter'
  /** `..`, `//`, `@{`, or `@` alone. */
  | 'run'
  /** A part that begins with a dot or ends in `.lock`, or a name with a dash in front. */
  | 'part'
  /** A slash at either end, or a dot at the end. */
  | 'end'

/** null for a name that it takes. An empty name is none, and not yet a fault. */
export function refNameFault(name: string): RefNameFault | null {
  if (/[ \p{Cc}~^:?*[\\]/u.test(name)) return 'letter'
  if (/\.\.|\/\/|@\{/.test(name) || name === '@') return 'run'
  if (/^-|^\.|\/\.|\.lock(?:\/|$)/.test(name)) return 'part'
  return /^\/|[/.]$/.test(name) ? 'end' : null
}
