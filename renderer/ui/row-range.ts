/** Which rows of a long list are in view: only those, and a few around them, are in the page. */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

const overscan = 6

/** Rows in view, and the scroll position kept on the same row when rows come and go above it. */
export function useRowRange(
  grid: RefObject<HTMLDivElement | null>,
  rows: readonly { readonly key: string }[],
  indexes: ReadonlyMap<string, number>,
  height: number,
): { first: number; last: number } {
  const [range, setRange] = useState({ first: 0, last: 40 })
  const top = useRef<{ key: string; index: number } | null>(null)

  const measure = useCallback(() => {
    const element = grid.current
    if (element === null) return
    const index = Math.floor(element.scrollTop / height)
    const first = Math.max(0, index - overscan)
    const last = Math.min(rows.length, Math.ceil((element.scrollTop + element.clientHeight) / height) + overscan)
    const row = rows[index]
    top.current = row === undefined ? null : { key: row.key, index }
    setRange(now => (now.first === first && now.last === last ? now : { first, last }))
  }, [grid, rows, height])

  useLayoutEffect(() => {
    const element = grid.current
    if (element === null) return
    const kept = top.current
    const index = kept === null ? undefined : indexes.get(kept.key)
    if (kept !== null && index !== undefined && index !== kept.index && element.scrollTop > 0) {
      element.scrollBy(0, (index - kept.index) * height)
    }
    // Tells the size at once, before anything is painted.
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [grid, measure, indexes, height])

  return { first: Math.min(range.first, rows.length), last: Math.min(Math.max(range.last, 0), rows.length) }
}
