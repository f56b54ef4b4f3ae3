/** Connections that begin or end at a node. */
import { Plus, Radio, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { disconnectSignal } from '../../../shared/scene/commands.ts'
import { nodePath } from '../../../shared/scene/reference.ts'
import type { NodeId, NodeTarget, SceneConnection } from '../../../shared/scene/scene.ts'
import { useApp } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { type SceneSession, selectNodes } from '../../session/scene-session.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Section } from '../../ui/layout.tsx'

export function NodeSignals(props: {
  readonly session: SceneSession
  readonly node: NodeId
  readonly isOpen: boolean
  readonly onToggle: () => void
}): ReactElement {
  const { session, node, isOpen, onToggle } = props
  const { shell } = useApp()
  const connections = [...session.document.scene.connections.values()].filter(
    ({ from, to }) => from.node === node || to.node === node,
  )
  return (
    <Section
      title={inspectorWords.signals}
      icon={<Radio className="icon second" aria-hidden />}
      isOpen={isOpen}
      onToggle={onToggle}
    >
      <ul className="signals">
        {connections.map(connection => (
          <ConnectionRow key={connection.id} session={session} node={node} connection={connection} />
        ))}
      </ul>
      {session.canWrite && (
        <Button kind="text" onPress={() => openDialog(shell, { kind: 'connect-signal', signal: null })}>
          <Plus className="icon icon-small" aria-hidden /> {inspectorWords.connect}
        </Button>
      )}
    </Section>
  )
}

function ConnectionRow({
  session,
  node,
  connection,
}: {
  readonly session: SceneSession
  readonly node: NodeId
  readonly connection: SceneConnection
}): ReactElement {
  const { notices } = useApp()
  const { from, to, signal, method } = connection
  const isOutgoing = from.node === node
  const other = isOutgoing ? to : from
  return (
    <li className="signal-row mono">
      <span>{signal}</span>
      <span className="meta" aria-hidden={isOutgoing}>
        {isOutgoing ? '→' : inspectorWords.incoming}
      </span>
      <button
        type="button"
        className="signal-target ellipsis"
        disabled={other.node === null}
        title={inspectorWords.goToNode}
        onClick={() => other.node !== null && selectNodes(session, [other.node])}
      >
        {pathOf(session, other)}
      </button>
      <span className="second ellipsis grow">{isOutgoing ? method : ''}</span>
      {session.canWrite && (
        <IconButton
          icon={<X className="icon icon-small" aria-hidden />}
          label={inspectorWords.disconnect(signal)}
          onPress={() => {
            try {
              disconnectSignal(session.editor, connection.id)
            } catch (error) {
              notices.error(error)
            }
          }}
        />
      )}
    </li>
  )
}

function pathOf(session: SceneSession, target: NodeTarget): string {
  const { scene } = session.document
  const path = target.node === null || !scene.nodes.has(target.node) ? '' : nodePath(scene, target.node)
  return target.rest === '' ? path : path === '' ? target.rest : `${path}/${target.rest}`
}
