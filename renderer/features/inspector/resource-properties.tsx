/** The properties of a resource inside the scene, in place. */
import { type ReactElement, useMemo } from 'react'
import { setResourceProperty } from '../../../shared/scene/commands.ts'
import type { ResourceId } from '../../../shared/scene/scene.ts'
import { useScene } from '../../session/scene-session.ts'
import { useSceneAt } from '../../session/use-scene-at.ts'
import { EditPlaceContext, useEditPlace } from './edit-place.ts'
import { buildSections } from './model.ts'
import { PropertyRowView } from './property-row.tsx'
import { useScript } from './script.ts'

export function ResourceProperties({
  id,
  isReadOnly,
}: {
  readonly id: ResourceId
  readonly isReadOnly: boolean
}): ReactElement {
  const outer = useEditPlace()
  const { session } = outer
  const scene = useScene(session)
  const sceneAt = useSceneAt(session)
  const target = useMemo(() => ({ kind: 'resource', id }) as const, [id])
  const script = useScript(session, target)
  const sections = useMemo(
    () => buildSections({ scene, sceneAt, classes: session.classes, target, script }),
    [scene, sceneAt, session, target, script],
  )
  const place = useMemo(() => ({ ...outer, owner: null }), [outer])
  return (
    <EditPlaceContext value={place}>
      <div className="nested">
        {sections
          .filter(section => section.id !== 'Object' && section.id !== 'RefCounted')
          .flatMap(section => section.rows)
          .filter(row => !row.name.startsWith('resource_') || row.isChanged)
          .map(row => (
            <PropertyRowView
              key={row.name}
              row={row}
              isReadOnly={isReadOnly}
              onCommit={text => setResourceProperty(session.editor, id, row.name, text)}
            />
          ))}
      </div>
    </EditPlaceContext>
  )
}
