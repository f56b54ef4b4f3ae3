/**
 * How every operation runs: on record first, then done, then recorded as done. One that was interrupted is finished when
 * the next begins; one that fails in the middle is taken back at once. Nothing is ever left half way. (OPS1, OPS2)
 */
import { AppError, isAppError } from '../../../shared/contract/errors.ts'
import type { Signature } from '../../../shared/repo/git-object.ts'
import type { Repository } from '../engine.ts'
import { applyChange, withEntriesKept } from './apply-change.ts'
import { type Change, inverse, isNothing } from './change.ts'
import { type OperationLog, openOperationLog } from './operation-log.ts'
import { type During, refuseUnderWay, takeTurn, waitForIndex } from './ready.ts'

export interface OperationDeps {
  readonly repository: Repository
  /** Whoever works here, now: for the logs. */
  readonly who: () => Promise<Signature>
  readonly wait: (ms: number) => Promise<unknown>
  /** Called between steps, by name: tests end the process there. */
  readonly onStep?: (step: string) => void
  /** Told what will be changed, before anything is and before it is on record. Not for a dry run. */
  readonly willChange?: (change: Change) => void
}

/** What an operation would do, worked out without touching anything but the store of objects. */
export interface Plan<T> {
  readonly kind: string
  readonly words: string
  readonly change: Change
  readonly result: T
  readonly undoes?: number
  /** What is left to do once it is done, and does no harm twice. */
  readonly afterwards?: () => Promise<void>
}

export interface Done<T> {
  readonly result: T
  /** For people: `Merge branch 'night'`. */
  readonly words: string
  readonly change: Change
  /** Null where nothing was changed. */
  readonly operation: number | null
}

export interface RunOptions {
  readonly isDryRun?: boolean
  /** What of Git's may be half done meanwhile. */
  readonly during?: During
}

export interface OperationRunner {
  readonly repository: Repository
  readonly log: OperationLog
  who(): Promise<Signature>
  run<T>(plan: () => Promise<Plan<T>>, options?: RunOptions): Promise<Done<T>>
  /** Finishes what was interrupted. */
  recover(): Promise<Recovered>
  /** Nothing of Weft's is done here meanwhile. */
  hold<T>(run: () => Promise<T>): Promise<T>
}

export type Recovered = 'nothing' | 'finished' | 'taken back' | 'abandoned'

export function createRunner({ repository, who, wait, onStep = () => {}, willChange }: OperationDeps): OperationRunner {
  const log = openOperationLog(repository)
  let last: Promise<unknown> = Promise.resolve()

  async function finishPending(): Promise<Recovered> {
    const pending = await log.pending()
    if (pending === null) return 'nothing'
    await waitForIndex(repository, wait)
    const options = { who: await who(), onStep }
    willChange?.(pending.change)
    try {
      await applyChange(repository, pending.change, options)
      await log.finish()
      return 'finished'
    } catch (error) {
      if (!isFinal(error)) throw error
    }
    try {
      await applyChange(repository, inverse(pending.change, `undo: ${pending.change.log}`), options)
      await log.drop()
      return 'taken back'
    } catch (error) {
      if (!isFinal(error)) throw error
      // Somebody went on from the middle: theirs counts, and what was to be done can be looked up.
      await log.abandon(await who())
      return 'abandoned'
    }
  }

  async function perform<T>(plan: () => Promise<Plan<T>>, { isDryRun = false, during = 'nothing' }: RunOptions) {
    using _turn = isDryRun ? null : await takeTurn(repository, wait)
    await waitForIndex(repository, wait)
    if (!isDryRun) await finishPending()
    else if ((await log.pending()) !== null) {
      throw new AppError('LOCKED', 'An operation was interrupted here.', { hint: 'the next one finishes it first' })
    }
    await refuseUnderWay(repository, during)
    const { kind, words, change: planned, result, undoes, afterwards } = await plan()
    if (isDryRun || isNothing(planned)) return { result, words, change: planned, operation: null }
    const change = await withEntriesKept(repository, planned)
    const signed = await who()
    willChange?.(change)
    onStep('begin')
    await log.begin({ version: 1, kind, words, undoes: undoes ?? null, isWhole: true, change }, signed)
    await applyOrTakeBack(change, signed)
    await afterwards?.()
    onStep('finish')
    return { result, words, change, operation: await log.finish() }
  }

  async function applyOrTakeBack(change: Change, signed: Signature): Promise<void> {
    try {
      await applyChange(repository, change, { who: signed, onStep })
    } catch (error) {
      // Nothing was touched: what stands there is somebody else's.
      if (isAppError(error) && Array.isArray(error.data.paths)) {
        await log.drop()
        throw error
      }
      // Where this fails too the operation stays on record as pending, for the next to finish.
      await applyChange(repository, inverse(change, `undo: ${change.log}`), { who: signed, onStep })
      await log.drop()
      throw error
    }
  }

  /** One after the other: a plan holds only for the state it was made in. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = last.then(run)
    last = next.catch(() => {})
    return next
  }

  return {
    repository,
    log,
    who,
    recover: () =>
      inTurn(async () => {
        using _turn = await takeTurn(repository, wait)
        return finishPending()
      }),
    run: (plan, options = {}) => inTurn(() => perform(plan, options)),
    hold: run =>
      inTurn(async () => {
        using _turn = await takeTurn(repository, wait)
        await finishPending()
        await waitForIndex(repository, wait)
        return run()
      }),
  }
}

/** False where trying again later may help: another program holds a lock, the disk is full. */
function isFinal(error: unknown): boolean {
  return isAppError(error) && (error.code !== 'LOCKED' || Array.isArray(error.data.paths))
}
