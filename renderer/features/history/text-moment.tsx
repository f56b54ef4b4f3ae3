/** A text at a moment of its life: as it was, or its lines against those of now. */
import { type ReactElement, useEffect, useState } from 'react'
import { useApp } from '../../commands/app-context.tsx'
import { shownValue, useCall } from '../../session/use-call.ts'
import { historyWords } from '../../text/history.ts'
import { travelWords } from '../../text/time-travel.ts'
import { CallProgress } from '../call-progress/index.ts'
import { TextThen, type ThenMode, ThenSwitch } from '../then/index.ts'
import { MomentHead } from './moment-head.tsx'
import type { MomentProps } from './scene-moment.tsx'

export function TextMoment({ path, isNow, from, last, time, name }: MomentProps): ReactElement {
  const { app } = useApp()
  const [mode, setMode] = useState<ThenMode>('against')
  const call = useCall<{ readonly was: string; readonly now: string }>()
  const { run } = call
  useEffect(() => {
    const read = async (sequence: number, signal: AbortSignal) =>
      (await app.api.history.sceneAt({ path, at: { kind: 'moment', sequence } }, { signal })).text
    void run(async signal => {
      const [was, now] = await Promise.all([read(from, signal), read(last, signal)])
      return { was, now }
    })
  }, [app, run, path, from, last])
  const texts = shownValue(call.state)
  return (
    <>
      <MomentHead when={isNow ? historyWords.history.now : historyWords.when(time)} isNow={isNow} name={name}>
        {!isNow && <ThenSwitch mode={mode} onMode={setMode} />}
      </MomentHead>
      <div className="history-body">
        <CallProgress call={call} label={travelWords.reading} />
        {texts !== null && <TextThen path={path} {...texts} mode={isNow ? 'past' : mode} />}
      </div>
    </>
  )
}
