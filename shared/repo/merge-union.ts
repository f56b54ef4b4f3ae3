/**
 * Three texts of which both sides' lines are kept where they meet: ours, then theirs, as Git's `merge=union` has it.
 * Nothing is contested then. (TRM10 in docs/spec/repo-merge.md)
 */
import { type AnyRegion, allRegions, changesOf, type LineRange, numberLines } from './merge-lines.ts'
import { charactersOf, isBinary, linesOf, type MergedText, type TextSides } from './text-merge.ts'

/** Conflicts with so few lines between them are one. */
const NEAR = 3

export function mergeUnion({ base, ours, theirs }: TextSides): MergedText {
  if ([base, ours, theirs].some(isBinary)) return { kind: 'binary' }
  // A character for each byte: no word is looked into.
  const lines = [base, ours, theirs].map(bytes => linesOf(charactersOf(bytes)))
  const [ofBase = [], ofOurs = [], ofTheirs = []] = lines
  const numbers = numberLines()
  const numbered = { base: numbers(ofBase), ours: numbers(ofOurs), theirs: numbers(ofTheirs) }
  const regions = allRegions(numbered.base, numbered.ours, numbered.theirs)
  const out: string[] = []
  let at = 0
  for (const { kind, ours: mine, theirs: other } of joined(regions.flatMap(region => refined(region, numbered)))) {
    out.push(...ofOurs.slice(at, mine.start))
    if (kind !== 'theirs') out.push(...ofOurs.slice(mine.start, mine.end))
    if (kind === 'contested') endLine(out)
    if (kind === 'theirs' || kind === 'contested') out.push(...ofTheirs.slice(other.start, other.end))
    at = mine.end
  }
  out.push(...ofOurs.slice(at))
  return { kind: 'text', bytes: Uint8Array.from(out.join(''), each => each.charCodeAt(0)), conflicts: [] }
}

/** The last line of ours may have no end, and theirs come after it. */
function endLine(out: string[]): void {
  const last = out.at(-1)
  if (last === undefined || last.endsWith('\n')) return
  out.push(out.at(-2)?.endsWith('\r\n') ? '\r\n' : '\n')
}

type Region = Pick<AnyRegion, 'kind' | 'ours' | 'theirs'>

/** What both sides have alike within a conflict is none (`xdl_refine_conflicts`). */
function refined(region: AnyRegion, numbered: { readonly ours: Uint32Array; readonly theirs: Uint32Array }): Region[] {
  const { kind, ours, theirs } = region
  if (kind !== 'contested' || isEmpty(ours) || isEmpty(theirs)) return [region]
  const changes = changesOf(numbered.ours.slice(ours.start, ours.end), numbered.theirs.slice(theirs.start, theirs.end))
  return changes.map(({ base, side }) => ({ kind, ours: moved(base, ours.start), theirs: moved(side, theirs.start) }))
}

/** `xdl_simplify_non_conflicts` */
function joined(regions: readonly Region[]): Region[] {
  const all: Region[] = []
  for (const region of regions) {
    const last = all.at(-1)
    const isNear =
      last?.kind === 'contested' && region.kind === 'contested' && region.ours.start - last.ours.end <= NEAR
    if (last === undefined || !isNear) all.push(region)
    else {
      all[all.length - 1] = {
        kind: 'contested',
        ours: { start: last.ours.start, end: region.ours.end },
        theirs: { start: last.theirs.start, end: region.theirs.end },
      }
    }
  }
  return all
}

function isEmpty({ start, end }: LineRange): boolean {
  return start === end
}

function moved({ start, end }: LineRange, by: number): LineRange {
  return { start: start + by, end: end + by }
}
