/** The life of one scene or text: slide to a moment, see it beside now, take edits back, restore. */
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { RealitiesPanel } from '../realities/index.ts'
import { EditActions } from './edit-actions.tsx'
import { EditList } from './edit-list.tsx'
import { editWords } from './edit-words.ts'
import { MomentSlider } from './moment-slider.tsx'
import { entryAt, type Life, markAt, timeOf } from './moments.ts'
import { SceneMoment } from './scene-moment.tsx'
import { TextMoment } from './text-moment.tsx'
import { useRested } from './use-rested.ts'
import { useSceneLife } from './use-scene-life.ts'
import './history.css'

export function HistoryTab({ path }: { readonly path: string }): ReactElement {
  const { shell } = useApp()
  const { left, right } = useShell(state => state)
  const reality = useHost(view => view.graph?.current ?? '')
  return (
    <div className="history">
      <SidePanel
        side="left"
        label={historyWords.realities.title}
        resizeLabel={words.shell.resizeLeft}
        width={left}
        onResize={width => shell.setState({ left: width })}
      >
        <RealitiesPanel canLeave={false} />
      </SidePanel>
      <Loaded key={reality} path={path} right={right} />
    </div>
  )
}

function Loaded({ path, right }: { readonly path: string; readonly right: number }): ReactElement {
  const state = useSceneLife(path)
  switch (state.status) {
    case 'loading':
      return (
        <div className="history-main">
          <Skeleton label={historyWords.history.loading} widths={[40, 70, 55]} />
        </div>
      )
    case 'failed':
      return (
        <div className="history-main">
          <Empty action={<Button onPress={state.again}>{historyWords.again}</Button>}>
            {historyWords.failed(state.message)}
          </Empty>
        </div>
      )
    case 'loaded':
      return state.life.total === 0 && state.life.entries.length === 0 ? (
        <div className="history-main">
          <Empty>{historyWords.history.empty}</Empty>
        </div>
      ) : (
        <Travel path={path} life={state.life} right={right} />
      )
  }
}

function Travel(props: { readonly path: string; readonly life: Life; readonly right: number }): ReactElement {
  const { path, life, right } = props
  const { shell } = useApp()
  const isText = !isScenePath(path)
  const Moment = isText ? TextMoment : SceneMoment
  const canWrite = useHost(({ app }) => app?.workspace != null && app.workspace.rights !== 'read')
  const [moment, setMoment] = useState<number | null>(null)
  const [checked, setChecked] = useState<ReadonlyMap<number, TimelineEntry>>(new Map())
  // The newest edit is now.
  const go = useCallback(
    (to: number) => setMoment(entryAt(life, to) === 0 && to >= (life.entries[0]?.sequence ?? 0) ? null : to),
    [life],
  )
  const check = useCallback(
    (entry: TimelineEntry) =>
      setChecked(now => {
        const next = new Map(now)
        if (!next.delete(entry.sequence)) next.set(entry.sequence, entry)
        return next
      }),
    [],
  )
  const from = useRested(moment ?? life.last)
  const choice = useMemo(() => ({ checked: new Set(checked.keys()), onCheck: check }), [checked, check])
  return (
    <>
      <div className="history-main" data-scope="history">
        <Moment
          path={path}
          from={from}
          last={life.last}
          isNow={moment === null}
          time={moment === null ? life.to : timeOf(life, moment)}
          name={moment === null ? null : (markAt(life, moment)?.name ?? null)}
        />
        <MomentSlider
          label={historyWords.history.slider}
          life={life}
          moment={moment}
          onMoment={go}
          named={sequence => ({ kind: 'moment', path, sequence })}
        />
        <div className="review-keys meta">
          <span>
            <Kbd keys="←" /> <Kbd keys="→" /> {historyWords.history.keyOne}
          </span>
          <span>
            <Kbd keys="Shift" /> <Kbd keys="→" /> {historyWords.history.keyVersion}
          </span>
          {!isText && (
            <span>
              <Kbd keys="Enter" /> {historyWords.history.keyCheck}
            </span>
          )}
          <span className="review-every">{historyWords.history.never}</span>
        </div>
      </div>
      <SidePanel
        side="right"
        label={historyWords.history.list}
        resizeLabel={words.shell.resizeRight}
        width={right}
        onResize={width => shell.setState({ right: width })}
      >
        <EditList
          label={historyWords.history.list}
          empty={historyWords.history.empty}
          life={life}
          moment={moment}
          onMoment={go}
          wordsOf={editWords}
          {...(!isText && { choice })}
        />
        <EditActions
          path={path}
          isText={isText}
          life={life}
          moment={moment}
          checked={[...checked.values()]}
          canWrite={canWrite}
          onClear={() => setChecked(new Map())}
          onDone={() => setMoment(null)}
        />
      </SidePanel>
    </>
  )
}

/** Edits of a text are taken back in its editor: between them others write, and here only whole moments come back. */
function isScenePath(path: string): boolean {
  return /\.(tscn|tres)$/i.test(path)
}
