/** Beside the list: what the merge would change in one scene of the parent, node by node. */
import { type ReactElement, useMemo } from 'react'
import type { Reality, RealityMergeStrategy } from '../../../shared/contract/realities.ts'
import { useApp } from '../../commands/app-context.tsx'
import { readState } from '../../session/scene-states.ts'
import { shownValue } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ChangesPanel, type ReadTexts, useReadComparison } from '../scene-changes/index.ts'
import type { PreviewFile } from './file-meetings.tsx'

export function PreviewChanges(props: {
  readonly file: PreviewFile
  readonly from: Reality
  readonly into: Reality
  readonly strategy: RealityMergeStrategy
}): ReactElement {
  const { file, from, into, strategy } = props
  const { app } = useApp()
  const isBoth = file.kind !== 'added' && file.kind !== 'removed'
  const { path } = file
  const { id } = from
  const read = useMemo((): ReadTexts | null => {
    if (!isBoth) return null
    return async signal => {
      const { before, after } = await app.api.realities.previewScene({ id, path, strategy }, { signal })
      return { before: readState(before), after: readState(after) }
    }
  }, [app, path, isBoth, strategy, id])
  // How far both have come.
  const call = useReadComparison(read, `${from.lastEditAt} ${from.changedFiles} ${into.lastEditAt}`)
  const comparison = shownValue(call.state)
  const marks = new Map(file.meetings.flatMap(({ nodeId }) => (nodeId === null ? [] : [[nodeId, 'met' as const]])))
  return (
    <aside className="aside" aria-label={historyWords.changes.title}>
      {!isBoth && (
        <Empty>
          {file.kind === 'added' ? historyWords.merge.onlyIn(from.name) : historyWords.merge.onlyIn(into.name)}
        </Empty>
      )}
      <CallProgress call={call} label={historyWords.changes.loading} />
      {call.state.status === 'done' && comparison === null && <Empty>{historyWords.changes.fault}</Empty>}
      {isBoth && comparison !== null && (
        <ChangesPanel
          comparison={comparison}
          detail={historyWords.merge.changesIn(path.slice(path.lastIndexOf('/') + 1), into.name)}
          marks={marks}
        />
      )}
    </aside>
  )
}
