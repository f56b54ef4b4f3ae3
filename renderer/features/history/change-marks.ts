/** The differing nodes as marks on the two drawings. Pure. */
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { registerKey } from '../../../shared/scene/register-key.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { Comparison } from '../../session/scene-states.ts'
import { historyWords } from '../../text/history.ts'
import type { ChangeMark } from '../outline/index.ts'
import { changedNodes, SCENE_ROW, signOf } from '../scene-changes/index.ts'

export interface ChangeMarks {
  readonly past: readonly ChangeMark[]
  readonly now: readonly ChangeMark[]
}

/** What moved stands in both: with a broken line where it was. What only is in one, only there. */
export function changeMarks(comparison: Comparison): ChangeMarks {
  const nodes = changedNodes(comparison)
  const past: ChangeMark[] = []
  const now: ChangeMark[] = []
  for (const [id, changes] of nodes) {
    const sign = id === SCENE_ROW ? null : drawnSign(changes)
    if (sign === null) continue
    const isInner = isWithinSameSign(comparison, id, nodes)
    const node = id as NodeId
    const label = isInner ? '' : labelOf(comparison, id, changes)
    if (sign === 'removed') past.push({ node, sign, label, isGhost: false })
    else if (sign === 'added') now.push({ node, sign, label, isGhost: false })
    else if (sign === 'moved') {
      past.push({ node, sign, label: '', isGhost: true })
      now.push({ node, sign, label, isGhost: false })
    } else now.push({ node, sign, label, isGhost: false })
  }
  return { past, now }
}

/** In a drawing, a node whose place changed has moved, whatever the tree says. */
function drawnSign(changes: readonly SceneChange[]): ChangeMark['sign'] | null {
  const sign = signOf(changes)
  if (sign === 'added' || sign === 'removed') return sign
  const places = new Set(['position', 'transform', 'offset_left', 'offset_top', 'anchor_left', 'anchor_top'])
  if (changes.some(change => change.property !== null && places.has(change.property))) return 'moved'
  // Another place in the tree alone is nothing to see here.
  const isSeen = changes.some(change => change.kind === 'property-changed' || change.kind === 'node-retyped')
  return isSeen ? 'changed' : null
}

/** Below what was added or removed as a whole nothing is said again. */
function isWithinSameSign(
  { from, to }: Comparison,
  id: string,
  nodes: ReadonlyMap<string, readonly SceneChange[]>,
): boolean {
  const sign = signOf(nodes.get(id) ?? [])
  if (sign !== 'added' && sign !== 'removed') return false
  const model = sign === 'added' ? to : from
  const path = model.view.tree.segments(id) ?? []
  const parent = model.view.tree.at(path.slice(0, -1).join('/'))
  return parent !== undefined && signOf(nodes.get(parent) ?? []) === sign
}

function labelOf({ from, to }: Comparison, id: string, changes: readonly SceneChange[]): string {
  const model = to.nodes.has(id) ? to : from
  const name = String(model.value(registerKey.field(id, 'name')) ?? '')
  const properties = changes.flatMap(change => change.property ?? [])
  const sign = signOf(changes)
  if (sign === 'added' || sign === 'removed' || properties.length === 0) return name
  return properties.length === 1
    ? `${name}, ${properties[0]}`
    : `${name}, ${historyWords.changes.values(properties.length)}`
}
