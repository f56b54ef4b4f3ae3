/** Selecting rows of a list or tree with the mouse and the keyboard, as a pure function. */

export interface RowSelection {
  /** In the order of selecting; the last one is the primary. */
  readonly keys: readonly string[]
  /** Where a range begins. */
  readonly anchor: string | null
}

export interface Held {
  readonly shift: boolean
  readonly mod: boolean
}

/** The selection after `key` was clicked or reached. `order` holds the keys of all rows from top to bottom. */
export function selectRow(order: readonly string[], now: RowSelection, key: string, held: Held): RowSelection {
  if (held.shift) {
    const from = now.anchor === null ? -1 : order.indexOf(now.anchor)
    const to = order.indexOf(key)
    if (from >= 0 && to >= 0) {
      const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
      const towards = from <= to ? range : range.toReversed()
      const kept = held.mod ? now.keys.filter(other => !range.includes(other)) : []
      return { keys: [...kept, ...towards], anchor: now.anchor }
    }
  }
  if (held.mod) {
    const rest = now.keys.filter(other => other !== key)
    return { keys: rest.length < now.keys.length ? rest : [...rest, key], anchor: key }
  }
  return { keys: [key], anchor: key }
}

/** The row that typed letters lead to: from the one after `cursor` on, or `cursor` itself while a word goes on. */
export function findTyped<Row extends { readonly text: string }>(
  rows: readonly Row[],
  cursor: number,
  typed: string,
): number {
  const word = typed.toLowerCase()
  const start = typed.length > 1 ? Math.max(cursor, 0) : cursor + 1
  for (let step = 0; step < rows.length; step += 1) {
    const index = (start + step) % rows.length
    if (rows[index]?.text.toLowerCase().startsWith(word)) return index
  }
  return -1
}
