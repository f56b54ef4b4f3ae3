/** The editor for a value that is no property of the scene (yet): a parameter of a template, say. */
import { type ReactElement, useMemo } from 'react'
import type { SceneSession } from '../../session/scene-session.ts'
import { type EditPlace, EditPlaceContext } from './edit-place.ts'
import { ResourceProperties } from './resource-properties.tsx'
import { ValueEditor } from './value-editor.tsx'

export function LooseValue(props: {
  readonly session: SceneSession
  readonly label: string
  /** Godot's name of the type. */
  readonly type: string
  readonly text: string
  readonly onCommit: (text: string) => void
}): ReactElement {
  const { session, label, type, text, onCommit } = props
  const place = useMemo<EditPlace>(
    () => ({ session, owner: null, Value: ValueEditor, Resource: ResourceProperties }),
    [session],
  )
  const shape = { name: label, type, hint: '', hintString: '', className: '' }
  return (
    <EditPlaceContext value={place}>
      <ValueEditor shape={shape} label={label} text={text} source="" isReadOnly={false} onCommit={onCommit} />
    </EditPlaceContext>
  )
}
