/** What of the review is shown: by kind, person, scene and text. Pure. */
import type { ReviewItem, SettledItem } from '../../../shared/contract/data.ts'
import type { ReviewFilter } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'

export const ALL = 'all'

export interface ReviewEntry {
  readonly item: ReviewItem
  /** Where it is settled already: what takes it back. */
  readonly settled: SettledItem | null
}

/** Open ones in their order, then, where asked for, the settled ones of the same file after them. */
export function shownEntries(
  items: readonly ReviewItem[],
  settled: readonly SettledItem[],
  filter: ReviewFilter,
): ReviewEntry[] {
  const open = items.filter(item => matches(item, filter)).map(item => ({ item, settled: null }))
  if (!filter.isSettledShown) return open
  const done = settled.filter(({ item }) => matches(item, filter)).map(one => ({ item: one.item, settled: one }))
  const files = [...new Set([...open, ...done].map(({ item }) => item.file))]
  return files.flatMap(file => [...open, ...done].filter(({ item }) => item.file === file))
}

export interface Facet {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** Kinds that there are, each with how many; everything first. The chosen one stays while nothing of it is left. */
export function kindsOf(items: readonly ReviewItem[], chosen = ALL): Facet[] {
  const counts = new Map<string, number>()
  for (const { kind } of items) {
    const label = words.review.kinds[kind]
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  if (chosen !== ALL && !counts.has(chosen)) counts.set(chosen, 0)
  return [
    { value: ALL, label: words.review.all, count: items.length },
    ...[...counts].map(([label, count]) => ({ value: label, label, count })),
  ]
}

/** Everybody whose value or work is in the list, by name. */
export function peopleOf(items: readonly ReviewItem[]): string[] {
  const names = items.flatMap(item => item.choices.flatMap(choice => choice.author?.name ?? []))
  return [...new Set(names)].sort((a, b) => a.localeCompare(b))
}

export function filesOf(items: readonly ReviewItem[]): string[] {
  return [...new Set(items.map(item => item.file))]
}

function matches(item: ReviewItem, { kind, person, file, text }: ReviewFilter): boolean {
  if (kind !== ALL && words.review.kinds[item.kind] !== kind) return false
  if (file !== ALL && item.file !== file) return false
  if (person !== ALL && !item.choices.some(choice => choice.author?.name === person)) return false
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return true
  const said = [item.node, item.property ?? '', item.text, ...item.choices.map(({ detail }) => detail)]
  return said.some(part => part.toLowerCase().includes(wanted))
}
