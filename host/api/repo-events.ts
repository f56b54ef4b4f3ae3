/** Events of the repository as a stream: what was missed first, then each as it happens. */
import { withEventMeta } from '@orpc/server'
import type { RepoEvent } from '../../shared/contract/repo-event.ts'
import type { RepoEvents } from '../repo/repo.ts'

/** `after`: the last one that was seen, as a number or as `Last-Event-ID` has it; without it only what comes. */
export async function* repoEvents(
  events: RepoEvents,
  after: number | string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<RepoEvent, void, void> {
  let wake = () => {}
  let isChanged = true
  using _listening = events.onDidAdd(() => {
    isChanged = true
    wake()
  })
  let last = seenId(after) ?? events.last
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    while (signal?.aborted !== true) {
      if (!isChanged) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
        continue
      }
      isChanged = false
      for (let page = events.after(last); page.length > 0; page = events.after(last)) {
        for (const event of page) {
          last = event.id
          yield withEventMeta({ ...event }, { id: String(event.id) })
        }
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

/** What is no number was never given out: everything that is kept is told. */
function seenId(after: number | string | undefined): number | null {
  if (after === undefined) return null
  const id = Number(after)
  return Number.isSafeInteger(id) && id >= 0 ? id : 0
}
