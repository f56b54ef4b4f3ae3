/** Beside the grid: how the selected scene differs from the parent's, node by node. */
import type { ReactElement } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import type { RealityMatrix } from '../../../shared/contract/side-by-side.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { openTab, type SideBySideView } from '../../commands/shell-store.ts'
import { shownValue } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ChangesPanel, useComparison } from '../scene-changes/index.ts'

export function CellChanges(props: {
  readonly matrix: RealityMatrix
  readonly realities: readonly Reality[]
  readonly cell: SideBySideView['cell']
}): ReactElement {
  const { matrix, realities, cell } = props
  const { shell } = useApp()
  const graph = useHost(view => view.graph)
  const column = realities.findIndex(({ id }) => id === cell?.reality)
  const reality = realities[column]
  const file = matrix.files.find(({ path }) => path === cell?.path)
  const difference = file?.cells[column] ?? null
  const parent = graph?.realities.find(({ id }) => id === reality?.parent)
  const isScene = file?.isScene === true && difference?.kind === 'changed' && difference.previousPath === null
  const parentState = parent?.isCurrent
    ? ({ kind: 'now' } as const)
    : ({ kind: 'reality', id: parent?.id ?? '' } as const)
  const ownState = reality?.isCurrent
    ? ({ kind: 'now' } as const)
    : ({ kind: 'reality', id: reality?.id ?? '' } as const)
  const wanted =
    isScene && file !== undefined && parent !== undefined ? { path: file.path, from: parentState, to: ownState } : null
  const call = useComparison(wanted, `${reality?.lastEditAt} ${parent?.lastEditAt}`)
  const comparison = shownValue(call.state)
  const name = file?.path.slice(file.path.lastIndexOf('/') + 1) ?? ''
  return (
    <aside className="aside" aria-label={historyWords.changes.title}>
      {wanted === null && <Empty>{reason()}</Empty>}
      {wanted !== null && <CallProgress call={call} label={historyWords.changes.loading} />}
      {call.state.status === 'done' && comparison === null && <Empty>{historyWords.changes.fault}</Empty>}
      {wanted !== null && comparison !== null && (
        <ChangesPanel
          key={`${wanted.path} ${cell?.reality}`}
          comparison={comparison}
          detail={words.changesIn(name, reality?.name ?? '', parent?.name ?? '')}
        />
      )}
      {reality !== undefined && (
        <div className="side-aside-foot">
          <Button kind="plain" onPress={() => openTab(shell, 'merge-preview', reality.id)}>
            {words.openPreview}
          </Button>
        </div>
      )}
    </aside>
  )

  function reason(): string {
    if (difference?.kind === 'added') return words.onlyIn(reality?.name ?? '')
    if (difference?.kind === 'removed') return words.notIn(reality?.name ?? '')
    return difference !== null && file?.isScene !== true ? words.noScene : words.chooseCell
  }
}
