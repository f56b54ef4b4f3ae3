/** Realities and versions as a graph, what is selected in it, and the backups. */
import { FolderTree, Plus } from 'lucide-react'
import { type ReactElement, useMemo } from 'react'
import type { RealityGraph } from '../../../shared/contract/realities.ts'
import { useApp, useCommand, useHost, useShell } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { historyWords } from '../../text/history.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty, PanelHead, Skeleton } from '../../ui/layout.tsx'
import { Backups } from '../backups/index.ts'
import { type GraphRow, layOutGraph } from './graph-layout.ts'
import { GraphView } from './graph-view.tsx'
import { switchTo } from './realities-actions.ts'
import { RealityCard } from './reality-card.tsx'
import { MergeCard, VersionCard } from './version-card.tsx'
import './realities.css'

/** `canLeave`: it stands in the place of the files, which are one click away. */
export function RealitiesPanel({ canLeave }: { readonly canLeave: boolean }): ReactElement {
  const { shell, context } = useApp()
  const graph = useHost(view => view.graph)
  const fork = useCommand('reality.fork')
  return (
    <div className="realities">
      <PanelHead title={historyWords.realities.title}>
        {canLeave && (
          <IconButton
            icon={<FolderTree className="icon icon-small" aria-hidden />}
            label={historyWords.realities.showFiles}
            onPress={() => shell.setState({ leftView: 'files' })}
          />
        )}
        <IconButton
          icon={<Plus className="icon icon-small" aria-hidden />}
          label={historyWords.realities.forkTitle}
          keys={fork.keys}
          onPress={() => runCommand(fork, context())}
        />
      </PanelHead>
      {graph === null ? (
        <Skeleton label={historyWords.realities.loading} widths={[70, 50, 60]} />
      ) : (
        <Graph graph={graph} />
      )}
      <Backups />
    </div>
  )
}

function Graph({ graph }: { readonly graph: RealityGraph }): ReactElement {
  const parts = useApp()
  const layout = useMemo(() => layOutGraph(graph), [graph])
  const wanted = useShell(state => state.selectedPoint)
  const selected = layout.rows.find(row => row.key === wanted) ?? layout.rows[0]
  const isAlone = layout.rows.length === 1

  function open(row: GraphRow): void {
    if (row.kind !== 'reality' || row.reality.isCurrent || row.reality.status === 'dropped') return
    switchTo(parts, row.reality).catch((error: unknown) => parts.notices.error(error))
  }

  return (
    <>
      <div className="realities-graph">
        <GraphView
          graph={graph}
          layout={layout}
          selected={selected?.key ?? ''}
          onSelect={selectedPoint => parts.shell.setState({ selectedPoint })}
          onOpen={open}
        />
        {isAlone && <Empty>{historyWords.realities.alone}</Empty>}
      </div>
      {selected !== undefined && !isAlone && <Card row={selected} />}
    </>
  )
}

function Card({ row }: { readonly row: GraphRow }): ReactElement {
  switch (row.kind) {
    case 'reality':
      return <RealityCard key={row.key} reality={row.reality} />
    case 'version':
      return <VersionCard key={row.key} version={row.version} />
    case 'merge':
      return <MergeCard key={row.key} merge={row.merge} />
  }
}
