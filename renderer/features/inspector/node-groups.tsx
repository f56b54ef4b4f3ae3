/** Groups of the selected nodes. */
import { Group, Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { removeGroup } from '../../../shared/scene/commands.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/layout.tsx'

export function NodeGroups(props: {
  readonly session: SceneSession
  readonly nodes: readonly NodeId[]
  readonly isOpen: boolean
  readonly onToggle: () => void
}): ReactElement {
  const { session, nodes, isOpen, onToggle } = props
  const { shell, notices } = useApp()
  const { scene } = session.document
  const groups = [...new Set(nodes.flatMap(id => scene.nodes.get(id)?.groups ?? []))]
  return (
    <Section
      title={inspectorWords.groups}
      icon={<Group className="icon second" aria-hidden />}
      isOpen={isOpen}
      onToggle={onToggle}
    >
      <div className="groups">
        {groups.map(group => (
          <span key={group} className="group-chip">
            {group}
            {session.canWrite && (
              <button
                type="button"
                aria-label={inspectorWords.removeGroup(group)}
                onClick={() => {
                  try {
                    removeGroup(session.editor, nodes, group)
                  } catch (error) {
                    notices.error(error)
                  }
                }}
              >
                <X className="icon icon-small" aria-hidden />
              </button>
            )}
          </span>
        ))}
        {session.canWrite && (
          <Button kind="text" onPress={() => openDialog(shell, { kind: 'add-group' })}>
            <Plus className="icon icon-small" aria-hidden /> {inspectorWords.addGroup}
          </Button>
        )}
      </div>
    </Section>
  )
}
