/** Realities side by side: what differs in each, how a command ended in each, and one of them to take. */
import { Columns3 } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import type { RealityMatrix } from '../../../shared/contract/side-by-side.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { shownValue, useCall } from '../../session/use-call.ts'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { setView } from './actions.ts'
import { CellChanges } from './cell-changes.tsx'
import { ChooseRealities } from './choose-realities.tsx'
import { CommandBar } from './command-bar.tsx'
import { MatrixGrid } from './matrix-grid.tsx'
import { comparable, shownRealities } from './shown-realities.ts'
import { TakeDialog } from './take-dialog.tsx'
import { TryButton } from './try-form.tsx'
import { useRuns } from './use-runs.ts'
import './side-by-side.css'

export function SideBySide(): ReactElement {
  const graph = useHost(view => view.graph)
  const chosen = useShell(state => state.sideBySide.chosen)
  const shown = shownRealities(graph, chosen)
  const all = comparable(graph)
  useRuns()
  const selected = useSelected(shown)
  const [isTaking, setTaking] = useState(false)
  const parent = graph?.realities.find(({ id }) => id === selected?.parent)
  return (
    <div className="side-by-side" data-scope="side-by-side">
      <header className="side-head">
        <span className="round-badge" aria-hidden>
          <Columns3 className="icon icon-small" />
        </span>
        <h2 className="panel-title">{words.title}</h2>
        {all.length > 0 && <ChooseRealities all={all} shown={shown} />}
        <span className="grow" />
        <TryButton />
        {all.length > 0 && (
          <Button kind="primary" isDisabled={selected === null} onPress={() => setTaking(true)}>
            {selected === null ? words.takeNone : words.take(selected.name)}
          </Button>
        )}
      </header>
      {all.length === 0 && <Empty>{words.none}</Empty>}
      {all.length > 0 && shown.length === 0 && <Empty>{words.noneChosen}</Empty>}
      {shown.length > 0 && <Compared shown={shown} />}
      {isTaking && selected !== null && parent !== undefined && (
        <TakeDialog
          reality={selected}
          parent={parent}
          others={shown.filter(({ id }) => id !== selected.id)}
          onClose={() => setTaking(false)}
        />
      )}
    </div>
  )
}

function useSelected(shown: readonly Reality[]): Reality | null {
  const cell = useShell(state => state.sideBySide.cell)
  return shown.find(({ id }) => id === cell?.reality) ?? null
}

function Compared({ shown }: { readonly shown: readonly Reality[] }): ReactElement {
  const { app, shell } = useApp()
  const graph = useHost(view => view.graph)
  const call = useCall<RealityMatrix>()
  const { run } = call
  const ids = shown.map(({ id }) => id).join(' ')
  // How far all of them have come, and what they are compared with.
  const moved = (graph?.realities ?? [])
    .map(({ id, lastEditAt, changedFiles }) => `${id} ${lastEditAt} ${changedFiles}`)
    .join()
  const ask = () => void run(signal => app.api.sideBySide.matrix({ ids: ids.split(' ') }, { signal }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it answers depends on how far all have come.
  useEffect(ask, [app, run, ids, moved])
  const matrix = shownValue(call.state)
  const cell = useShell(state => state.sideBySide.cell)
  return (
    <div className="side-body">
      <div className="side-main">
        <CallProgress call={call} label={words.loading} onAgain={ask} />
        {matrix !== null && (
          <MatrixGrid matrix={matrix} realities={shown} cell={cell} onSelect={next => setView(shell, { cell: next })} />
        )}
        <CommandBar realities={shown} />
      </div>
      {matrix !== null && <CellChanges matrix={matrix} realities={shown} cell={cell} />}
    </div>
  )
}
