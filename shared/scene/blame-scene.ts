/**
 * What of a scene a version took over from the one before, and what it said itself: the step of a blame by node and
 * property (GIT11). Nodes that were renamed or moved are the same nodes; a property of a resource inside the scene counts
 * for the properties that use it.
 */
import { parseSceneText } from './codec/scene-text.ts'
import { alignModels } from './diff/align-models.ts'
import { diffScenes } from './diff/diff-scenes.ts'
import type { ChangeKind, SceneChange } from './diff/scene-change.ts'
import { createFileModel, type FileModel } from './file-model.ts'

/** `node`: that it is there, and its type. `place`: what it is below, and where among its siblings. */
export const SCENE_THINGS = ['node', 'name', 'place', 'property'] as const

export interface SceneThing {
  readonly what: (typeof SCENE_THINGS)[number]
  readonly node: string
  /** null for what is no property. */
  readonly property: string | null
}

export interface Handed {
  readonly thing: SceneThing
  /** What it was in the version before. */
  readonly before: SceneThing
}

/** In the order of the file; null for a text that is no scene. */
export function thingsOf(text: string): SceneThing[] | null {
  const parsed = parseSceneText(text)
  if (!parsed.ok) return null
  const model = createFileModel(parsed.value)
  return [...model.nodes].flatMap(([id, { path }]) => [
    ...WHOLE.map((what): SceneThing => ({ what, node: path, property: null })),
    ...[...model.properties(id).keys()].map(property => propertyOf(path, property)),
  ])
}

/** Those of `things`, which are of `text`, that stand in `before` as they are. None where either cannot be read. */
export function handedOver(before: string, text: string, things: readonly SceneThing[]): Handed[] {
  const [old, now] = [parseSceneText(before), parseSceneText(text)]
  if (!old.ok || !now.ok || old.value.kind !== now.value.kind) return []
  const { from, to } = alignModels({ file: old.value, ids: null }, { file: now.value, ids: null })
  const own = ownThings(diffScenes(from, to).changes, to)
  return things.flatMap(thing => {
    const id = to.view.tree.at(thing.node)
    const node = id === undefined ? undefined : from.nodes.get(id)?.path
    if (node === undefined || own.has(keyOf(thing))) return []
    return [{ thing, before: { ...thing, node } }]
  })
}

export function keyOf({ what, node, property }: SceneThing): string {
  return `${what}\n${node}\n${property ?? ''}`
}

const WHOLE = ['node', 'name', 'place'] as const

function propertyOf(node: string, property: string): SceneThing {
  return { what: 'property', node, property }
}

function ownThings(changes: readonly SceneChange[], to: FileModel): Set<string> {
  const own = new Set<string>()
  for (const { kind, node, property, owner } of changes) {
    if (kind.startsWith('node-')) own.add(keyOf({ what: saidBy(kind), node, property: null }))
    else if (owner.kind === 'node' && property !== null) own.add(keyOf(propertyOf(node, property)))
    else if (owner.kind === 'resource') for (const user of usersOf(to, owner.localId)) own.add(keyOf(user))
  }
  return own
}

function saidBy(kind: ChangeKind): SceneThing['what'] {
  if (kind === 'node-renamed') return 'name'
  return kind === 'node-moved' || kind === 'node-reordered' ? 'place' : 'node'
}

function usersOf(model: FileModel, localId: string): SceneThing[] {
  const reference = new RegExp(`Resource\\(\\s*"?${localId.replaceAll(/[^\w]/g, '\\$&')}"?\\s*\\)`)
  return [...model.nodes].flatMap(([id, { path }]) =>
    [...model.properties(id)]
      .filter(([, text]) => reference.test(text))
      .map(([property]) => propertyOf(path, property)),
  )
}
