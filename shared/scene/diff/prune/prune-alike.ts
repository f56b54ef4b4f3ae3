/**
 * Two texts without the nodes that are alike in both and have no part in what differs, so that comparing two scenes of
 * 10,000 nodes costs what their differences cost.
 *
 * Kept are all sections that are not in both texts, and of the others those that a comparison looks at because of
 * them. The list of changes is that of the whole texts (DIFF12).
 */
import { CodecFailure } from '../../codec/fault.ts'
import { type Outline, type OutlinedSection, outlineScene } from '../../codec/outline.ts'
import { chooseKept } from './choose-kept.ts'
import { findDifferences } from './differences.ts'
import { type LooseSection, type Pairing, pairSections } from './pair-sections.ts'
import { indexScene } from './scene-index.ts'

/** Where more than this share of the sections is not in both texts, they are compared as a whole. */
const LOOSE_SHARE = 0.3
/** Smaller scenes are compared faster than they are pruned. */
const FEWEST_SECTIONS = 200

export interface PrunedTexts {
  readonly first: string
  readonly second: string
}

/** null where the texts have to be compared as a whole, if they can be read at all. */
export function pruneAlike(first: string, second: string): PrunedTexts | null {
  try {
    return prune(outlineScene(first), second)
  } catch (error) {
    if (error instanceof CodecFailure) return null
    throw error
  }
}

function prune(outline: Outline, second: string): PrunedTexts | null {
  const { sections } = outline
  const index = sections.length < FEWEST_SECTIONS ? null : indexScene(outline)
  if (index === null) return null
  const pairing = pairSections(index, second, Math.floor(sections.length * LOOSE_SHARE))
  if (pairing === null) return null
  const differences = findDifferences(index, pairing)
  if (differences === null || holdResourcesPaths(outline, differences.loose)) return null
  const kept = chooseKept(differences)
  return kept === null ? null : write(outline, second, pairing, kept)
}

/** Whose paths those of a resource are is told by nodes (an animation's player), which may be alike. */
function holdResourcesPaths({ text, sections }: Outline, loose: readonly LooseSection[]): boolean {
  const holds = (from: string, { tag, start, end }: OutlinedSection) =>
    tag === 'sub_resource' && from.slice(start, end).includes('NodePath(')
  return sections.some(section => holds(text, section)) || loose.some(each => holds(each.text, each.section))
}

function write({ text, sections }: Outline, second: string, pairing: Pairing, kept: Uint8Array): PrunedTexts {
  const textOf = (at: number) => text.slice(sections[at]?.start, sections[at]?.end)
  const before: string[] = []
  for (let at = 0; at < sections.length; at += 1) {
    if (kept[at] === 1 || pairing.isPaired[at] === 0) before.push(textOf(at))
  }
  const after: string[] = []
  for (const piece of pairing.pieces) {
    if (piece.kind === 'loose') after.push(second.slice(piece.section.start, piece.section.end))
    else for (let at = piece.from; at < piece.to; at += 1) if (kept[at] === 1) after.push(textOf(at))
  }
  return { first: before.join(''), second: after.join('') }
}
