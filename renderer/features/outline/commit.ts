/** One gesture, one commit: what a drag or an arrow key came to is written at once and said aloud. */

import { setProperties } from '../../../shared/scene/commands.ts'
import type { Point } from '../../../shared/scene/geometry/transform2.ts'
import { moveBy, type PropertyChange } from '../../../shared/scene/geometry/write-back.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { shortNumber } from './drag.ts'
import type { Stage } from './stage.ts'
import { words } from './words.ts'

/** Nodes that somebody deleted meanwhile, and values that are what they were, are left out. */
export function commitDrag(stage: Stage, kind: 'move' | 'rotate' | 'scale', changes: readonly PropertyChange[]): void {
  const { session } = stage
  const { scene } = session.document
  const real = changes.flatMap(change => {
    const node = scene.nodes.get(change.node)
    if (node === undefined) return []
    const text = isDefault(stage, change) ? null : change.text
    return text === (node.properties.get(change.name) ?? null) ? [] : [{ ...change, text }]
  })
  if (real.length === 0) return
  const nodes = [...new Set(real.map(({ node }) => node))]
  setProperties(session.editor, real, words.gesture[kind](nameOf(stage, nodes)))
  say(stage, kind, nodes)
}

export function nudge(stage: Stage, by: Point): void {
  const items = stage.movable()
  if (items.length > 0) commitDrag(stage, 'move', moveBy(items, by))
}

/** Godot leaves a default out, unless there is a scene below that may say otherwise. */
function isDefault(stage: Stage, { node, name, text }: PropertyChange): boolean {
  const found = stage.session.document.scene.nodes.get(node)
  if (found === undefined || found.type === null || found.instance !== null || found.isOverride) return false
  return stage.session.classes.defaultText(found.type, name) === text
}

function say(stage: Stage, kind: 'move' | 'rotate' | 'scale', nodes: readonly NodeId[]): void {
  const name = nameOf(stage, nodes)
  const item = nodes[0] === undefined ? undefined : stage.picture().itemOf(nodes[0])
  if (kind === 'rotate') stage.say(words.rotated(name))
  else if (kind === 'scale') stage.say(words.scaled(name))
  else stage.say(words.moved(name, shortNumber(item?.transform.e ?? 0), shortNumber(item?.transform.f ?? 0)))
}

function nameOf(stage: Stage, nodes: readonly NodeId[]): string {
  const [only] = nodes
  if (nodes.length !== 1 || only === undefined) return words.several(nodes.length)
  return stage.session.document.scene.nodes.get(only)?.name ?? ''
}
