/**
 * FIL17: the folder changed by the user's own wish in Weft, as by an operation on its repository. Every edit is in its
 * file before; nobody else touches the folder meanwhile; what the files say afterwards is what is wanted, also where
 * that is an older text; and the documents follow at once. HEAD may go to another branch on the way.
 */
import { AppError } from '../../shared/contract/errors.ts'
import { basesAreKnown } from '../files/known-texts.ts'
import type { FolderSync } from './folder-sync.ts'
import type { Project } from './project.ts'

export interface OwnHand {
  /**
   * Before anything is written: these files (from the top of the project) are about to change, and HEAD, where `head` is
   * given, is going there (`refs/heads/night`, or a commit). May be called more than once.
   */
  willChange(paths: Iterable<string>, head: string | null): void
}

export type ChangeFolder = <T>(run: (hand: OwnHand) => Promise<T>) => Promise<T>

export interface OwnChangeDeps extends Pick<FolderSync, 'exporter' | 'guard' | 'inLane' | 'whenSettled'> {
  readonly project: Project
  readonly isJoining: () => boolean
  /** Inside the lane. */
  readonly takeInLane: (scope: ReadonlySet<string> | 'all') => Promise<void>
}

/** Others may edit while the folder waits for its turn: their files are written first. */
const SETTLE_ATTEMPTS = 20

/** Beyond so many files a look at the whole folder costs no more. */
const MANY_FILES = 2_000

export function createOwnChanges(deps: OwnChangeDeps): ChangeFolder {
  const { project, exporter, guard, inLane, whenSettled, isJoining, takeInLane } = deps

  async function changeNow<T>(run: (hand: OwnHand) => Promise<T>): Promise<T> {
    // Somebody else's switch of a moment ago is not ours to accept.
    if (await guard.isElsewhere()) await takeInLane('all')
    const wasPaused = guard.isPaused
    const changed = new Set<string>()
    let hasMoved = false
    try {
      return await run({
        willChange(paths, head) {
          for (const path of paths) changed.add(path)
          hasMoved ||= head !== null
          // While the files rest the documents are another branch's: they neither give nor take.
          if (wasPaused) return
          if (head !== null) guard.expect(head)
          basesAreKnown(project, changed)
        },
      })
    } finally {
      if (hasMoved && !wasPaused) await guard.accept()
      if (hasMoved || changed.size > MANY_FILES) await takeInLane('all')
      else if (changed.size > 0) await takeInLane(changed)
    }
  }

  return async run => {
    if (isJoining()) throw notNow('The files are still being compared with those of the others.')
    for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
      await whenSettled()
      const done = await inLane(async () => {
        if (exporter.waiting > 0 && !guard.isPaused) return null
        return { value: await changeNow(run) }
      })
      if (done !== null) return done.value
      if (project.notices.current !== null) throw notNow(project.notices.current)
    }
    throw notNow('Some files are still being written.')
  }
}

function notNow(message: string): AppError {
  return new AppError('LOCKED', message, { hint: 'Try again once every edit has reached its file.' })
}
