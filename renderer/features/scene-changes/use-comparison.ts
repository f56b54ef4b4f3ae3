/** Two states of a scene, read and compared for a screen; again whenever what is read may be another. */
import { useEffect, useMemo } from 'react'
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

export type ReadTexts = (
  signal: AbortSignal,
) => Promise<{ readonly before: KnownText | null; readonly after: KnownText | null }>

/** Two states of this workspace. Answers null where one of the two cannot be read as a scene. */
export function useComparison(wanted: ComparedScene | null, key: unknown = null): Call<Comparison | null> {
  const { app } = useApp()
  const text = wanted === null ? null : JSON.stringify(wanted)
  const read = useMemo((): ReadTexts | null => {
    if (text === null) return null
    const { path, from, to } = JSON.parse(text) as ComparedScene
    return async signal => {
      const [before, after] = await Promise.all([
        app.states.read(path, from, signal),
        app.states.read(path, to, signal),
      ])
      return { before, after }
    }
  }, [app, text])
  return useReadComparison(read, key)
}

/**
 * Two texts, wherever they are read from; again whenever `key` changes. Another function is asked anew: the caller keeps
 * it as long as it may.
 */
export function useReadComparison(read: ReadTexts | null, key: unknown): Call<Comparison | null> {
  const call = useCall<Comparison | null>()
  const { run, stop } = call
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again by the caller's own sign, too.
  useEffect(() => {
    if (read === null) {
      stop()
      return
    }
    void run(async signal => {
      const { before, after } = await read(signal)
      return before === null || after === null ? null : compareTexts(before, after)
    })
  }, [run, stop, read, key])
  return call
}
