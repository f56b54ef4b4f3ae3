/** What the judge found over many merges, and the table of it. */
import type { Verdict } from '../../merge-judge/judge.ts'

export interface Tally {
  readonly contender: string
  readonly judged: { readonly of: string; readonly verdict: Verdict }[]
}

export function isHarmed({ blocked, ...kinds }: Verdict): boolean {
  return blocked || Object.values(kinds).some(each => each.length > 0)
}

const COLUMNS: readonly (readonly [name: string, of: (tally: Tally) => string])[] = [
  ['contender', ({ contender }) => contender],
  ['merges', ({ judged }) => String(judged.length)],
  ['blocked', merges(verdict => verdict.blocked)],
  ['unloadable', merges(verdict => verdict.unloadable.length > 0)],
  ['lost nodes', items('lostNodes')],
  ['doubled nodes', items('doubledNodes')],
  ['lost edits', items('lostEdits')],
  ['spoiled values', items('spoiled')],
  ['silent choices', items('silent')],
  ['merges harmed', ({ judged }) => percent(judged.filter(each => isHarmed(each.verdict)).length, judged.length)],
]

export function markdownTally(tallies: readonly Tally[]): string {
  const [head = [], ...rows] = lines(tallies)
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

export function terminalTally(tallies: readonly Tally[]): string {
  const all = lines(tallies)
  const widths = COLUMNS.map((_, column) => Math.max(...all.map(cells => (cells[column] ?? '').length)))
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return all.map(cells => line(cells).trimEnd()).join('\n')
}

function lines(tallies: readonly Tally[]): string[][] {
  return [COLUMNS.map(([name]) => name), ...tallies.map(tally => COLUMNS.map(([, of]) => of(tally)))]
}

function merges(is: (verdict: Verdict) => boolean): (tally: Tally) => string {
  return ({ judged }) => String(judged.filter(each => is(each.verdict)).length)
}

function items(kind: Exclude<keyof Verdict, 'blocked'>): (tally: Tally) => string {
  return ({ judged }) => String(judged.reduce((total, { verdict }) => total + verdict[kind].length, 0))
}

function percent(part: number, of: number): string {
  return `${((100 * part) / of).toFixed(1)} %`
}
