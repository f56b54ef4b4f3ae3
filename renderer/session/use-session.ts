/** The session of a scene that a screen shows beside others. null until it is open, for none, and for what cannot be read. */
import { useEffect, useState } from 'react'
import { useApp } from '../commands/app-context.tsx'
import type { SceneSession } from './scene-session.ts'

export function useSession(path: string | null): SceneSession | null {
  const { app, notices } = useApp()
  const [found, setFound] = useState<SceneSession | null>(null)
  useEffect(() => {
    if (path === null) return
    let isCurrent = true
    app.scenes.open(path).then(
      opened => {
        if (isCurrent) setFound(opened.status === 'open' ? opened.session : null)
      },
      (error: unknown) => {
        if (isCurrent) notices.error(error)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [app, notices, path])
  return found?.path === path ? found : null
}
