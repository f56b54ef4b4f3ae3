/** Benchmark rows as people read them: in a terminal, and in docs/benchmarks.md. */
import type { BenchRow } from './row.ts'

/** The target of a row that has none. */
const FOR_INFORMATION = 'for information'
const HEAD = ['what', 'ours', 'against', 'ratio', 'target', '']

export function terminalTable(rows: readonly BenchRow[]): string {
  const lines = [HEAD, ...rows.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)))
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function markdownTable(rows: readonly BenchRow[]): string {
  const line = (each: readonly string[]) => `| ${each.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(row => line(cells(row)))].join('\n')
}

/** Replaces what stands between the two marks of this name, or adds it at the end. */
export function replaceSection(text: string, name: string, body: string): string {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end ${name} -->`]
  const section = `${begin}\n${body}\n${end}`
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from === -1 || to === -1) return `${text.trimEnd()}\n\n${section}\n`
  return text.slice(0, from) + section + text.slice(to + end.length)
}

function cells(row: BenchRow): string[] {
  return [
    row.note === undefined ? row.name : `${row.name} (${row.note})`,
    `${figure(row.ours)} ${row.unit}`,
    row.peer === undefined
      ? ''
      : `${figure(row.peer)} ${row.unit}${row.peerName === undefined ? '' : `, ${row.peerName}`}`,
    row.ratio === undefined ? '' : `${figure(row.ratio)}×`,
    row.target,
    row.target === FOR_INFORMATION ? '' : row.pass ? 'met' : 'MISSED',
  ]
}

/** Three digits that count, thousands apart. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  return new Intl.NumberFormat(
    'en',
    value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  ).format(value)
}
