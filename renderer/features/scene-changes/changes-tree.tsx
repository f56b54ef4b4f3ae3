/** What differs between two states of a scene: the nodes as a tree, and what changed on the one that is selected. */
import { Unlink } from 'lucide-react'
import { type ReactElement, type ReactNode, useCallback, useMemo, useState } from 'react'
import { useApp } from '../../commands/app-context.tsx'
import type { Comparison } from '../../session/scene-states.ts'
import { historyWords } from '../../text/history.ts'
import { Empty, PanelHead } from '../../ui/layout.tsx'
import { ContestedDisc, Initial } from '../../ui/person.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { ChangeIcon, NodeIcon } from '../node-icon/index.ts'
import type { AuthorOf } from './author-of.ts'
import { type ChangeRow, type ChangeSign, changedNodes, changeRows, countSigns } from './change-rows.ts'
import { NodeChanges } from './node-changes.tsx'
import { nodeSummary } from './node-summary.ts'
import './scene-changes.css'

const signs = ['added', 'removed', 'changed', 'moved'] as const satisfies readonly ChangeSign[]

export function ChangesTree(props: {
  readonly comparison: Comparison
  /** Of what to what: `base to merged`. */
  readonly detail: string
  /** Nodes with something that met or leads nowhere, by id. */
  readonly marks?: ReadonlyMap<string, 'met' | 'nowhere'>
  /** Who made a change, where somebody knows. */
  readonly authorOf?: AuthorOf
  readonly selected?: string | null
  readonly onSelect?: (node: string) => void
  /** For the selected node, beside its name. */
  readonly actions?: (node: string) => ReactNode
}): ReactElement {
  const { comparison, detail, marks, authorOf, selected, onSelect, actions } = props
  const { app } = useApp()
  const [text, setText] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const changes = useMemo(() => changedNodes(comparison), [comparison])
  const rows = useMemo(() => changeRows(comparison, text, folded), [comparison, text, folded])
  const counts = countSigns(changes)
  const current = selected ?? own
  const renderRow = useCallback(
    (row: ChangeRow) => <Row row={row} mark={marks?.get(row.key)} classes={app.classes} authorOf={authorOf} />,
    [marks, app.classes, authorOf],
  )

  function toggle(row: ChangeRow): void {
    const next = new Set(folded)
    if (!next.delete(row.key)) next.add(row.key)
    setFolded(next)
  }

  function select(keys: readonly string[]): void {
    const key = keys.at(-1) ?? null
    setOwn(key)
    if (key !== null) onSelect?.(key)
  }

  return (
    <div className="changes">
      <PanelHead title={historyWords.changes.title} detail={detail}>
        {signs.map(sign =>
          counts[sign] === 0 ? null : (
            <span key={sign} className="changes-count">
              <ChangeIcon kind={sign} label={historyWords.changes.kinds[sign]} /> {counts[sign]}
            </span>
          ),
        )}
      </PanelHead>
      <div className="changes-find">
        <SearchInput
          label={historyWords.changes.find}
          placeholder={historyWords.changes.find}
          value={text}
          onChange={setText}
        />
      </div>
      {rows.length === 0 ? (
        <Empty>{historyWords.changes.none}</Empty>
      ) : (
        <TreeGrid
          label={historyWords.changes.tree}
          scope="changes"
          rows={rows}
          isMultiple={false}
          selection={{ keys: current === null ? [] : [current], anchor: current }}
          onSelect={selection => select(selection.keys)}
          onToggle={toggle}
          onOpen={row => select([row.key])}
          renderRow={renderRow}
          reveal={selected ?? null}
        />
      )}
      <NodeChanges
        comparison={comparison}
        node={current}
        changes={changes.get(current ?? '') ?? []}
        authorOf={authorOf}
        actions={actions}
      />
    </div>
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
      <NodeIcon classes={classes} type={node.type} isDimmed={node.sign === null} />
      <span className="changes-name ellipsis grow" data-sign={node.sign ?? undefined}>
        {node.name}
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
