/**
 * What happened since the last look: HEAD went elsewhere, refs moved, other files differ. The last look is kept, so that
 * what other programs did while no host was there is told as well.
 */
import { z } from 'zod'
import type { SettingRows } from '../storage/store.ts'
import type { Look } from './read-state.ts'
import type { Happened } from './repo-events.ts'

const SEEN_SETTING = 'repo.seen'
const seenShape = z.object({ head: z.string(), refs: z.record(z.string(), z.string()) })
type Seen = z.infer<typeof seenShape>

export interface NewsFinder {
  /** True where HEAD or a ref moved. */
  look(look: Look): boolean
}

export function createNewsFinder(settings: SettingRows, tell: (what: Happened) => void): NewsFinder {
  let last = readSeen(settings)
  let status: string | null = null

  return {
    look({ head, refs, state }) {
      const before = last
      const names = before === null ? [] : movedNames(before.refs, refs)
      const hasMoved = before === null || before.head !== head || names.length > 0
      if (before !== null && before.head !== head) tell({ kind: 'head', from: before.head, to: head })
      if (names.length > 0) tell({ kind: 'refs', names })
      if (hasMoved) {
        last = { head, refs: Object.fromEntries(refs) }
        settings.set(SEEN_SETTING, JSON.stringify(last))
      }
      const now = JSON.stringify(state.entries)
      if (status !== null && status !== now) tell({ kind: 'status', changes: state.changes })
      status = now
      return hasMoved
    },
  }
}

function movedNames(before: Seen['refs'], now: ReadonlyMap<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...now.keys()])
  return [...names].filter(name => before[name] !== now.get(name)).sort()
}

function readSeen(settings: SettingRows): Seen | null {
  const text = settings.get(SEEN_SETTING)
  if (text === undefined) return null
  const parsed = seenShape.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}
