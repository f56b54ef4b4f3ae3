/** What merging a reality into its parent would change, and what would meet, before anything is done. */
import { GitMerge } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import type { MergePreview, Reality, RealityMerge, RealityMergeStrategy } from '../../../shared/contract/realities.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { shownValue, useCall } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Dropdown } from '../../ui/choice.tsx'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { mergeReality, realityById } from '../realities/index.ts'
import { FileMeetings } from './file-meetings.tsx'
import { PreviewChanges } from './preview-changes.tsx'
import './merge-preview.css'

const words = historyWords.merge
/** `ours` is what `auto` does. */
const strategies = ['auto', 'theirs', 'manual'] as const satisfies readonly RealityMergeStrategy[]
type Strategy = (typeof strategies)[number]

export function MergePreviewTab({ reality }: { readonly reality: string }): ReactElement {
  const graph = useHost(view => view.graph)
  const from = realityById(graph, reality)
  const into = realityById(graph, from?.parent ?? null)
  if (graph !== null && (from === null || into === null)) return <Empty>{words.gone}</Empty>
  return from === null || into === null ? <Empty>{words.loading}</Empty> : <Preview from={from} into={into} />
}

function Preview({ from, into }: { readonly from: Reality; readonly into: Reality }): ReactElement {
  const { app } = useApp()
  const call = useCall<MergePreview>()
  const { run } = call
  const { id } = from
  const [strategy, setStrategy] = useState<Strategy>('auto')
  const [chosen, setChosen] = useState<string | null>(null)
  const ask = () => void run(signal => app.api.realities.preview({ id, strategy }, { signal }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it answers depends on how far both have come.
  useEffect(ask, [app, run, id, strategy, from.lastEditAt, from.changedFiles, into.lastEditAt])
  const preview = shownValue(call.state)
  const file = preview?.files.find(each => each.path === chosen) ?? preview?.files.find(each => each.isScene)
  return (
    <div className="merge-preview">
      <div className="merge-main">
        <Head from={from} into={into} preview={preview} strategy={strategy} onStrategy={setStrategy} />
        <CallProgress call={call} label={words.loading} onAgain={ask} />
        {preview !== null && preview.files.length === 0 && <Empty>{words.nothing}</Empty>}
        {preview !== null && (
          <div className="merge-files">
            {preview.files.map(each => (
              <FileMeetings
                key={each.path}
                file={each}
                names={{ from: from.name, into: into.name }}
                isChosen={each === file}
                onChoose={() => setChosen(each.path)}
              />
            ))}
          </div>
        )}
      </div>
      {file?.isScene === true && <PreviewChanges file={file} from={from} into={into} strategy={strategy} />}
    </div>
  )
}

function Head(props: {
  readonly from: Reality
  readonly into: Reality
  readonly preview: MergePreview | null
  readonly strategy: Strategy
  readonly onStrategy: (strategy: Strategy) => void
}): ReactElement {
  const { from, into, preview, strategy, onStrategy } = props
  const parts = useApp()
  const merging = useCall<RealityMerge>()
  const files = preview?.files ?? []
  const registers = files.reduce((sum, file) => sum + Math.max(1, file.registers), 0)
  const isBusy = merging.state.status === 'running'
  return (
    <header className="merge-head">
      <span className="round-badge" aria-hidden>
        <GitMerge className="icon icon-small" />
      </span>
      <div className="grow">
        <h2 className="panel-title">{words.title(from.name, into.name)}</h2>
        {preview !== null && files.length > 0 && (
          <p className="second">
            {words.intro(files.length, registers)}{' '}
            {preview.contested === 0 ? words.clean : words.met(preview.contested)}
          </p>
        )}
        <CallProgress call={merging} label={words.merging} canStop={false} />
      </div>
      <span className="merge-strategy">
        <Dropdown
          label={words.strategy}
          value={strategy}
          options={strategies.map(value => ({ value, label: nameOf(value, from, into) }))}
          onChange={onStrategy}
        />
      </span>
      <Button
        kind="primary"
        isDisabled={files.length === 0 || isBusy}
        onPress={() => void merging.run(() => mergeReality(parts, from, strategy))}
      >
        {words.doIt}
      </Button>
    </header>
  )
}

function nameOf(strategy: Strategy, from: Reality, into: Reality): string {
  switch (strategy) {
    case 'auto':
      return words.strategies.auto(into.name)
    case 'theirs':
      return words.strategies.theirs(from.name)
    case 'manual':
      return words.strategies.manual
  }
}
