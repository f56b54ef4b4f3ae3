/** Files that differ, one a line: `~` changed, `+` added, `-` removed, `>` moved. */
import type { FileDifference } from '../shared/contract/history.ts'

const SIGNS: Readonly<Record<FileDifference['kind'], string>> = { added: '+', removed: '-', changed: '~', moved: '>' }

export function printDifferences(files: readonly FileDifference[]): string {
  return files.map(file => `${SIGNS[file.kind]} ${file.path}${details(file)}\n`).join('')
}

function details({ kind, isScene, added, removed, changed, registers, previousPath }: FileDifference): string {
  const parts: string[] = []
  if (previousPath !== null) parts.push(`was ${previousPath}`)
  if (isScene && kind === 'changed') {
    const counts = [count(added, 'node', 'added'), count(removed, 'node', 'removed'), count(changed, 'node', 'changed')]
    const told = counts.filter(text => text !== '')
    parts.push(...(told.length > 0 ? told : [count(registers, 'value', 'changed')]))
  }
  const told = parts.filter(part => part !== '')
  return told.length === 0 ? '' : `  (${told.join(', ')})`
}

function count(number: number, what: string, how: string): string {
  return number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'} ${how}`
}
