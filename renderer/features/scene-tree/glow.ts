/** Rows that somebody else has just changed: they glow once, in the hue of who did it. */
import { useEffect, useState } from 'react'
import type { NodeId } from '../../../shared/scene/scene.ts'
import type { SceneSession } from '../../session/scene-session.ts'

export interface Glow {
  readonly color: number
  /** Counts up, so that a second edit glows again. */
  readonly count: number
}

const glowMs = 1000
/** A whole scene that changes at once (an undo, a pull) says nothing by glowing. */
const mostAtOnce = 50

export function useGlow(session: SceneSession): ReadonlyMap<string, Glow> {
  const [glows, setGlows] = useState<ReadonlyMap<string, Glow>>(new Map())
  useEffect(() => {
    let count = 0
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const stop = session.document.onDidChange(({ isLocal, nodes, writers }) => {
      if (isLocal || nodes.size === 0 || nodes.size > mostAtOnce) return
      const color = session.document.people.get(writers[0] ?? '')?.color ?? 0
      count += 1
      const mine = count
      setGlows(now => new Map([...now, ...[...nodes].map((node): [NodeId, Glow] => [node, { color, count: mine }])]))
      const timer = setTimeout(() => {
        timers.delete(timer)
        setGlows(now => new Map([...now].filter(([, glow]) => glow.count !== mine)))
      }, glowMs)
      timers.add(timer)
    })
    return () => {
      stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [session])
  return glows
}
