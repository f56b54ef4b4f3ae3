/** A change of a scene in words for people: which node, and what about it. */
import type { WaitingChange } from '../../shared/contract/data.ts'
import type { SceneChange } from '../../shared/scene/document.ts'
import type { NodeId, Scene, SceneNode } from '../../shared/scene/scene.ts'

/** Of one change; the rest is told as a number. */
const LINES_PER_CHANGE = 20

type Line = Pick<WaitingChange, 'node' | 'text' | 'kind'>

/** `file` as `res://…`, `time` in unix ms. */
export function describeChange(change: SceneChange, file: string, time: number): WaitingChange[] {
  const lines: Line[] = []
  for (const id of change.nodes) lines.push(...linesOf(change.previous, change.scene, id))
  if (lines.length === 0) lines.push({ node: '', text: 'scene', kind: 'changed' })
  const shown = lines.slice(0, LINES_PER_CHANGE)
  if (lines.length > shown.length) {
    shown.push({ node: '', text: `${lines.length - shown.length} more changes`, kind: 'changed' })
  }
  return shown.map(line => ({ ...line, file, time }))
}

function linesOf(previous: Scene, scene: Scene, id: NodeId): Line[] {
  const before = previous.nodes.get(id)
  const after = scene.nodes.get(id)
  if (after === undefined) return before === undefined ? [] : [{ node: before.name, text: 'node', kind: 'removed' }]
  if (before === undefined) return [{ node: after.name, text: 'node', kind: 'added' }]
  return before === after ? [] : differencesOf(before, after)
}

function differencesOf(before: SceneNode, after: SceneNode): Line[] {
  const node = after.name
  const lines: Line[] = []
  if (before.parent !== after.parent) lines.push({ node, text: 'parent', kind: 'moved' })
  if (before.name !== after.name) lines.push({ node, text: `name, was ${before.name}`, kind: 'changed' })
  if (before.type !== after.type) lines.push({ node, text: 'type', kind: 'changed' })
  if (before.groups.join('\n') !== after.groups.join('\n')) lines.push({ node, text: 'groups', kind: 'changed' })
  for (const name of changedKeys(before.properties, after.properties)) lines.push({ node, text: name, kind: 'changed' })
  for (const name of changedKeys(before.fields, after.fields)) lines.push({ node, text: name, kind: 'changed' })
  return lines
}

function changedKeys(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  if (before === after) return []
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter(name => before.get(name) !== after.get(name))
}
