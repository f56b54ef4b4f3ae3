/** What a commit says, and what the logs say of it. */

/** As `git commit -m`: no blanks at line ends, no blank lines at either end or in a row, one line end at the end. */
export function cleanMessage(text: string): string {
  const lines = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map(line => line.trimEnd())
  const kept = lines.filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''))
  const cleaned = kept.join('\n').replace(/^\n+|\n+$/g, '')
  return cleaned === '' ? '' : `${cleaned}\n`
}

/** The first paragraph, on one line. */
export function subjectOf(message: string): string {
  return (message.trimStart().split(/\n\s*\n/, 1)[0] ?? '')
    .split('\n')
    .map(line => line.trim())
    .join(' ')
    .trim()
}
