/** The whole project as it was: slide to a moment, look through its files, take it out or go back to it. Read-only. */
import { type ReactElement, useCallback, useEffect, useMemo, useState } from 'react'
import type { WorkspaceMoment, WorkspaceThen } from '../../../shared/contract/time-travel.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { openDialog } from '../../commands/shell-store.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { travelWords } from '../../text/time-travel.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import {
  EditList,
  entryAt,
  type Life,
  type LifeSource,
  MomentSlider,
  markAt,
  timeOf,
  useLife,
  useRested,
} from '../history/index.ts'
import type { ThenMode } from '../then/index.ts'
import { FileThenView } from './file-then.tsx'
import { FilesThen } from './files-then.tsx'
import { Head } from './head.tsx'
import { commitOf, momentOf, stopWords } from './stops.ts'
import './time-travel.css'

export function TimeTravelTab(): ReactElement {
  const { app } = useApp()
  const reality = useHost(view => view.graph?.current ?? '')
  const source = useMemo(
    (): LifeSource => ({
      key: reality,
      watch: options => app.api.timeTravel.watch(undefined, options),
      page: (query, options) => app.api.timeTravel.life(query, options),
    }),
    [app, reality],
  )
  const state = useLife(source)
  switch (state.status) {
    case 'loading':
      return <Skeleton label={travelWords.loading} widths={[40, 70, 55]} />
    case 'failed':
      return (
        <Empty action={<Button onPress={state.again}>{historyWords.again}</Button>}>
          {historyWords.failed(state.message)}
        </Empty>
      )
    case 'loaded':
      return state.life.entries.length === 0 ? <Empty>{travelWords.empty}</Empty> : <Travel life={state.life} />
  }
}

function Travel({ life }: { readonly life: Life }): ReactElement {
  const { shell } = useApp()
  const { left, right } = useShell(state => state)
  const [moment, setMoment] = useState<number | null>(null)
  const [selected, setSelected] = useState<string | null>(null)
  const [mode, setMode] = useState<ThenMode>('past')
  // The newest stop is now.
  const go = useCallback(
    (to: number) => setMoment(entryAt(life, to) === 0 && to >= (life.entries[0]?.sequence ?? 0) ? null : to),
    [life],
  )
  const at = useRested<WorkspaceMoment>(
    moment === null ? { kind: 'time', time: Number.MAX_SAFE_INTEGER } : momentOf(life, moment),
  )
  const found = useFiles(at, moment === null ? life.last : null)
  const then = shownValue(found.state)
  const file = then?.files.find(({ path }) => path === selected) ?? null
  const time = moment === null ? life.to : timeOf(life, moment)
  const name = nameOf(life, moment)
  const when = moment === null ? historyWords.history.now : historyWords.when(time)
  return (
    <div className="history" data-scope="time-travel">
      <SidePanel
        side="left"
        label={travelWords.files}
        resizeLabel={words.shell.resizeLeft}
        width={left}
        onResize={width => shell.setState({ left: width })}
      >
        <FilesThen call={found} selected={selected} onSelect={setSelected} />
      </SidePanel>
      <div className="history-main">
        {file === null || then === null ? (
          <>
            <Head name={name ?? when} detail={moment === null ? travelWords.now : name === null ? '' : when} />
            <Empty>{selected === null ? travelWords.pick : travelWords.notThere}</Empty>
          </>
        ) : (
          <FileThenView key={file.path} {...{ at, file, time, name, mode }} isNow={moment === null} onMode={setMode} />
        )}
        <MomentSlider
          label={travelWords.slider}
          life={life}
          moment={moment}
          onMoment={go}
          named={value => (momentOf(life, value).kind === 'time' ? { kind: 'time', time: value } : null)}
        />
        <div className="review-keys meta">
          <span>
            <Kbd keys="←" /> <Kbd keys="→" /> {travelWords.keyOne}
          </span>
          <span>
            <Kbd keys="Shift" /> <Kbd keys="→" /> {travelWords.keyVersion}
          </span>
          <span className="review-every">{travelWords.never}</span>
        </div>
      </div>
      <SidePanel
        side="right"
        label={travelWords.list}
        resizeLabel={words.shell.resizeRight}
        width={right}
        onResize={width => shell.setState({ right: width })}
      >
        <EditList
          label={travelWords.list}
          empty={travelWords.empty}
          life={life}
          moment={moment}
          onMoment={go}
          wordsOf={stopWords}
        />
        {moment !== null && (
          <div className="edit-actions">
            <Button onPress={() => openDialog(shell, { kind: 'copy-then', at: momentOf(life, moment), time })}>
              {travelWords.copy}
            </Button>
            {momentOf(life, moment).kind === 'time' && (
              <Button kind="primary" onPress={() => openDialog(shell, { kind: 'restore-time', time: moment })}>
                {travelWords.restore}
              </Button>
            )}
          </div>
        )}
      </SidePanel>
    </div>
  )
}

/** A commit by its first line, a version by its name. */
function nameOf(life: Life, moment: number | null): string | null {
  if (moment === null) return null
  const entry = life.entries[entryAt(life, moment)]
  const commit = entry?.sequence === moment ? commitOf(entry) : null
  return markAt(life, moment)?.name ?? commit?.subject ?? null
}

/** `now`: asked again whenever it grows. */
function useFiles(at: WorkspaceMoment, now: number | null) {
  const { app } = useApp()
  const call = useCall<WorkspaceThen>()
  const { run } = call
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it answers for now depends on what has happened.
  useEffect(() => {
    void run(signal => app.api.timeTravel.files({ at }, { signal }))
  }, [app, run, at, now])
  return call
}
