/** Beside the list: the nodes of one scene that differ between both realities. */
import type { ReactElement } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import { shownValue } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ChangesTree, useComparison } from '../scene-changes/index.ts'
import type { PreviewFile } from './file-meetings.tsx'

export function PreviewChanges(props: {
  readonly file: PreviewFile
  readonly from: Reality
  readonly into: Reality
}): ReactElement {
  const { file, from, into } = props
  const isBoth = file.kind !== 'added' && file.kind !== 'removed'
  const call = useComparison(
    isBoth ? { path: file.path, from: { kind: 'reality', id: into.id }, to: { kind: 'reality', id: from.id } } : null,
    `${from.lastEditAt} ${into.lastEditAt}`,
  )
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
        <ChangesTree
          comparison={comparison}
          detail={`${file.path.slice(file.path.lastIndexOf('/') + 1)}, ${into.name} → ${from.name}`}
          marks={marks}
        />
      )}
    </aside>
  )
}
