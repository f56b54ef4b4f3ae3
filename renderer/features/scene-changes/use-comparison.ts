/** Two states of a scene, read and compared for a screen; again whenever `key` changes. */
import { useEffect } from 'react'
import type { StateRef } from '../../../shared/contract/state-ref.ts'
import { useApp } from '../../commands/app-context.tsx'
import { type Comparison, compareTexts } from '../../session/scene-states.ts'
import { type Call, useCall } from '../../session/use-call.ts'

interface ComparedScene {
  readonly path: string
  readonly from: StateRef
  readonly to: StateRef
}

/** Answers null where one of the two cannot be read as a scene. */
export function useComparison(wanted: ComparedScene | null, key: unknown = null): Call<Comparison | null> {
  const { app } = useApp()
  const call = useCall<Comparison | null>()
  const { run, stop } = call
  const text = wanted === null ? null : JSON.stringify(wanted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again by the caller's own sign, too.
  useEffect(() => {
    if (text === null) {
      stop()
      return
    }
    const { path, from, to } = JSON.parse(text) as ComparedScene
    void run(async signal => {
      const [before, after] = await Promise.all([
        app.states.read(path, from, signal),
        app.states.read(path, to, signal),
      ])
      return before === null || after === null ? null : compareTexts(before, after)
    })
  }, [app, run, stop, text, key])
  return call
}
