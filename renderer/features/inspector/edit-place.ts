/** Where an inspector edits: which scene, what a NodePath starts from, and how values are taken. */
import { type ComponentType, createContext, useContext } from 'react'
import type { NodeId, ResourceId } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'

export interface EditPlace {
  readonly session: SceneSession
  /** The node that paths are seen from; null in a resource. */
  readonly owner: NodeId | null
  /** Editors hold editors (arrays of values, resources with properties): given here, so that no file imports in a circle. */
  readonly Value: ComponentType<ValueProps>
  readonly Resource: ComponentType<{ readonly id: ResourceId; readonly isReadOnly: boolean }>
}

export const EditPlaceContext = createContext<EditPlace | null>(null)

export function useEditPlace(): EditPlace {
  const place = useContext(EditPlaceContext)
  if (place === null) throw new Error('outside of EditPlaceContext')
  return place
}

/** What every value editor gets. Text is Godot text; committing may throw an AppError. */
export interface ValueProps {
  readonly shape: {
    readonly name: string
    readonly type: string
    readonly hint: string
    readonly hintString: string
    readonly className: string
  }
  readonly label: string
  /** null: the selected ones differ. */
  readonly text: string | null
  /** Scene whose resource ids the text uses; empty for the one being edited. */
  readonly source: string
  readonly isReadOnly: boolean
  readonly onCommit: (text: string) => void
  readonly onPreview?: ((text: string | null) => void) | undefined
}
