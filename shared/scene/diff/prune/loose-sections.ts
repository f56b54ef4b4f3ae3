/** What only one of two texts has: sections that were changed, that came or that went. */
import { parseSceneText, type SceneText, type Section } from '../../codec/scene-text.ts'
import { type PlacedNode, placeOf } from './node-places.ts'
import type { Piece } from './pair-sections.ts'

export interface LooseSection {
  readonly file: SceneText
  readonly section: Section
  /** null for what is no node. */
  readonly place: PlacedNode | null
}

export interface LooseNode extends LooseSection {
  readonly place: PlacedNode
}

const HEADER = '[gd_scene format=3]\n\n'
const SEAM = '\n'

/** Those of the second text, by the piece they stand in; null where the pieces are not whole sections. */
export function readLoose(second: string, pieces: readonly Piece[]): ReadonlyMap<number, LooseSection[]> | null {
  const loose = [...pieces.entries()].filter(([, piece]) => piece.twin < 0)
  const texts = loose.map(([, { start, end }]) => second.slice(start, end) + SEAM)
  const hasHeader = texts[0]?.startsWith('[gd_scene') === true
  const parsed = parseSceneText((hasHeader ? '' : HEADER) + texts.join(''))
  if (!parsed.ok || parsed.value.kind !== 'scene') return null
  const file = parsed.value
  const open = file.sections.slice(hasHeader ? 0 : 1).map(section => looseSection(file, section))
  const found = new Map<number, LooseSection[]>()
  let end = hasHeader ? 0 : HEADER.length
  for (const [i, text] of texts.entries()) {
    end += text.length
    const count = open.findIndex(({ section }) => section.start >= end)
    found.set(loose[i]?.[0] ?? -1, open.splice(0, count < 0 ? open.length : count))
  }
  return found
}

export function looseSection(file: SceneText, section: Section): LooseSection {
  return { file, section, place: section.tag === 'node' ? placeOf(file, section) : null }
}

export function isNode(loose: LooseSection): loose is LooseNode {
  return loose.place !== null
}

export function textOf({ file, section }: LooseSection): string {
  return file.text.slice(section.start, section.end)
}

/** Paths at which one text has a node that the other has not, or has another one; null where paths repeat. */
export function affectedPaths(ours: readonly LooseNode[], theirs: readonly LooseNode[]): Set<string> | null {
  const before = new Map(ours.map(({ place }) => [place.path, place]))
  const after = new Map(theirs.map(({ place }) => [place.path, place]))
  if (before.size < ours.length || after.size < theirs.length) return null
  const others = (nodes: readonly LooseNode[], known: ReadonlyMap<string, PlacedNode>) =>
    nodes.flatMap(({ place }) => (isSameNode(place, known.get(place.path)) ? [] : [place.path]))
  return new Set([...others(ours, after), ...others(theirs, before)])
}

function isSameNode(a: PlacedNode, b: PlacedNode | undefined): boolean {
  return b !== undefined && a.uniqueId === b.uniqueId && a.isOverride === b.isOverride
}
