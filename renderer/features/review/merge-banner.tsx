/** After a merge: that it is done and valid, how much met, and the one click that takes it back. */
import { Check, LoaderCircle, Undo2, X } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RealityMerge } from '../../../shared/contract/realities.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { useCall } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { realityById, undoMerge } from '../realities/index.ts'

const words = historyWords.merge

export function MergeBanner({ merge }: { readonly merge: RealityMerge }): ReactElement {
  const parts = useApp()
  const graph = useHost(view => view.graph)
  const undoing = useCall<void>()
  const from = realityById(graph, merge.from)?.name ?? merge.from
  const into = realityById(graph, merge.into)?.name ?? merge.into
  const isDone = merge.status === 'done'
  return (
    <div className="merge-banner" role="status">
      <span className="round-badge" aria-hidden>
        {isDone ? <Check className="icon icon-small" /> : <LoaderCircle className="icon icon-small" />}
      </span>
      <div className="grow">
        <p>
          <strong className="panel-title">{isDone ? words.merged(from, into) : words.running(from, into)}</strong>{' '}
          {isDone && <span className="second">{words.mergedFiles(merge.files)}</span>}
        </p>
        {isDone && <p className="second">{words.mergedMet(merge.contested)}</p>}
        <CallProgress call={undoing} label={words.undoing} canStop={false} />
      </div>
      {isDone && (
        <Button
          kind="plain"
          isDisabled={undoing.state.status === 'running'}
          onPress={() => void undoing.run(() => undoMerge(parts, merge))}
        >
          <Undo2 className="icon icon-small" aria-hidden /> {words.undo}
        </Button>
      )}
      <IconButton
        icon={<X className="icon icon-small" aria-hidden />}
        label={words.dismiss}
        onPress={() => parts.shell.setState({ dismissedMerge: merge.id })}
      />
    </div>
  )
}
