/** Names for what is made here: random, and found again when the file comes back by another way. */
import type { SceneEditor } from '../editor.ts'
import { idOfUniqueId } from '../identity.ts'
import type { NodeId, ResourceId } from '../scene.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/**
 * A node id and, from format 3 on, the `unique_id` it is written with: what Git brings back is the same node.
 * Godot draws these from 31 bits, positive.
 */
export function newNodeId(editor: SceneEditor): { id: NodeId; uniqueId: number | null } {
  if (editor.document.scene.format <= 2) return { id: `n${randomText(editor, 14)}` as NodeId, uniqueId: null }
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = editor.deps.random(4)
    const uniqueId = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d
    const id = idOfUniqueId(uniqueId) as NodeId
    if (uniqueId !== 0 && editor.document.resolver.edgesOf(id).length === 0 && id !== editor.document.scene.root) {
      return { id, uniqueId }
    }
  }
}

/** Long enough that no other clone draws it, unlike Godot's own five characters, which repeat by construction. */
export function newResourceId(editor: SceneEditor): ResourceId {
  return `w${randomText(editor, 16)}` as ResourceId
}

/** `Class_xxxxx` for an internal resource, `N_xxxxx` for an external one; Godot 3 takes bare numbers. */
export function newLocalId(editor: SceneEditor, kind: 'external' | 'internal', type: string): string {
  const resources = [...editor.document.scene.resources.values()].filter(resource => resource.kind === kind)
  const highest = Math.max(0, ...resources.map(resource => Number.parseInt(resource.localId, 10) || 0))
  if (editor.document.scene.format <= 2) return String(highest + 1)
  const suffix = randomText(editor, 5)
  return kind === 'external' ? `${highest + 1}_${suffix}` : `${type}_${suffix}`
}

function randomText(editor: SceneEditor, length: number): string {
  let text = ''
  for (const byte of editor.deps.random(length)) text += LETTERS.charAt(byte % LETTERS.length)
  return text
}
