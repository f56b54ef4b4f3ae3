/** Realities, what differs in them and how a command ended in them, for people. */
import { assertNever } from '../shared/assert-never.ts'
import type { MergePreview, Reality } from '../shared/contract/realities.ts'
import type { CommandOutcome, MatrixCell, RealityMatrix } from '../shared/contract/side-by-side.ts'
import { printDifferences } from './file-differences.ts'
import { printTable } from './print-table.ts'

export function printRealities(realities: readonly Reality[]): string {
  const names = new Map(realities.map(({ id, name }) => [id, name]))
  return printTable(
    realities.map(({ id, name, parent, isCurrent, status, changedFiles }) => [
      isCurrent ? '*' : ' ',
      id,
      name,
      parent === null ? '' : `from ${names.get(parent) ?? parent}`,
      status === 'open' ? '' : status,
      parent === null ? '' : `${changedFiles} changed`,
    ]),
  ).replace(/ +$/gm, '')
}

export function printPreview({ files, contested }: MergePreview): string {
  const lines = files.map(file => {
    const met = file.meetings.map(
      ({ node, property, base, ours, theirs, chosen }) =>
        `    ${node === '' ? property : `${node}: ${property}`}  ${show(base)} → ours ${show(ours)}, theirs ${show(theirs)} (${chosen})\n`,
    )
    return `${printDifferences([file])}${met.join('')}`
  })
  return `${lines.join('')}${files.length} files, ${contested} to review\n`
}

function show(value: string | null): string {
  return value === null ? '(nothing)' : value.replace(/\s+/g, ' ').slice(0, 60)
}

/** A column for each reality, a line for each file that differs somewhere. */
export function printMatrix({ realities, files }: RealityMatrix): string {
  if (realities.every(({ counts }) => Object.values(counts).every(count => count === 0))) return 'Nothing differs.\n'
  const rows = files.map(({ path, cells }) => [...cells.map(printCell), path])
  return printTable([[...realities.map(({ name }) => name), ''], ...rows]).replace(/ +$/gm, '')
}

function printCell(cell: MatrixCell | null): string {
  if (cell === null) return '·'
  switch (cell.kind) {
    case 'added':
      return '+'
    case 'removed':
      return '-'
    case 'moved':
      return '>'
    case 'changed':
      return `~${cell.registers === 0 ? '' : cell.added + cell.removed + cell.changed}`
    default:
      return assertNever(cell.kind)
  }
}

/** `names` by id. */
export function printOutcomes(outcomes: readonly CommandOutcome[], names: ReadonlyMap<string, string>): string {
  return printTable(
    outcomes.map(({ reality, durationMs, fileCount, ...outcome }) => [
      names.get(reality) ?? reality,
      wordsFor(outcome),
      `${(durationMs / 1000).toFixed(1)} s`,
      fileCount === 0 ? '' : `${fileCount} ${fileCount === 1 ? 'file' : 'files'} made or changed`,
    ]),
  ).replace(/ +$/gm, '')
}

function wordsFor({ end, exitCode, reason }: Pick<CommandOutcome, 'end' | 'exitCode' | 'reason'>): string {
  return end === 'exited' ? `exit ${exitCode}` : (reason ?? end)
}

/** The last lines of each one that did not end well. */
export function printFailures(outcomes: readonly CommandOutcome[], names: ReadonlyMap<string, string>): string {
  const failed = outcomes.filter(({ exitCode, output }) => exitCode !== 0 && output !== '')
  return failed
    .map(({ reality, output }) => {
      const lines = output.trimEnd().split('\n').slice(-FAILURE_LINES)
      return `\n${names.get(reality) ?? reality}:\n${lines.map(line => `  ${line}\n`).join('')}`
    })
    .join('')
}

const FAILURE_LINES = 20
