/** One row of the scene tree: icon, name, and the marks that tell what a node carries. */
import { Clapperboard, Eye, EyeOff, FileCode2, Group, Percent, Radio } from 'lucide-react'
import type { ReactElement } from 'react'
import { checkNodeName, renameNode, setProperty } from '../../../shared/scene/commands.ts'
import type { OtherPresence, SceneSession } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { ContestedDisc, Initial, personStyle } from '../../ui/person.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { NodeIcon } from '../node-icon/index.ts'
import type { Glow } from './glow.ts'
import type { Marks } from './marks.ts'
import type { SceneRow } from './rows.ts'

export interface NodeRowProps {
  readonly session: SceneSession
  readonly row: SceneRow
  readonly marks: Marks
  readonly others: readonly OtherPresence[]
  readonly glow: Glow | undefined
  readonly isRenaming: boolean
  readonly onRenamed: () => void
  readonly onOpenScene: (path: string) => void
  readonly onError: (error: unknown) => void
}

export function NodeRow(props: NodeRowProps): ReactElement {
  const { session, row, glow, isRenaming, onRenamed } = props
  const { node, inner } = row
  const isInner = inner !== null && node === null
  const look = row.isMissing ? 'node-missing' : isInner ? 'node-inner' : row.isFaint ? 'node-faint' : ''
  return (
    <>
      {glow !== undefined && <span key={glow.count} aria-hidden className="row-glow" style={personStyle(glow.color)} />}
      <NodeIcon classes={session.classes} type={row.type} isDimmed={isInner} />
      {isRenaming && node !== null ? (
        <TextInput
          isUi
          autoFocus
          label={words.tree.rename}
          value={row.name}
          onCancel={onRenamed}
          onCommit={name => {
            const refusal = checkNodeName(name)
            if (refusal === null) renameNode(session.editor, node.id, name)
            return refusal
          }}
        />
      ) : (
        <span className={`node-name ${look}`}>{row.name}</span>
      )}
      <NodeMarks {...props} />
    </>
  )
}

function NodeMarks({ session, row, marks, others, onOpenScene, onError }: NodeRowProps): ReactElement {
  const { node, inner } = row
  const contested = node === null ? undefined : marks.contested.get(node.id)
  const script = node?.properties.get('script') ?? inner?.node.properties.get('script')
  const groups = node?.groups ?? []
  return (
    <span className="node-marks">
      {node !== null && inner !== null && <span className="node-dot" role="img" aria-label={words.tree.overridden} />}
      {contested !== undefined && <ContestedDisc colors={huesOf(session, contested)} label={words.tree.contested} />}
      {node?.properties.get('unique_name_in_owner') === 'true' && (
        <Mark icon={<Percent className="icon icon-small" />} label={words.tree.unique} />
      )}
      {node !== null && marks.connected.has(node.id) && (
        <Mark icon={<Radio className="icon icon-small" />} label={words.tree.signals} />
      )}
      {groups.length > 0 && (
        <Mark icon={<Group className="icon icon-small" />} label={words.tree.groups(groups.join(', '))} />
      )}
      {script !== undefined && script !== 'null' && (
        <Mark icon={<FileCode2 className="icon icon-small" />} label={words.tree.script} />
      )}
      {row.instance !== null && (
        <button
          type="button"
          tabIndex={-1}
          className="node-mark"
          title={words.tree.instance(row.instance)}
          aria-label={words.tree.openInstance}
          onClick={event => {
            event.stopPropagation()
            if (row.instance !== null) onOpenScene(row.instance)
          }}
        >
          <Clapperboard className="icon icon-small" aria-hidden />
        </button>
      )}
      {others.map(other => (
        <Initial
          key={other.client}
          name={words.tree.hasSelected(other.user.name)}
          initial={other.user.name}
          color={other.user.color}
        />
      ))}
      <VisibleToggle session={session} row={row} onError={onError} />
    </span>
  )
}

function Mark({ icon, label }: { readonly icon: ReactElement; readonly label: string }): ReactElement {
  return (
    <span className="node-mark" role="img" aria-label={label} title={label}>
      {icon}
    </span>
  )
}

function VisibleToggle({
  session,
  row,
  onError,
}: Pick<NodeRowProps, 'session' | 'row' | 'onError'>): ReactElement | null {
  const { node, inner, type } = row
  if (type === null || session.classes.property(type, 'visible') === null) return null
  const isVisible = (node?.properties.get('visible') ?? inner?.node.properties.get('visible')) !== 'false'
  const icon = isVisible ? (
    <Eye className="icon icon-small" aria-hidden />
  ) : (
    <EyeOff className="icon icon-small node-off" aria-hidden />
  )
  if (node === null || !session.canWrite) return <span className="node-mark">{icon}</span>
  return (
    <button
      type="button"
      tabIndex={-1}
      className="node-mark"
      aria-label={isVisible ? words.tree.hide : words.tree.showNode}
      aria-pressed={isVisible}
      onClick={event => {
        event.stopPropagation()
        try {
          setProperty(session.editor, [node.id], 'visible', isVisible ? 'false' : null)
        } catch (error) {
          onError(error)
        }
      }}
    >
      {icon}
    </button>
  )
}

function huesOf(session: SceneSession, contested: NonNullable<ReturnType<Marks['contested']['get']>>): number[] {
  const [first] = contested
  const writers = first === undefined ? [] : [first.chosen.writer, ...first.others.map(other => other.writer)]
  return writers.map(writer => session.document.people.get(writer)?.color ?? 0)
}
