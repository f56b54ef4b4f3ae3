import { useEffect, useState } from 'react'
import type { SceneSession } from './scene-session.ts'

/** Counts the changes of other scenes and images that this one shows; the component draws again with each. */
export function useAround(session: SceneSession): number {
  const [count, setCount] = useState(0)
  useEffect(() => session.onDidChangeAround(() => setCount(now => now + 1)), [session])
  return count
}
