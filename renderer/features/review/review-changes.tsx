/** Beside the list: what a merge changed in the scene of the item that is looked at. */
import { type ReactElement, useState } from 'react'
import type { ReviewItem } from '../../../shared/contract/data.ts'
import type { SceneSession } from '../../session/scene-session.ts'
import { useScene } from '../../session/scene-session.ts'
import { shownValue } from '../../session/use-call.ts'
import { useSession } from '../../session/use-session.ts'
import { historyWords } from '../../text/history.ts'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { authorsIn, ChangesPanel, RevertNode, useComparison } from '../scene-changes/index.ts'

export function ReviewChanges(props: {
  readonly version: string
  readonly file: string
  readonly current: ReviewItem | null
  readonly items: readonly ReviewItem[]
}): ReactElement {
  const { file } = props
  const session = useSession(file)
  return (
    <aside className="aside" aria-label={historyWords.changes.title}>
      {session !== null && <Changes key={session.documentId} {...props} session={session} />}
    </aside>
  )
}

function Changes(props: {
  readonly version: string
  readonly file: string
  readonly current: ReviewItem | null
  readonly items: readonly ReviewItem[]
  readonly session: SceneSession
}): ReactElement {
  const { version, file, current, items, session } = props
  const scene = useScene(session)
  const call = useComparison({ path: file, from: { kind: 'version', id: version }, to: { kind: 'now' } }, scene)
  const comparison = shownValue(call.state)
  const [own, setOwn] = useState<{ of: string | null; node: string } | null>(null)
  const marks = new Map(
    items
      .filter(item => item.file === file && item.nodeId !== null)
      .map(item => [item.nodeId ?? '', item.kind === 'dangling' ? ('nowhere' as const) : ('met' as const)]),
  )
  if (call.state.status === 'done' && comparison === null) return <Empty>{historyWords.changes.fault}</Empty>
  if (comparison === null) return <CallProgress call={call} label={historyWords.changes.loading} />
  const ofItem = current?.file === file ? current.nodeId : null
  const selected = own !== null && own.of === (current?.id ?? null) ? own.node : ofItem
  return (
    <ChangesPanel
      comparison={comparison}
      detail={historyWords.changes.sinceMerge(file.slice(file.lastIndexOf('/') + 1))}
      marks={marks}
      authorOf={authorsIn(session.document)}
      selected={selected}
      onSelect={node => setOwn({ of: current?.id ?? null, node })}
      actions={node => <RevertNode comparison={comparison} session={session} node={node} />}
    />
  )
}
