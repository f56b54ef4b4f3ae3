/** One comparison as the screen needs it: the list by node, the tree of both states, and a scene of each to draw. */
import type { SceneComparison } from '../../../shared/contract/compare.ts'
import { parseSceneText } from '../../../shared/scene/codec/scene-text.ts'
import { type MergedRow, mergedTree } from '../../../shared/scene/diff/merged-tree.ts'
import { typeOf } from '../../../shared/scene/diff/node-changes.ts'
import type { SceneChange } from '../../../shared/scene/diff/scene-change.ts'
import { nodeOf } from '../../../shared/scene/diff/sort-changes.ts'
import { createFileModel, type FileModel } from '../../../shared/scene/file-model.ts'
import { sceneOfModel } from '../../../shared/scene/model-scene.ts'
import type { Scene } from '../../../shared/scene/scene.ts'
import { compareWords as words } from '../../text/compare.ts'
import { type ComparedNode, SCENE_ROW } from './compared-rows.ts'

export interface Comparison {
  readonly changes: readonly SceneChange[]
  readonly tree: readonly MergedRow[]
  readonly from: FileModel
  readonly to: FileModel
  /** Drawn when somebody looks: a scene of 10,000 nodes takes a while to read. */
  scenes(): { readonly from: Scene; readonly to: Scene }
  /** The row a change is listed at. */
  rowOf(change: SceneChange): string
  nodeOf(id: string): ComparedNode
}

export function readComparison(answer: SceneComparison): Comparison {
  const from = modelOf(answer.from)
  const to = modelOf(answer.to)
  const notes = notesOf(answer.changes)
  let scenes: { readonly from: Scene; readonly to: Scene } | null = null
  return {
    changes: answer.changes,
    tree: mergedTree(from, to),
    from,
    to,
    scenes: () => (scenes ??= { from: sceneOfModel(from), to: sceneOfModel(to) }),
    rowOf: change => nodeOf(change, from, to) ?? SCENE_ROW,
    nodeOf(id) {
      if (id === SCENE_ROW) return { name: words.scene, type: null, note: '' }
      const model = to.nodes.has(id) ? to : from
      return { name: model.nodes.get(id)?.name ?? '', type: typeOf(model, id), note: notes.get(id) ?? '' }
    },
  }
}

function notesOf(changes: readonly SceneChange[]): Map<string, string> {
  const notes = new Map<string, string>()
  for (const { kind, owner, from, to } of changes) {
    if (owner.kind !== 'node' || from === null || to === null) continue
    const note =
      kind === 'node-moved'
        ? words.was(from)
        : kind === 'node-renamed'
          ? words.wasNamed(from.slice(from.lastIndexOf('/') + 1))
          : kind === 'node-reordered'
            ? words.place(from, to)
            : null
    // Where it was says what it was called.
    if (note !== null && !notes.has(owner.id)) notes.set(owner.id, note)
  }
  return notes
}

function modelOf({ text, ids }: SceneComparison['from']): FileModel {
  const parsed = parseSceneText(text)
  if (!parsed.ok) throw new Error(`A compared text cannot be read: ${parsed.fault.reason}`)
  return createFileModel(parsed.value, ids)
}
