/** Two results of one merge, made with its sides exchanged: they differ in what is listed, and in nothing else. */
import { editsOf } from './edits.ts'
import type { MergeCase, Outcome } from './judge.ts'
import { createListing } from './listing.ts'
import { matchNodes } from './matching.ts'
import { textOf } from './meaning.ts'
import { readScene } from './reader.ts'
import { type Registers, registersOf } from './registers.ts'

/** `exchanged` is the outcome of a merge in which ours was theirs. */
export function differencesIn(of: MergeCase, outcome: Outcome, exchanged: Outcome): string[] {
  const { ours, theirs } = of.texts
  const [result, other] = [registersIn(of, outcome), registersIn(of, exchanged)]
  const edits = [...of.edits.ours, ...of.edits.theirs]
  const listings = [
    createListing(outcome.listed, { ...of.texts, result }, edits),
    createListing(exchanged.listed, { ...of.texts, ours: theirs, theirs: ours, result: other }, edits),
  ]
  return editsOf(result, other)
    .filter(edit => listings.every(listing => !listing.has(edit)))
    .map(
      ({ register, path, value }) =>
        `${register} ${path.join(' ')}: ${value === null ? 'gone' : textOf(value).slice(0, 120)}`,
    )
}

function registersIn(of: MergeCase, outcome: Outcome): Registers {
  const { ours, theirs, base } = of.texts
  const scene = readScene(outcome.text ?? '')
  const keys = matchNodes(
    scene,
    [ours, theirs, base].map(each => each.keyed),
    'extra',
  )
  return registersOf({ scene, keys }, base.keyed)
}

/** What one text says otherwise than another, ids of resources and their order aside. */
export function differencesBetween(text: string, other: string): string[] {
  const first = readScene(text)
  const second = readScene(other)
  const keyed = { scene: first, keys: first.nodes.map(node => `n${node.index}`) }
  const keys = matchNodes(second, [keyed], 'extra')
  const [was, is] = [registersOf(keyed, null), registersOf({ scene: second, keys }, keyed)]
  const orders = [...was.childrenOf]
    .filter(([parent, children]) => is.childrenOf.get(parent)?.join(' ') !== children.join(' '))
    .map(([parent]) => `${was.nodeOf.get(parent)?.path}: its children`)
  return [...editsOf(was, is).map(({ register, path }) => [register, ...path].join(' ')), ...orders]
}
