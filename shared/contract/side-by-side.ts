/**
 * Realities side by side: several made at once, what differs in each of them, how a command ends in each, and one of
 * them taken while the rest go. (RTY12 to RTY16 in docs/spec/realities.md)
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { COMMAND_MS, COMMAND_UNITS, REALITIES_AT_ONCE } from '../limits.ts'
import { errorMap } from './error-map.ts'
import { fileDifference } from './history.ts'
import { dropResult, mergePreview, mergeStrategy, reality, realityId, realityMerge } from './realities.ts'

const base = oc.errors(errorMap)

/** One file in one reality, against its parent. */
const matrixCell = fileDifference.pick({
  kind: true,
  previousPath: true,
  added: true,
  removed: true,
  changed: true,
  registers: true,
})
export type MatrixCell = z.infer<typeof matrixCell>

const matrixColumn = z.object({
  id: realityId,
  name: z.string(),
  /** What it is compared with: its parent; of a branch the commit that both come from. Null for main. */
  parent: z.string().nullable(),
  /** Files by what became of them. */
  counts: z.object({
    added: z.number().int(),
    removed: z.number().int(),
    changed: z.number().int(),
    moved: z.number().int(),
  }),
})
export type MatrixColumn = z.infer<typeof matrixColumn>

const matrixRow = z.object({
  path: z.string(),
  isScene: z.boolean(),
  /** In the order of the columns; null where the file is as in the parent. */
  cells: z.array(matrixCell.nullable()),
})
export type MatrixRow = z.infer<typeof matrixRow>

/** Files by path: only those that differ somewhere. */
export const realityMatrix = z.object({ realities: z.array(matrixColumn), files: z.array(matrixRow) })
export type RealityMatrix = z.infer<typeof realityMatrix>

const madeFile = z.object({ path: z.string(), kind: z.enum(['added', 'changed', 'removed']) })
export type MadeFile = z.infer<typeof madeFile>

export const commandOutcome = z.object({
  reality: realityId,
  /** `exited`: by itself, with `exitCode`. `ended`: by a signal from elsewhere. `refused`: it never began. */
  end: z.enum(['exited', 'ended', 'timed-out', 'cancelled', 'refused']),
  exitCode: z.number().int().nullable(),
  /** Why it was refused, or which signal ended it; a sentence. */
  reason: z.string().nullable(),
  durationMs: z.number(),
  /** The end of what it printed, both streams as they came. */
  output: z.string(),
  /** Of everything it printed. */
  outputBytes: z.number().int(),
  /** Files it made, changed or removed in the folder of its own; nothing of that is taken in. At most `MADE_FILES`. */
  files: z.array(madeFile),
  fileCount: z.number().int(),
})
export type CommandOutcome = z.infer<typeof commandOutcome>

export const commandEvent = z.discriminatedUnion('kind', [
  /** Its files are being written into a folder of its own. */
  z.object({ kind: z.literal('preparing'), reality: realityId }),
  z.object({ kind: z.literal('running'), reality: realityId }),
  /** Some of what it prints, as it comes. */
  z.object({ kind: z.literal('output'), reality: realityId, text: z.string() }),
  z.object({ kind: z.literal('done'), outcome: commandOutcome }),
])
export type CommandEvent = z.infer<typeof commandEvent>

/** How far a command is in one reality. `output`: the end of what it has printed so far. */
const runState = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['waiting', 'preparing', 'running']), output: z.string() }),
  z.object({ status: z.literal('done'), outcome: commandOutcome }),
])
export type RunState = z.infer<typeof runState>

/** The last command that was started from a window, in every reality that is still here. */
export const keptRuns = z.object({
  command: z.string(),
  isRunning: z.boolean(),
  runs: z.record(z.string(), runState),
})
export type KeptRuns = z.infer<typeof keptRuns>

export const appliedReality = z.object({
  /** Null for a dry run. */
  merge: realityMerge.nullable(),
  /** What the merge changes, or changed. */
  preview: mergePreview,
  dropped: z.array(dropResult.extend({ id: realityId, name: z.string() })),
})
export type AppliedReality = z.infer<typeof appliedReality>

/** The last time that one was taken and others went, while that can be taken back. */
export const lastApplied = z.object({ merge: z.string(), name: z.string(), dropped: z.array(realityId) }).nullable()
export type LastApplied = z.infer<typeof lastApplied>

const ids = z.array(realityId).min(1).max(REALITIES_AT_ONCE)
const name = z.string().trim().min(1).max(120)
const asked = z.object({
  ids,
  command: z.string().trim().min(1).max(COMMAND_UNITS),
  /** For each reality. */
  timeoutMs: z.number().int().min(1000).max(COMMAND_MS).default(COMMAND_MS),
})

export const sideBySideContract = {
  /** Forks the same state several times. `count`: names are made up, `try-1` and on. */
  try: base
    .route({ method: 'POST', path: '/realities/try' })
    .input(
      z.object({
        from: realityId.optional(),
        make: z.union([
          z.object({ names: z.array(name).min(1).max(REALITIES_AT_ONCE) }),
          z.object({ count: z.number().int().min(1).max(REALITIES_AT_ONCE) }),
        ]),
      }),
    )
    .output(z.array(reality)),
  /** What differs in each from its parent as that is now. */
  matrix: base.route({ method: 'POST', path: '/realities/matrix' }).input(z.object({ ids })).output(realityMatrix),
  /**
   * Runs a command in each, in a folder of its own that goes afterwards. It is started without a shell unless it names
   * one. Whoever stops listening ends it, with all that it has started.
   */
  run: base.route({ method: 'POST', path: '/realities/run' }).input(asked).output(eventIterator(commandEvent)),
  /** The same, but it belongs to the project: it goes on until `stopRun`, another start, or the end of the project. */
  start: base.route({ method: 'POST', path: '/realities/runs' }).input(asked).output(keptRuns),
  stopRun: base.route({ method: 'POST', path: '/realities/runs/stop' }).output(keptRuns),
  runs: base.route({ method: 'GET', path: '/realities/runs' }).output(keptRuns),
  watchRuns: base.route({ method: 'GET', path: '/realities/runs/events' }).output(eventIterator(keptRuns)),
  /** Merges one into its parent and drops the others, in one step. */
  apply: base
    .route({ method: 'POST', path: '/realities/apply' })
    .input(
      z.object({
        id: realityId,
        drop: z.array(realityId).max(REALITIES_AT_ONCE),
        strategy: mergeStrategy.default('auto'),
        isDryRun: z.boolean().default(false),
      }),
    )
    .output(appliedReality),
  lastApplied: base.route({ method: 'GET', path: '/realities/applied' }).output(lastApplied),
  /** Takes the last one back: the dropped ones return, and the merge is undone as `undoMerge` does it. */
  undoApply: base.route({ method: 'POST', path: '/realities/applied/undo' }).output(realityMerge),
}
