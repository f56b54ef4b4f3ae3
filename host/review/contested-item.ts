/** A value that several people set without knowing of each other: what was there before, and what each of them set. */
import { assertNever } from '../../shared/assert-never.ts'
import type { ReviewItem } from '../../shared/contract/data.ts'
import type { SceneDocument } from '../../shared/scene/document.ts'
import type { Claim, Contested } from '../../shared/scene/scene.ts'
import { sideOf } from './merge-side.ts'
import { authorOf, type Choice, listed, pathIn, type ReviewedScene, typeIn } from './reviewed-scene.ts'

/** The choice that is nobody's: no writer is called so. */
export const BASE_CHOICE = '=base'

export function contestedItem(reviewed: ReviewedScene, id: string, contested: Contested): ReviewItem {
  const { document, file, scene } = reviewed
  const { owner, label, chosen, others } = contested
  const claims = [chosen, ...others]
  const names = claims.map(claim => scene.people.get(claim.writer)?.name ?? 'somebody')
  const node = owner.kind === 'node' ? owner.id : null
  return {
    id,
    file,
    document,
    kind: 'value',
    node: ownerName(contested, scene),
    nodeId: node,
    nodeType: node === null ? null : typeIn(scene, node),
    property: label,
    text: metWords(new Set(names), label),
    choices: [
      ...baseChoice(contested, claims),
      ...claims.map((claim, i) => claimChoice(reviewed, contested, claim, i === 0)),
    ],
  }
}

function metWords(names: ReadonlySet<string>, label: string): string {
  const [only = 'somebody'] = names
  return names.size > 1
    ? `${listed([...names])} set ${label} without knowing of each other.`
    : `${only.charAt(0).toUpperCase()}${only.slice(1)} set ${label} to different values in two places.`
}

function baseChoice(contested: Contested, claims: readonly Claim[]): Choice[] {
  const { isBaseKnown, base } = contested
  if (!isBaseKnown || claims.some(claim => claim.text === base)) return []
  return [{ id: BASE_CHOICE, label: 'Base', detail: shown(contested, base), inUse: false, author: null }]
}

function claimChoice(reviewed: ReviewedScene, contested: Contested, claim: Claim, inUse: boolean): Choice {
  const { writer, text } = claim
  const author = authorOf(reviewed.scene.people, writer)
  const label = sideOf(reviewed, contested, claim) ?? author?.name ?? 'Somebody'
  return { id: writer, label, detail: shown(contested, text), inUse, author }
}

function shown({ label, owner }: Contested, text: string | null): string {
  if (label.startsWith('group ')) return text === 'true' ? 'In the group' : 'Not in the group'
  if (text !== null) return text
  return label === 'parent' && owner.kind === 'node' ? 'Deleted' : 'Not there'
}

function ownerName({ owner }: Contested, document: SceneDocument): string {
  const { scene } = document
  switch (owner.kind) {
    case 'node':
      return pathIn(document, owner.id)
    case 'resource':
      return scene.resources.get(owner.id)?.localId ?? ''
    case 'connection':
      return scene.connections.get(owner.id)?.signal ?? ''
    case 'scene':
      return '.'
    default:
      return assertNever(owner)
  }
}
