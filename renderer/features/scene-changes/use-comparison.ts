/** Two states of a scene, read and compared for a screen; again whenever `key` changes. */
import { useEffect } from 'react'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import type { KnownText } from '../../../shared/scene/diff/align-models.ts'
import { useApp } from '../../commands/app-context.tsx'
import { type Comparison, compareTexts } from '../../session/scene-states.ts'
import { type Call, useCall } from '../../session/use-call.ts'

interface ComparedScene {
  readonly path: string
  readonly from: StateRef
  readonly to: StateRef
}

export interface ReadTexts {
  readonly before: KnownText | null
  readonly after: KnownText | null
}

/** Two states of this workspace. Answers null where one of the two cannot be read as a scene. */
export function useComparison(wanted: ComparedScene | null, key: unknown = null): Call<Comparison | null> {
  const { app } = useApp()
  const text = wanted === null ? null : JSON.stringify(wanted)
  return useReadComparison(
    wanted === null
      ? null
      : async signal => {
          const { path, from, to } = wanted
          const [before, after] = await Promise.all([
            app.states.read(path, from, signal),
            app.states.read(path, to, signal),
          ])
          return { before, after }
        },
    `${text} ${key}`,
  )
}

/** Two texts, wherever they are read from: `key` says when they may be others. */
export function useReadComparison(
  read: ((signal: AbortSignal) => Promise<ReadTexts>) | null,
  key: string,
): Call<Comparison | null> {
  const { app } = useApp()
  const call = useCall<Comparison | null>()
  const { run, stop } = call
  const isWanted = read !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read anew is said by the key.
  useEffect(() => {
    if (read === null) {
      stop()
      return
    }
    void run(async signal => {
      const { before, after } = await read(signal)
      return before === null || after === null ? null : compareTexts(before, after)
    })
  }, [app, run, stop, isWanted, key])
  return call
}
