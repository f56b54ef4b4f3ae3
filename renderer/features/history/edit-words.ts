/** One edit in the words of a row. Pure. */
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'

export interface EditWords {
  readonly node: string
  readonly text: string
  readonly kind: TimelineEntry['lines'][number]['kind']
}

export function editWords({ lines, origin }: TimelineEntry): EditWords {
  const [first] = lines
  if (first === undefined) return { node: historyWords.history.origins[origin], text: '', kind: 'changed' }
  const nodes = new Set(lines.map(line => line.node))
  const node = nodes.size === 1 ? first.node : [...nodes].slice(0, 2).join(', ')
  const rest = lines.length - 1
  const more = rest === 0 ? '' : ` ${historyWords.history.more(rest)}`
  return { node, text: `${first.text}${more}`, kind: first.kind }
}

/** Who; a change on disk has nobody. */
export function authorName({ author, origin }: TimelineEntry): string {
  return author?.name ?? (origin === 'intake' ? historyWords.outside : words.somebody)
}

/** Everything in it that is looked for. */
export function editText(entry: TimelineEntry, { node, text }: EditWords): string {
  const lines = entry.lines.flatMap(line => [line.node, line.text])
  return [authorName(entry), node, text, ...lines].join('\n').toLowerCase()
}

/** `Today`, `Yesterday`, `Tuesday 18 Nov`. */
export function dayWords(time: number, now: number): string {
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days === 0) return historyWords.history.today
  return days === 1 ? historyWords.history.yesterday : historyWords.day(time)
}
