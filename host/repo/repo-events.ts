/** What happened in the repository, with numbers that only go up, kept over restarts. (GIT13) */
import type { RepoEvent } from '../../shared/contract/repo-event.ts'
import type { RepoEventRow, RepoEventRows } from '../storage/repo-event-rows.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { RepoEvents } from './repo.ts'

export type Happened = RepoEvent['what']

export interface KeptEvents extends RepoEvents {
  add(what: Happened): void
}

/** Read at once by somebody who comes back after a long time. */
const PAGE = 1_000

export function keepEvents(rows: RepoEventRows, now: () => number): KeptEvents {
  const added = createEmitter()
  return {
    after(id) {
      const { first, last } = rows.range()
      const read = (from: number) => rows.after(from, PAGE).map(toEvent)
      // What an id from another life of the workspace stands for nobody knows.
      if (id > last) return [{ id: last, time: now(), what: { kind: 'gap' } }]
      if (first === 0 || id >= first - 1) return read(id)
      return [{ id: first - 1, time: now(), what: { kind: 'gap' } }, ...read(first - 1)]
    },
    get last() {
      return rows.range().last
    },
    onDidAdd: added.on,
    add(what) {
      rows.add({ time: now(), what: JSON.stringify(what) })
      added.fire()
    },
  }
}

function toEvent({ id, time, what }: RepoEventRow): RepoEvent {
  return { id, time, what: JSON.parse(what) as Happened }
}
