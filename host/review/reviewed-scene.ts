/** A scene whose items are read, and what all of them say alike. Pure. */
import type { ReviewItem } from '../../shared/contract/data.ts'
import type { Person, SceneDocument } from '../../shared/scene/document.ts'
import { nodePath } from '../../shared/scene/reference.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
import type { DocumentMerge } from '../realities/realities.ts'

export interface ReviewedScene {
  /** Document id. */
  readonly document: string
  /** `res://…` */
  readonly file: string
  readonly scene: SceneDocument
  /** The merge of realities that met in it, if any. */
  readonly merge?: DocumentMerge | null
}

export type Choice = ReviewItem['choices'][number]

/** Who that writer is, for a choice; null where nobody knows. */
export function authorOf(people: ReadonlyMap<string, Person>, writer: string | undefined): Choice['author'] {
  const person = writer === undefined ? undefined : people.get(writer)
  return person === undefined ? null : { name: person.name, color: person.color }
}

/** `Pier/Sign`, the root by its name; empty where it is not in the scene. */
export function pathIn({ scene }: SceneDocument, node: NodeId): string {
  const known = scene.nodes.get(node)
  if (known === undefined) return ''
  return node === scene.root ? known.name : nodePath(scene, node)
}

/** Class of a node, for its icon. */
export function typeIn({ scene }: SceneDocument, node: NodeId): string | null {
  return scene.nodes.get(node)?.type ?? null
}

/** `Ines, Tomas and somebody`, each once. */
export function listed(names: readonly string[]): string {
  const once = [...new Set(names)]
  const last = once.pop() ?? 'somebody'
  return once.length === 0 ? last : `${once.join(', ')} and ${last}`
}
