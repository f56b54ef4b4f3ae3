/**
 * Two texts without the nodes that are alike in both and have no part in what differs, so that comparing two scenes of
 * 10,000 nodes costs what their differences cost.
 *
 * Kept are all sections that are not in both texts, and of the others those that a comparison looks at because of
 * them: the nodes above, the siblings where any came, went or changed place, what their paths lead to, what refers to
 * a changed resource. The list of changes is that of the whole texts (DIFF12).
 */
import { fieldString, type SceneText, type Section } from '../../codec/scene-text.ts'
import {
  affectedPaths,
  isNode,
  type LooseNode,
  type LooseSection,
  looseSection,
  readLoose,
  textOf,
} from './loose-sections.ts'
import { pathsUp, targetsIn } from './node-places.ts'
import { type Piece, pairSections } from './pair-sections.ts'
import { indexScene, nodeAbove, type SceneIndex } from './scene-index.ts'
import { namesOneOf, unsteadyResources } from './unsteady-resources.ts'

/** Where more than this share of the sections is not in both texts, they are compared as a whole. */
const LOOSE_SHARE = 0.3
/** Smaller scenes are compared faster than they are pruned. */
const FEWEST_SECTIONS = 200

/** null where the texts have to be compared as a whole. */
export function pruneAlike(first: SceneText, second: string): { first: string; second: string } | null {
  const { sections } = first
  if (first.kind !== 'scene' || sections.length < FEWEST_SECTIONS) return null
  const pieces = pairSections(first, second)
  const byPiece = readLoose(second, pieces)
  const index = indexScene(first)
  if (byPiece === null || index === null) return null
  const isPaired = new Uint8Array(sections.length)
  for (const { twin } of pieces) if (twin >= 0) isPaired[twin] = 1
  const ours = sections.filter((_, at) => isPaired[at] === 0).map(section => looseSection(first, section))
  const theirs = [...byPiece.values()].flat()
  if (Math.max(ours.length, theirs.length) > sections.length * LOOSE_SHARE) return null
  const affected = affectedPaths(ours.filter(isNode), theirs.filter(isNode))
  const texts: Texts = { first, second, pieces, byPiece, index, isPaired, ours, theirs }
  if (affected === null || isAmbiguous(texts) || holdResourcesPaths(texts)) return null
  const kept = chooseKept(texts, affected)
  return write(texts, kept)
}

interface Texts {
  readonly first: SceneText
  readonly second: string
  readonly pieces: readonly Piece[]
  readonly byPiece: ReadonlyMap<number, readonly LooseSection[]>
  readonly index: SceneIndex
  /** By section of the first text: 1 for those that the second one has, too. */
  readonly isPaired: Uint8Array
  readonly ours: readonly LooseSection[]
  readonly theirs: readonly LooseSection[]
}

/** A path or a unique id that repeats: order decides who is who. */
function isAmbiguous({ index, isPaired, ours, theirs }: Texts): boolean {
  const paired = new Set<number>()
  for (const [at, place] of index.places.entries()) {
    if (place === null || isPaired[at] === 0 || place.uniqueId === 0 || place.isOverride) continue
    if (paired.has(place.uniqueId)) return true
    paired.add(place.uniqueId)
  }
  const repeats = (loose: readonly LooseSection[]) => {
    const ids = loose
      .filter(isNode)
      .flatMap(({ place }) => (place.uniqueId > 0 && !place.isOverride ? [place.uniqueId] : []))
    return new Set(ids).size < ids.length || ids.some(id => paired.has(id))
  }
  const isTwice = theirs.some(({ place }) => place !== null && isPaired[index.byPath.get(place.path) ?? -1] === 1)
  return isTwice || repeats(ours) || repeats(theirs)
}

/** Whose paths those of a resource are is told by nodes (an animation's player), which may be alike. */
function holdResourcesPaths({ first, theirs }: Texts): boolean {
  const holds = (each: LooseSection) => each.section.tag === 'sub_resource' && textOf(each).includes('NodePath(')
  return theirs.some(holds) || first.sections.some(section => holds({ file: first, section, place: null }))
}

