/** Events on their way to one reader. Output that waits for it is cut to its end, so that the queue stays small. */
import type { CommandEvent } from '../../shared/contract/side-by-side.ts'

export interface EventQueue {
  readonly push: (event: CommandEvent) => void
  /** Nothing comes after this; `error` is thrown to the reader once it has read all. */
  readonly end: (error: unknown) => void
  events(): AsyncGenerator<CommandEvent, void, void>
}

/** Of one reality, in UTF-16 units. */
const OUTPUT_WAITING = 16 * 1024

export function createEventQueue(): EventQueue {
  const waiting: CommandEvent[] = []
  let ended: { readonly error: unknown } | null = null
  let wake = Promise.withResolvers<void>()

  return {
    push(event) {
      if (event.kind === 'output') {
        const last = waiting.findLastIndex(each => each.kind !== 'done' && each.reality === event.reality)
        const before = waiting[last]
        if (before?.kind === 'output') {
          waiting[last] = { ...before, text: (before.text + event.text).slice(-OUTPUT_WAITING) }
          return
        }
        waiting.push({ ...event, text: event.text.slice(-OUTPUT_WAITING) })
      } else waiting.push(event)
      wake.resolve()
    },
    end(error) {
      ended = { error }
      wake.resolve()
    },
    async *events() {
      for (;;) {
        const event = waiting.shift()
        if (event !== undefined) {
          yield event
          continue
        }
        if (ended !== null) {
          if (ended.error !== null) throw ended.error
          return
        }
        await wake.promise
        wake = Promise.withResolvers()
      }
    },
  }
}
