/** The tree of what differs, wherever two states of a scene are compared: the caller says which changes are shown. */
import { Unlink } from 'lucide-react'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import { useApp } from '../../commands/app-context.tsx'
import type { Comparison } from '../../session/scene-states.ts'
import { historyWords } from '../../text/history.ts'
import { ContestedDisc, Initial } from '../../ui/person.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { ChangeIcon, NodeIcon } from '../node-icon/index.ts'
import type { AuthorOf } from './author-of.ts'
import { type ChangeRow, type ChangesByNode, changeRows, SCENE_ROW } from './change-rows.ts'
import { nodeSummary } from './node-summary.ts'
import './scene-changes.css'

export interface ChangeTreeProps {
  readonly comparison: Comparison
  readonly changes: ChangesByNode
  /** While something is sought, nothing is folded away. */
  readonly isSearching: boolean
  readonly label: string
  readonly scope: string
  readonly selected: string | null
  readonly onSelect: (node: string) => void
  /** Enter, or a double click. */
  readonly onOpen: (node: string) => void
  /** Nodes with something that met or leads nowhere, by id. */
  readonly marks?: ReadonlyMap<string, 'met' | 'nowhere'> | undefined
  /** Who made a change, where somebody knows. */
  readonly authorOf?: AuthorOf | undefined
  readonly reveal?: string | null
}

const NOTHING: ReadonlySet<string> = new Set()

export function ChangeTree(props: ChangeTreeProps): ReactElement {
  const { comparison, changes, isSearching, label, scope, selected, onSelect, onOpen, marks, authorOf, reveal } = props
  const { app } = useApp()
  const [folded, setFolded] = useState(NOTHING)
  const rows = useMemo(
    () => changeRows(comparison, changes, isSearching ? NOTHING : folded),
    [comparison, changes, isSearching, folded],
  )
  const renderRow = useCallback(
    (row: ChangeRow) => <Row row={row} mark={marks?.get(row.key)} classes={app.classes} authorOf={authorOf} />,
    [marks, app.classes, authorOf],
  )

  function toggle({ key }: ChangeRow): void {
    const next = new Set(folded)
    if (!next.delete(key)) next.add(key)
    setFolded(next)
  }

  return (
    <TreeGrid
      label={label}
      scope={scope}
      rows={rows}
      isMultiple={false}
      selection={{ keys: selected === null ? [] : [selected], anchor: selected }}
      onSelect={({ keys }) => {
        const key = keys.at(-1)
        if (key !== undefined) onSelect(key)
      }}
      onToggle={toggle}
      onOpen={row => onOpen(row.key)}
      renderRow={renderRow}
      reveal={reveal ?? null}
    />
  )
}

function Row(props: {
  readonly row: ChangeRow
  readonly mark: 'met' | 'nowhere' | undefined
  readonly classes: Parameters<typeof NodeIcon>[0]['classes']
  readonly authorOf: AuthorOf | undefined
}): ReactElement {
  const { row, mark, classes, authorOf } = props
  const { node } = row
  const author = node.changes.map(change => authorOf?.(change) ?? null).find(person => person !== null) ?? null
  return (
    <>
      <span className="changes-sign">
        {node.sign !== null && <ChangeIcon kind={node.sign} label={historyWords.changes.kinds[node.sign]} />}
      </span>
      {node.id !== SCENE_ROW && <NodeIcon classes={classes} type={node.type} isDimmed={node.sign === null} />}
      <span className="changes-name ellipsis grow" data-sign={node.sign ?? undefined}>
        {node.id === SCENE_ROW ? historyWords.changes.scene : node.name}
      </span>
      <span className="meta ellipsis">{nodeSummary(node)}</span>
      {author !== null && mark !== 'met' && <Initial name={author.name} color={author.color} />}
      {mark === 'met' && <ContestedDisc colors={[5, 2]} label={historyWords.changes.met} />}
      {mark === 'nowhere' && (
        <Unlink
          className="icon icon-small"
          role="img"
          aria-label={historyWords.changes.nowhere}
          style={{ color: 'var(--warning)' }}
        />
      )}
    </>
  )
}