/** By section of the first text: 1 for those that stay. */
function chooseKept(texts: Texts, affected: ReadonlySet<string>): Uint8Array {
  const { first, pieces, index, isPaired, ours, theirs } = texts
  const { places, byPath, parents } = index
  const kept = new Uint8Array(first.sections.length)
  const loose = [...ours, ...theirs]

  /** A node with those it hangs below. */
  function keep(path: string): void {
    for (const above of pathsUp(path)) {
      const at = byPath.get(above)
      if (at === undefined) continue
      if (kept[at] === 1) return
      kept[at] = 1
    }
  }

  function isAffected(path: string): boolean {
    for (const above of pathsUp(path)) if (affected.has(above)) return true
    return false
  }

  /** The parser checks the order of sections where pieces meet. */
  function keepNeighbours(): void {
    for (const [i, { twin }] of pieces.entries()) {
      const isBeside = twin >= 0 && (pieces[i - 1]?.twin === -1 || pieces[i + 1]?.twin === -1)
      const place = isBeside ? places[twin] : null
      if (place) keep(place.path)
      else if (isBeside) kept[twin] = 1
    }
  }

  /** All children where one came, went or changed its place among them; and all below a node that did. */
  function keepSiblings(): void {
    const disturbed = disturbedParents(texts, affected)
    const below = new Uint8Array(places.length)
    for (const [at, place] of places.entries()) {
      if (place === null) continue
      const parent = parents[at] ?? -1
      const isDirect = places[parent]?.path === place.parentPath
      if (below[parent] === 1 || (isDirect ? affected.has(place.path) : isAffected(place.path))) below[at] = 1
      if (below[at] === 1 || disturbed.has(parent)) keep(place.path)
    }
  }

  function keepReferences(): void {
    const unsteady = unsteadyResources(first, loose)
    const targets = loose.filter(isNode).flatMap(each => targetsIn(textOf(each), each.place.path))
    const isUnique = targets.includes(null)
    for (const target of targets) if (target !== null) keep(target)
    const seekers = new Set(sectionsWith(first, 'NodePath('))
    const users = unsteady.size > 0 ? sectionsWith(first, 'Resource(') : []
    const named = isUnique ? sectionsWith(first, 'unique_name_in_owner') : []
    for (const at of new Set([...seekers, ...users, ...named])) {
      const [place, section] = [places[at], first.sections[at]]
      if (!place || section === undefined || isPaired[at] === 0) continue
      const text = textOf({ file: first, section, place })
      const wanted = seekers.has(at) ? targetsIn(text, place.path) : []
      const isNeeded =
        wanted.some(target => target === null || isAffected(target)) ||
        (unsteady.size > 0 && namesOneOf(text, unsteady)) ||
        (isUnique && text.includes('unique_name_in_owner'))
      if (!isNeeded) continue
      keep(place.path)
      for (const target of wanted) if (target !== null) keep(target)
    }
  }

  function keepTheRest(): void {
    for (const [at, section] of first.sections.entries()) {
      if (section.tag === 'node') continue
      const ends = endsOf(first, section)
      if (section.tag === 'connection' && isPaired[at] === 1 && !ends.some(isAffected)) continue
      kept[at] = 1
      for (const end of ends) keep(end)
    }
    for (const { file, section } of theirs) for (const end of endsOf(file, section)) keep(end)
  }

  keep('.')
  for (const { place } of loose) if (place !== null) keep(place.path)
  keepNeighbours()
  keepSiblings()
  keepReferences()
  keepTheRest()
  return kept
}

/** Nodes of the first text whose children are not the same ones in the same order. */
function disturbedParents({ pieces, byPiece, index, ours, theirs }: Texts, affected: ReadonlySet<string>): Set<number> {
  const { places, byPath, parents } = index
  const nodes: readonly LooseNode[] = [...ours, ...theirs].filter(isNode)
  const disturbed = new Set(nodes.flatMap(({ place }) => (affected.has(place.path) ? [nodeAbove(place, byPath)] : [])))
  const last = new Map<number, number>()
  const follow = (at: number) => {
    const parent = parents[at] ?? -1
    if ((last.get(parent) ?? -1) > at) disturbed.add(parent)
    last.set(parent, at)
  }
  for (const [i, { twin }] of pieces.entries()) {
    if (twin >= 0 && places[twin]) follow(twin)
    for (const { place } of byPiece.get(i) ?? []) {
      const at = place === null || affected.has(place.path) ? undefined : byPath.get(place.path)
      if (at !== undefined) follow(at)
    }
  }
  return disturbed
}

/** In ascending order. */
function sectionsWith({ text, sections }: SceneText, word: string): number[] {
  const found: number[] = []
  let section = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    while ((sections[section + 1]?.start ?? Number.POSITIVE_INFINITY) <= at) section += 1
    if (found.at(-1) !== section) found.push(section)
  }
  return found
}

function endsOf(file: SceneText, section: Section): string[] {
  const names = section.tag === 'connection' ? ['from', 'to'] : section.tag === 'editable' ? ['path'] : []
  return names.flatMap(name => fieldString(file, section, name) ?? [])
}

function write({ first, second, pieces, isPaired }: Texts, kept: Uint8Array): { first: string; second: string } {
  const { text, sections } = first
  const before: string[] = []
  for (const [at, { start }] of sections.entries()) {
    if (kept[at] === 1 || isPaired[at] === 0) before.push(text.slice(start, sections[at + 1]?.start))
  }
  const after: string[] = []
  for (const { start, end, twin } of pieces) if (twin < 0 || kept[twin] === 1) after.push(second.slice(start, end))
  return { first: before.join(''), second: after.join('') }
}
