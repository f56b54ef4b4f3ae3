/** The moment beside the present: two drawings that move together, one over the other, or the tree of what differs. */
import { type ReactElement, useMemo, useState } from 'react'
import { useHost } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import type { Comparison } from '../../session/scene-states.ts'
import { type Call, type CallState, shownValue } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { Segmented } from '../../ui/choice.tsx'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { createPictureView, OutlinePicture } from '../outline/index.ts'
import { authorsIn, ChangesPanel, RevertNode } from '../scene-changes/index.ts'
import { changeMarks } from './change-marks.ts'
import { MomentHead } from './moment-head.tsx'

type Mode = 'both' | 'overlay' | 'tree'
const modes = ['both', 'overlay', 'tree'] as const satisfies readonly Mode[]

export function ThenAndNow(props: {
  /** From then to now. */
  readonly call: Call<Comparison | null>
  /** Both are now. */
  readonly isNow: boolean
  /** Unix ms, of `from`. */
  readonly time: number
  /** The moment's name, if it has one. */
  readonly name: string | null
  readonly session: SceneSession
}): ReactElement {
  const { call, isNow, time, name, session } = props
  const [chosen, setMode] = useState<Mode>('both')
  const isResource = session.document.scene.kind === 'resource'
  const mode = isResource ? 'tree' : chosen
  const comparison = shownValue(call.state)
  const reality = useHost(view => view.graph?.realities.find(({ id }) => id === view.graph?.current)?.name ?? '')
  const when = isNow ? historyWords.history.now : historyWords.when(time)
  return (
    <>
      <MomentHead when={when} isNow={isNow} name={name}>
        {!isResource && (
          <Segmented
            label={historyWords.history.mode}
            value={mode}
            options={modes.map(value => ({ value, label: historyWords.history.modes[value] }))}
            onChange={setMode}
          />
        )}
      </MomentHead>
      <div className="history-body">
        <CallProgress call={call} label={historyWords.changes.loading} />
        {isUnreadable(call.state) && <Empty>{historyWords.history.unreadable}</Empty>}
        {comparison !== null &&
          (mode === 'tree' ? (
            <ChangesPanel
              comparison={comparison}
              detail={historyWords.history.changes}
              authorOf={authorsIn(session.document)}
              actions={node => <RevertNode comparison={comparison} session={session} node={node} />}
            />
          ) : (
            <Pictures
              key={session.documentId}
              comparison={comparison}
              session={session}
              mode={mode}
              isNow={isNow}
              when={when}
              reality={reality}
            />
          ))}
      </div>
    </>
  )
}

function Pictures(props: {
  readonly comparison: Comparison
  readonly session: SceneSession
  readonly mode: 'both' | 'overlay'
  readonly isNow: boolean
  readonly when: string
  readonly reality: string
}): ReactElement {
  const { comparison, session, mode, isNow, when, reality } = props
  const [view] = useState(createPictureView)
  const scenes = useMemo(() => comparison.scenes(), [comparison])
  const marks = useMemo(() => changeMarks(comparison), [comparison])
  const common = { around: session, view }
  if (mode === 'overlay' || isNow) {
    const removed = marks.past.map(mark => ({ ...mark, isGhost: true }))
    return (
      <figure className="history-picture">
        <OutlinePicture
          {...common}
          scene={scenes.to}
          {...(isNow ? {} : { shadow: scenes.from })}
          labels={[...removed, ...marks.now]}
          label={isNow ? historyWords.history.now : historyWords.history.modes.overlay}
        />
        <Caption
          name={isNow ? historyWords.history.now : historyWords.history.modes.overlay}
          detail={isNow ? reality : when}
        />
      </figure>
    )
  }
  return (
    <div className="history-pictures">
      <figure className="history-picture">
        <OutlinePicture
          {...common}
          scene={scenes.from}
          labels={marks.past}
          label={`${historyWords.history.past}, ${when}`}
        />
        <Caption name={historyWords.history.past} detail={when} />
      </figure>
      <figure className="history-picture">
        <OutlinePicture {...common} scene={scenes.to} labels={marks.now} label={historyWords.history.now} />
        <Caption name={historyWords.history.now} detail={reality} />
      </figure>
    </div>
  )
}

function Caption({ name, detail }: { readonly name: string; readonly detail: string }): ReactElement {
  return (
    <figcaption className="history-caption">
      <span className="panel-title">{name}</span> <span className="meta">{detail}</span>
    </figcaption>
  )
}

function isUnreadable(state: CallState<Comparison | null>): boolean {
  return state.status === 'done' && state.value === null
}
