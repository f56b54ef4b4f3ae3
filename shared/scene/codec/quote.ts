/** Strings as Godot writes them. COD17 */

/** In tags, StringNames, NodePaths and packed string arrays: one line, every control character escaped. */
export function quoteName(text: string): string {
  return `"${text.replace(/[\p{Cc}\\"']/gu, c => NAME_ESCAPES[c] ?? c)}"`
}

/** In properties: `\` and `"` escaped, line ends and everything else as they are. */
export function quoteString(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
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
