/** Strings and keys as Godot writes them. COD17 */

/** In tags, StringNames, NodePaths and packed string arrays: one line, every control character escaped. */
export function quoteName(text: string): string {
  return `"${text.replace(/[\p{Cc}\\"']/gu, c => NAME_ESCAPES[c] ?? c)}"`
}

/** In properties: `\` and `"` escaped, line ends and everything else as they are. */
export function quoteString(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** `name = value`, the name in quotes where it needs them. */
export function printPropertyLine(name: string, valueText: string): string {
  return `${printKey(name)} = ${valueText}`
}

/** Quoted if it has anything that would end or change it: `=`, `"`, `;`, brackets, blanks, non-ASCII. COD17 */
export function printKey(name: string): string {
  // All of ASCII from `!` to `~` but for those five.
  return /^(?:(?!["=;[\]])[!-~])+$/.test(name) ? name : quoteString(name)
}

const NAME_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  "'": "\\'",
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}
