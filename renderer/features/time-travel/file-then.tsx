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
import { Lines } from '../text-view/index.ts'
import { Head } from './head.tsx'

interface FileThenProps {
  readonly at: WorkspaceMoment
  readonly file: FileThen
  readonly isNow: boolean
  /** Unix ms. */
  readonly time: number
  /** Of the moment, if it has one. */
  readonly name: string | null
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

function ContentThenView({ at, file, isNow, time, name }: FileThenProps): ReactElement {
  const { app } = useApp()
  const call = useCall<ContentThen>()
  const { run } = call
  const { path } = file
  useEffect(() => {
    void run(signal => app.api.timeTravel.read({ at, path }, { signal }))
  }, [app, run, at, path])
  const content = shownValue(call.state)
  const when = isNow ? historyWords.history.now : historyWords.when(time)
  return (
    <>
      <Head
        name={path.slice(path.lastIndexOf('/') + 1)}
        detail={`${name ?? when}. ${travelWords.states[file.state]}`}
      />
      <div className="history-body">
        <CallProgress call={call} label={travelWords.reading} />
        {content !== null && <Content content={content} name={path} />}
      </div>
    </>
  )
}

function Content({ content, name }: { readonly content: ContentThen; readonly name: string }): ReactElement {
  switch (content.kind) {
    case 'text':
      return <Lines text={content.text} mark={null} />
    case 'bytes':
      return content.mime?.startsWith('image/') === true ? (
        <div className="travel-image">
          <img className="media-image media-fit" src={`data:${content.mime};base64,${content.base64}`} alt={name} />
        </div>
      ) : (
        <Empty>{travelWords.bytes(historyWords.size(content.sizeBytes))}</Empty>
      )
    case 'tooLarge':
      return <Empty>{travelWords.tooLarge}</Empty>
    case 'notKept':
      return <Empty>{travelWords.notKept}</Empty>
  }
}
