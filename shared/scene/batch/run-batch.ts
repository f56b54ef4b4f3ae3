/**
 * Many scenes, one after the other. What is done to one is given by `prepare`; this decides what happens when one fails
 * or somebody cancels. BAT1–BAT4
 *
 *     for await (const event of runBatch({ paths, mode: 'all-or-nothing', isDryRun: false, prepare, signal })) …
 */
import { isAppError } from '../../contract/errors.ts'

export type BatchMode = 'carry-on' | 'all-or-nothing'

/** What would be done to a scene. Nothing has changed before `commit`. */
export interface Prepared {
  /** One line for each change; empty where there is nothing to do. */
  readonly changes: readonly string[]
  readonly problems: number
  /** Null where there is nothing to write. */
  readonly commit: (() => Promise<void>) | null
  /** Puts back what `commit` did. */
  readonly rollBack: () => Promise<void>
}

export type OutcomeStatus = 'done' | 'nothing-to-do' | 'would-change' | 'failed' | 'put-back'

export interface SceneOutcome {
  readonly scene: string
  readonly status: OutcomeStatus
  readonly changes: readonly string[]
  readonly problems: number
  /** Why it failed. */
  readonly reason: string | null
}

export type BatchEnd = 'done' | 'refused' | 'put-back' | 'cancelled'

export type BatchEvent =
  | {
      readonly kind: 'progress'
      /** `check`: nothing is changed yet. */
      readonly phase: 'check' | 'write'
      readonly done: number
      readonly total: number
      readonly current: string
    }
  | { readonly kind: 'outcome'; readonly outcome: SceneOutcome }
  | { readonly kind: 'end'; readonly end: BatchEnd; readonly changed: number; readonly failed: number }

export interface BatchRun {
  /** In the order in which they are handled. */
  readonly paths: readonly string[]
  readonly mode: BatchMode
  readonly isDryRun: boolean
  readonly prepare: (path: string) => Promise<Prepared>
  /** An AbortSignal. */
  readonly signal: { readonly aborted: boolean } | undefined
}

export function runBatch(run: BatchRun): AsyncGenerator<BatchEvent, void, void> {
  return run.mode === 'carry-on' || run.isDryRun ? carryOn(run) : allOrNothing(run)
}

/** A dry run of either mode says what would come of each scene. */
async function* carryOn({ paths, isDryRun, prepare, signal }: BatchRun): AsyncGenerator<BatchEvent, void, void> {
  let changed = 0
  let failed = 0
  for (const [done, path] of paths.entries()) {
    if (isAborted(signal)) {
      yield { kind: 'end', end: 'cancelled', changed, failed }
      return
    }
    yield { kind: 'progress', phase: isDryRun ? 'check' : 'write', done, total: paths.length, current: path }
    const outcome = await handle(path, prepare, isDryRun)
    if (outcome.status === 'failed') failed += 1
    else if (outcome.status === 'done' || outcome.status === 'would-change') changed += 1
    yield { kind: 'outcome', outcome }
  }
  yield { kind: 'end', end: 'done', changed, failed }
}

async function handle(path: string, prepare: BatchRun['prepare'], isDryRun: boolean): Promise<SceneOutcome> {
  try {
    const prepared = await prepare(path)
    if (prepared.commit === null) return outcomeOf(path, 'nothing-to-do', prepared)
    if (isDryRun) return outcomeOf(path, 'would-change', prepared)
    await prepared.commit()
    return outcomeOf(path, 'done', prepared)
  } catch (error) {
    return failure(path, error)
  }
}

async function* allOrNothing({ paths, prepare, signal }: BatchRun): AsyncGenerator<BatchEvent, void, void> {
  const ready: { path: string; prepared: Prepared }[] = []
  let failed = 0
  for (const [done, path] of paths.entries()) {
    if (isAborted(signal)) {
      yield { kind: 'end', end: 'cancelled', changed: 0, failed }
      return
    }
    yield { kind: 'progress', phase: 'check', done, total: paths.length, current: path }
    try {
      ready.push({ path, prepared: await prepare(path) })
    } catch (error) {
      failed += 1
      yield { kind: 'outcome', outcome: failure(path, error) }
    }
  }
  if (failed > 0) {
    yield { kind: 'end', end: 'refused', changed: 0, failed }
    return
  }
  const written: { path: string; prepared: Prepared }[] = []
  let isFinished = false
  try {
    for (const [done, one] of ready.entries()) {
      if (isAborted(signal)) break
      yield { kind: 'progress', phase: 'write', done, total: ready.length, current: one.path }
      try {
        if (one.prepared.commit === null) continue
        written.push(one)
        await one.prepared.commit()
      } catch (error) {
        yield { kind: 'outcome', outcome: failure(one.path, error) }
        failed = 1
        break
      }
    }
    isFinished = failed === 0 && !isAborted(signal)
  } finally {
    // Also where whoever asked has gone away in the middle.
    if (!isFinished) for (const { prepared } of written.toReversed()) await prepared.rollBack()
  }
  for (const { path, prepared } of ready) {
    const status = isFinished ? (prepared.commit === null ? 'nothing-to-do' : 'done') : 'put-back'
    if (isFinished || written.some(one => one.path === path)) {
      yield { kind: 'outcome', outcome: outcomeOf(path, status, prepared) }
    }
  }
  const end = isFinished ? 'done' : failed > 0 ? 'put-back' : 'cancelled'
  yield { kind: 'end', end, changed: isFinished ? written.length : 0, failed }
}

function outcomeOf(scene: string, status: OutcomeStatus, { changes, problems }: Prepared): SceneOutcome {
  return { scene, status, changes, problems, reason: null }
}

/** Expected errors are an outcome; a bug is not. */
function failure(scene: string, error: unknown): SceneOutcome {
  if (isAppError(error)) return { scene, status: 'failed', changes: [], problems: 0, reason: error.message }
  const isOfSystem = error instanceof Error && 'code' in error
  if (!isOfSystem) throw error
  return { scene, status: 'failed', changes: [], problems: 0, reason: error.message }
}

function isAborted(signal: BatchRun['signal']): boolean {
  return signal?.aborted === true
}
