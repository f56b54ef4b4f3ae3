/** Follows the command that the project runs in its realities, for as long as they are looked at. */
import { useEffect } from 'react'
import { isAppError } from '../../../shared/contract/errors.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { showRuns } from './actions.ts'

const againMs = 500

export function useRuns(): void {
  const { app, shell, notices } = useApp()
  // Another reality is another workspace to the host, with a stream of its own.
  const reality = useHost(view => view.graph?.current ?? null)
  useEffect(() => {
    if (reality === null) return
    const ended = new AbortController()
    const { signal } = ended
    const follow = async () => {
      while (!signal.aborted) {
        try {
          for await (const runs of await app.api.sideBySide.watchRuns(undefined, { signal })) {
            if (!signal.aborted) showRuns(shell, runs)
          }
        } catch (error) {
          // Only what the host says is final; a connection that went comes back.
          if (isAppError(error)) throw error
        }
        if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, againMs))
      }
    }
    follow().catch((error: unknown) => signal.aborted || notices.error(error))
    return () => ended.abort()
  }, [app, shell, notices, reality])
}
