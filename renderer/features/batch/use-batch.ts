/** One batch as it runs: progress, outcomes, its end, and taking it back. */
import { useEffect, useRef, useState } from 'react'
import type { BatchOutcome, BatchProgress, BatchRequest } from '../../../shared/contract/search.ts'
import { useApp } from '../../commands/app-context.tsx'

export interface BatchState {
  readonly request: BatchRequest
  readonly progress: (BatchProgress & { kind: 'progress' }) | null
  readonly outcomes: readonly BatchOutcome[]
  readonly end: (BatchProgress & { kind: 'end' }) | null
}

export interface Batch {
  /** null before the first run. */
  readonly state: BatchState | null
  readonly isRunning: boolean
  run(request: BatchRequest): void
  readonly cancel: () => void
}

export function useBatch(): Batch {
  const { app, notices } = useApp()
  const [state, setState] = useState<BatchState | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function follow(request: BatchRequest, signal: AbortSignal): Promise<void> {
    for await (const event of await app.api.batch.run(request, { signal })) {
      setState(now => (now === null ? now : next(now, event)))
    }
  }

  return {
    state,
    isRunning: state !== null && state.end === null,
    run(request) {
      const ended = new AbortController()
      running.current = ended
      setState({ request, progress: null, outcomes: [], end: null })
      follow(request, ended.signal).catch((error: unknown) => {
        const isCancelled = ended.signal.aborted
        setState(now => (now === null ? null : isCancelled ? { ...now, end: cancelled(now) } : null))
        if (!isCancelled) notices.error(error)
      })
    },
    cancel: () => running.current?.abort(),
  }
}

function next(now: BatchState, event: BatchProgress): BatchState {
  switch (event.kind) {
    case 'progress':
      return { ...now, progress: event }
    case 'outcome':
      return { ...now, outcomes: [...now.outcomes, event.outcome] }
    case 'end':
      return { ...now, progress: null, end: event }
  }
}

/** The stream ends with the signal, before the host could say how. */
function cancelled({ request, outcomes }: BatchState): BatchProgress & { kind: 'end' } {
  const isKept = request.mode === 'carry-on' && !request.dryRun
  const changed = isKept ? outcomes.filter(each => each.status === 'done').length : 0
  return { kind: 'end', end: 'cancelled', changed, failed: 0, undo: null }
}
