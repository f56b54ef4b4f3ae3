/**
 * Which sections of two texts stand character for character in both, without reading those of the second one.
 *
 * What the parser makes of a section in the first text it makes of the same characters in the second, as long as
 * another section or the end follows there: sections do not depend on what is before or behind them, but for their
 * order, which is checked where they meet. All others are read, so that each piece of the second text starts where
 * the parser would see a section start, never at a `[` inside a string.
 */
import { startOf } from '../../codec/header.ts'
import { type OutlinedSection, outlineHeader, outlineSection } from '../../codec/outline.ts'
import type { Tag } from '../../codec/scene-text.ts'
import { checkOrder } from '../../codec/tag.ts'
import { pathOf, type SceneIndex } from './scene-index.ts'

export type Piece = SharedRun | LooseSection

/** Sections in a row that both texts have in this row. */
export interface SharedRun {
  readonly kind: 'shared'
  /** Sections of the first text, from one to before the other. */
  readonly from: number
  readonly to: number
}

/** What only one of two texts has: a section that was changed, that came or that went. */
export interface LooseSection {
  readonly kind: 'loose'
  readonly text: string
  readonly section: OutlinedSection
}

export interface Pairing {
  /** In the order of the second text. */
  readonly pieces: readonly Piece[]
  /** By section of the first text: 1 for those that the second one has, too. */
  readonly isPaired: Uint8Array
}

/**
 * null where more than `most` sections of one text are not in the other.
 * Throws `CodecFailure` where the parser would refuse the second text.
 */
export function pairSections(index: SceneIndex, second: string, most: number): Pairing | null {
  const { text, sections } = index.outline
  const isPaired = new Uint8Array(sections.length)
  const pieces: Piece[] = []
  let before: Tag | null = null
  let expected = 0
  let pairedCount = 0
  let looseCount = 0
  let at = startOf(second)

  function startOfSection(section: number): number {
    return sections[section]?.start ?? text.length
  }

  function isShared(from: number, to: number, start: number): boolean {
    const end = start + startOfSection(to) - startOfSection(from)
    if (end < second.length ? second.charCodeAt(end) !== OPEN : end > second.length) return false
    // What ends the first text may be a comment, which would go on in the second one.
    if (to === sections.length && end < second.length && !text.endsWith('\n')) return false
    return second.slice(start, end) === text.slice(startOfSection(from), startOfSection(to))
  }

  function isTwin(section: number): boolean {
    return isPaired[section] === 0 && isShared(section, section + 1, at)
  }

  /** As many sections as are shared, trying ever more at once: most stand in long runs. */
  function takeRun(from: number): void {
    const taken = isPaired.indexOf(1, from)
    const limit = taken < 0 ? sections.length : taken
    const start = at
    let to = from
    for (let step = 1; step > 0; ) {
      const next = Math.min(to + step, limit)
      const isLonger = next > to && isShared(to, next, at)
      if (isLonger) {
        at += startOfSection(next) - startOfSection(to)
        to = next
      }
      step = isLonger ? step * 2 : step >> 1
    }
    const [first, last] = [sections[from], sections[to - 1]]
    if (first === undefined || last === undefined) throw new RangeError(`section ${from}`)
    if (before !== null) checkOrder('scene', first.tag, before, start)
    before = last.tag
    expected = to
    pairedCount += to - from
    isPaired.fill(1, from, to)
    pieces.push({ kind: 'shared', from, to })
  }

  function takeLoose(section: OutlinedSection): void {
    before = section.tag
    at = section.end
    looseCount += 1
    pieces.push({ kind: 'loose', text: second, section })
  }

  while ((at < second.length || before === null) && looseCount <= most) {
    if (isTwin(expected)) takeRun(expected)
    else {
      const section = before === null ? outlineHeader(second) : outlineSection(second, at, before)
      const moved = section.tag === 'node' ? index.at(pathOf(section)) : index.like(second, section)
      if (isTwin(moved)) takeRun(moved)
      else takeLoose(section)
    }
  }
  return Math.max(looseCount, sections.length - pairedCount) > most ? null : { pieces, isPaired }
}

const OPEN = 91 /* [ */
