/** One file as it was: a scene drawn beside its present, text, an image, or what can be said of it. */
import { type ReactElement, useEffect, useMemo } from 'react'
import type { ContentThen, FileThen, WorkspaceMoment } from '../../../shared/contract/time-travel.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { readState } from '../../session/scene-states.ts'
import { shownValue, useCall } from '../../session/use-call.ts'
import { useSession } from '../../session/use-session.ts'
import { historyWords } from '../../text/history.ts'
import { travelWords } from '../../text/time-travel.ts'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ThenAndNow } from '../history/index.ts'
import { type ReadTexts, useReadComparison } from '../scene-changes/index.ts'
import { PicturesThen, TextThen, type ThenMode, ThenSwitch } from '../then/index.ts'
import { Head } from './head.tsx'

interface FileThenProps {
  readonly at: WorkspaceMoment
  readonly file: FileThen
  readonly isNow: boolean
  /** Unix ms. */
  readonly time: number
  /** Of the moment, if it has one. */
  readonly name: string | null
  readonly mode: ThenMode
  readonly onMode: (mode: ThenMode) => void
}

export function FileThenView(props: FileThenProps): ReactElement {
  const { file } = props
  const isDrawn = (file.kind === 'scene' || file.kind === 'resource') && file.now !== null
  return isDrawn && file.now !== null ? <SceneThen {...props} now={file.now} /> : <ContentThenView {...props} />
}

function SceneThen(props: FileThenProps & { readonly now: string }): ReactElement {
  const session = useSession(props.now)
  return session === null ? <ContentThenView {...props} /> : <DrawnThen {...props} session={session} />
}

function DrawnThen(props: FileThenProps & { readonly now: string; readonly session: SceneSession }): ReactElement {
  const { at, file, now, isNow, time, name, session } = props
  const { app } = useApp()
  const { path } = file
  const read = useMemo(
    (): ReadTexts => async signal => {
      const [was, after] = await Promise.all([
        app.api.timeTravel.read({ at, path }, { signal }),
        app.states.read(now, { kind: 'now' }, signal),
      ])
      return { before: was.kind === 'text' ? readState(was) : null, after }
    },
    [app, at, path, now],
  )
  const call = useReadComparison(read, null)
  return <ThenAndNow call={call} isNow={isNow} time={time} name={name} session={session} />
}

function ContentThenView({ at, file, isNow, time, name, mode, onMode }: FileThenProps): ReactElement {
  const { app } = useApp()
  const call = useCall<Contents>()
  const { run } = call
  const { path, now } = file
  useEffect(() => {
    void run(async signal => {
      const [was, present] = await Promise.all([
        app.api.timeTravel.read({ at, path }, { signal }),
        now === null ? null : app.api.timeTravel.read({ at: NOW, path: now }, { signal }),
      ])
      return { was, now: present }
    })
  }, [app, run, at, path, now])
  const contents = shownValue(call.state)
  const canCompare = !isNow && contents !== null && isComparable(contents)
  const when = isNow ? historyWords.history.now : historyWords.when(time)
  return (
    <>
      <Head name={path.slice(path.lastIndexOf('/') + 1)} detail={`${name ?? when}. ${travelWords.states[file.state]}`}>
        {canCompare && <ThenSwitch mode={mode} onMode={onMode} />}
      </Head>
      <div className="history-body">
        <CallProgress call={call} label={travelWords.reading} />
        {contents !== null && <Content {...contents} name={path} when={when} mode={canCompare ? mode : 'past'} />}
      </div>
    </>
  )
}

interface Contents {
  readonly was: ContentThen
  /** null for a file that is gone. */
  readonly now: ContentThen | null
}

const NOW: WorkspaceMoment = { kind: 'time', time: Number.MAX_SAFE_INTEGER }

function isComparable({ was, now }: Contents): boolean {
  if (now === null) return false
  return was.kind === 'text' ? now.kind === 'text' : imageOf(was) !== null
}

function Content(props: Contents & { readonly name: string; readonly when: string; readonly mode: ThenMode }) {
  const { was, now, name, when, mode } = props
  switch (was.kind) {
    case 'text':
      return <TextThen path={name} was={was.text} now={now?.kind === 'text' ? now.text : was.text} mode={mode} />
    case 'bytes': {
      const image = imageOf(was)
      return image === null ? (
        <Empty>{travelWords.bytes(historyWords.size(was.sizeBytes))}</Empty>
      ) : (
        <PicturesThen name={name} when={when} was={image} now={now === null ? null : imageOf(now)} mode={mode} />
      )
    }
    case 'tooLarge':
      return <Empty>{travelWords.tooLarge}</Empty>
    case 'notKept':
      return <Empty>{travelWords.notKept}</Empty>
  }
}

/** An address; null for what is no picture. */
function imageOf(content: ContentThen): string | null {
  return content.kind === 'bytes' && content.mime?.startsWith('image/') === true
    ? `data:${content.mime};base64,${content.base64}`
    : null
}
