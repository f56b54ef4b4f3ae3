/** What the list of a merge is read from: the document in which both met, and where each side has a node. */
import type { SceneDocument } from '../document.ts'
import { nodePath } from '../reference.ts'
import { parseRegisterKey } from '../register-key.ts'
import type { Contested, NodeId, Scene } from '../scene.ts'
import { textIn } from '../scene-contested.ts'
import type { Chosen, NodePaths } from './conflict.ts'
import { claimOf, type MergeSides } from './merge-side.ts'

/** Godot text, a name or a path, by side; null = not there. */
export interface SideTexts {
  readonly base: string | null
  readonly ours: string | null
  readonly theirs: string | null
}

/** What stood when both had met and nothing was preferred yet: preferring takes a side's claim away. */
export interface Meeting {
  readonly contested: readonly { readonly item: Contested; readonly texts: SideTexts }[]
}

export interface MergeContext {
  readonly document: SceneDocument
  readonly sides: MergeSides
  paths(node: string): NodePaths
}

export function meetingOf(document: SceneDocument, sides: MergeSides): Meeting {
  return { contested: document.scene.contested.map(item => ({ item, texts: textsOf(document, sides, item) })) }
}

function textsOf(document: SceneDocument, sides: MergeSides, item: Contested): SideTexts {
  const { register, chosen, others } = item
  const key = parseRegisterKey(register)
  const { said } = sides.base
  const base = said === null || key === null ? item.base : textIn(document, key, said(register))
  const claims = [chosen, ...others]
  const on = (side: 'ours' | 'theirs') => {
    const writer = claimOf(document, register, sides[side])?.writer
    const claim = claims.find(each => each.writer === writer)
    return claim === undefined ? base : claim.text
  }
  return { base, ours: on('ours'), theirs: on('theirs') }
}

export function mergeContext(document: SceneDocument, sides: MergeSides): MergeContext {
  const pathIn = (scene: Scene | null, id: string) =>
    scene?.nodes.has(id as NodeId) === true ? nodePath(scene, id as NodeId) : null
  return {
    document,
    sides,
    paths: id => ({
      base: pathIn(sides.base.scene, id),
      ours: pathIn(sides.ours.scene, id),
      theirs: pathIn(sides.theirs.scene, id),
      result: pathIn(document.scene, id),
    }),
  }
}

export function bestPath({ result, ours, theirs, base }: NodePaths): string {
  return result ?? ours ?? theirs ?? base ?? '.'
}

export function chosenOf(now: string | null, { ours, theirs }: SideTexts): Chosen {
  if (now === ours) return 'ours'
  return now === theirs ? 'theirs' : 'base'
}

/** Where a node hangs in a scene; null for the root and for one that is not there. */
export function parentPath(scene: Scene | null, id: NodeId): string | null {
  const parent = scene?.nodes.get(id)?.parent ?? null
  return scene === null || parent === null ? null : nodePath(scene, parent)
}
