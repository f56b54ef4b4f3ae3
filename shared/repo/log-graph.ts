/**
 * The graph beside a log: each line of development has a column, its commits a star in it, and what branches or meets is
 * drawn between two commits. Commits come in an order in which no parent is before its children.
 *
 *     const graph = createLogGraph()
 *     for (const commit of commits) write(graph.draw(commit, commit.message))
 */
import type { Hash } from './git-object.ts'

export interface LogGraph {
  /** Lines for one commit: the star with `text`, and what leads on to its parents. */
  draw(commit: { readonly hash: Hash; readonly parents: readonly Hash[] }, text: string): string
}

export function createLogGraph(): LogGraph {
  // The commit that each column waits for.
  let columns: Hash[] = []

  return {
    draw({ hash, parents }, text) {
      if (!columns.includes(hash)) columns.push(hash)
      const at = columns.indexOf(hash)
      const star = columns.map((_, i) => (i === at ? '*' : '|')).join(' ')
      const lines = [text === '' ? star : `${star} ${text}`]
      const [first, ...others] = parents
      if (first === undefined) {
        const wide = columns.length
        columns.splice(at, 1)
        if (at < wide - 1) lines.push(shifted(wide, at))
        return toText(lines)
      }
      columns[at] = first
      for (const parent of others) {
        const known = columns.indexOf(parent)
        if (known >= 0) lines.push(joined(columns.length, at, known))
        else {
          lines.push(opened(columns.length, at))
          columns.splice(at + 1, 0, parent)
        }
      }
      // Two columns that wait for one commit are one from here on.
      for (let twin = columns.lastIndexOf(first); twin > columns.indexOf(first); twin = columns.lastIndexOf(first)) {
        lines.push(closed(columns.length, columns.indexOf(first), twin))
        columns = columns.filter((_, i) => i !== twin)
      }
      return toText(lines)
    },
  }
}

/** A column begins beside `at`, and those to the right of it move on. */
function opened(count: number, at: number): string {
  return draw(
    count,
    i => (i <= at ? '|' : ' '),
    gap => (gap >= at ? '\\' : ' '),
  )
}

/** A line that leads into a column that is there already. */
function joined(count: number, at: number, to: number): string {
  const [left, right] = [Math.min(at, to), Math.max(at, to)]
  return draw(
    count,
    () => '|',
    gap => (gap < left || gap >= right ? ' ' : gap === at || gap === at - 1 ? (to > at ? '\\' : '/') : '_'),
  )
}

/** Column `from` ends in `to`, and those to the right of it move up. */
function closed(count: number, to: number, from: number): string {
  return draw(
    count,
    i => (i < from ? '|' : ' '),
    gap => (gap < to || gap >= count - 1 ? ' ' : gap < from - 1 ? '_' : '/'),
  )
}

/** Column `gone` has ended, and those to the right of it move up. */
function shifted(count: number, gone: number): string {
  return draw(
    count,
    i => (i < gone ? '|' : ' '),
    gap => (gap >= gone && gap < count - 1 ? '/' : ' '),
  )
}

function draw(count: number, column: (i: number) => string, gap: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${column(i)}${gap(i)}`).join('')
}

function toText(lines: readonly string[]): string {
  return lines.map(line => `${line.trimEnd()}\n`).join('')
}
