/**
 * Sections that stand character for character in both texts, found without parsing the second one.
 *
 * What the parser made of a section in the first text it would make of the same characters in the second, as long as
 * another section or the end follows there: sections do not depend on what is before or behind them.
 */
import type { SceneText } from '../../codec/scene-text.ts'

/** A piece of the second text, from a `[` to before another one or to the end. */
export interface Piece {
  readonly start: number
  readonly end: number
  /** Index of the same section in the first text; -1 for a piece that is not in it. Those may be several sections. */
  readonly twin: number
}

/** How far behind the expected section another one is looked for, before all are. */
const NEAR = 64

/** In the order of the second text. What moved may count as not being in the first one; what is paired is alike. */
export function pairSections(first: SceneText, second: string): Piece[] {
  const { text, sections } = first
  const taken = new Uint8Array(sections.length)
  const pieces: Piece[] = []
  let byLine: ReadonlyMap<string, number> | null = null
  let expected = 0
  let looseRun = 0
  let at = second.indexOf('[')

  function endOf(section: number): number {
    return sections[section + 1]?.start ?? text.length
  }

  function isTwin(section: number): boolean {
    const start = sections[section]?.start
    if (start === undefined || taken[section] === 1) return false
    const end = endOf(section)
    const after = at + end - start
    if (after !== second.length && second.charCodeAt(after) !== OPEN) return false
    return second.startsWith(text.slice(start, end), at)
  }

  function findTwin(): number {
    if (isTwin(expected)) return expected
    for (let near = expected + 1; near <= expected + NEAR; near += 1) if (isTwin(near)) return near
    if (looseRun < NEAR) return -1
    byLine ??= sectionsByLine(first)
    const far = byLine.get(lineAt(second, at)) ?? -1
    return far >= 0 && isTwin(far) ? far : -1
  }

  while (at >= 0 && at < second.length) {
    const twin = findTwin()
    if (twin >= 0) {
      const end = at + endOf(twin) - (sections[twin]?.start ?? 0)
      taken[twin] = 1
      pieces.push({ start: at, end, twin })
      expected = twin + 1
      looseRun = 0
      at = end
      continue
    }
    looseRun += 1
    const next = second.indexOf('\n[', at)
    const end = next < 0 ? second.length : next + 1
    const last = pieces.at(-1)
    if (last?.twin === -1) pieces[pieces.length - 1] = { start: last.start, end, twin: -1 }
    else pieces.push({ start: at, end, twin: -1 })
    at = end
  }
  return pieces
}

const OPEN = 91 /* [ */

function sectionsByLine({ text, sections }: SceneText): ReadonlyMap<string, number> {
  const byLine = new Map<string, number>()
  sections.forEach(({ start }, at) => {
    const line = lineAt(text, start)
    if (!byLine.has(line)) byLine.set(line, at)
  })
  return byLine
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? text.length : end)
}
