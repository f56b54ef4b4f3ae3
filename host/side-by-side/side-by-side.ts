/**
 * Realities of a workspace side by side: made at once, compared, a command run in each, one taken and the rest dropped.
 * (RTY12 to RTY15)
 */
import { AppError } from '../../shared/contract/errors.ts'
import {
  MAIN_REALITY,
  type Reality,
  type RealityMerge,
  type RealityMergeStrategy,
} from '../../shared/contract/realities.ts'
import type { AppliedReality, CommandEvent, LastApplied, RealityMatrix } from '../../shared/contract/side-by-side.ts'
import { layOut, madeUpNames } from '../../shared/repo/reality-matrix.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { forgetApply, readApplied } from '../realities/applied.ts'
import type { Realities } from '../realities/realities.ts'
import { lineageOf, openRealityStore } from '../storage/reality-store.ts'
import type { Project } from '../workspace/project.ts'
import { createKeptRuns, type KeptRunsList, type RunAsked } from './kept-runs.ts'
import { runInEach } from './run-in-each.ts'
import { writeReality } from './write-reality.ts'

export interface SideBySide {
  try(make: { readonly names: readonly string[] } | { readonly count: number }, from?: string): Promise<Reality[]>
  /** Throws AppError NOT_FOUND, as do all below. */
  matrix(ids: readonly string[]): Promise<RealityMatrix>
  /** Throws AppError BAD_REQUEST for a command that cannot be read. Ends when nobody listens any more. */
  run(asked: RunAsked, signal: AbortSignal | undefined): AsyncGenerator<CommandEvent, void, void>
  /** What was started from a window, which need not stay. */
  readonly runs: KeptRunsList
  apply(asked: ApplyAsked): Promise<AppliedReality>
  lastApplied(): LastApplied
  undoApply(): Promise<RealityMerge>
}

export interface ApplyAsked {
  readonly id: string
  readonly drop: readonly string[]
  readonly strategy: RealityMergeStrategy
  readonly isDryRun: boolean
}

export interface SideBySideDeps {
  readonly project: Project
  readonly realities: Realities
  readonly options: ExportOptions
}

/** Disposing of it ends the commands; it waits until nothing reads from the database any more. */
export function createSideBySide({ project, realities, options }: SideBySideDeps): SideBySide & AsyncDisposable {
  const { disk } = project.store
  const closing = new AbortController()
  const writing = new Set<Promise<void>>()

  function need(id: string): Reality {
    const found = realities.graph().realities.find(reality => reality.id === id)
    if (found === undefined) throw new AppError('NOT_FOUND', 'This reality is not here.', { reality: id })
    return found
  }

  function writeInto(id: string, folder: string, signal: AbortSignal): Promise<void> {
    const store = openRealityStore(disk, lineageOf(disk, id))
    const done = writeReality({ project, store, options }, folder, signal)
    // How it ended is told to whoever asked; here it only counts that it did.
    const settled = done.catch(() => {}).finally(() => writing.delete(settled))
    writing.add(settled)
    return done
  }

  function run(
    { ids, command, timeoutMs }: RunAsked,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CommandEvent, void, void> {
    const benches = [...new Set(ids)].map(need).map(({ id, name }) => ({
      id,
      name,
      async writeInto(folder: string, stop: AbortSignal) {
        await project.documents.whenStored()
        await writeInto(id, folder, stop)
      },
    }))
    const either = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal])
    return runInEach({ benches, command, timeoutMs, signal: either })
  }

  const runs = createKeptRuns({
    settings: disk.settings,
    realities: () => new Set(realities.graph().realities.map(({ id }) => id)),
    run,
    log: project.log,
  })

  return {
    async try(make, from) {
      if ('names' in make) return realities.createMany(make.names, from)
      const taken = new Set(realities.graph().realities.map(({ name }) => name))
      return realities.createMany(madeUpNames(make.count, taken), from)
    },
    async matrix(ids) {
      const columns = []
      for (const { id, name, parent } of ids.map(need)) {
        columns.push({ id, name, parent, files: id === MAIN_REALITY ? [] : await realities.differences(id) })
      }
      return layOut(columns)
    },
    run,
    runs,
    async apply({ id, drop, strategy, isDryRun }) {
      const others = [...new Set(drop)].map(need)
      if (others.some(other => other.id === id)) {
        throw new AppError('BAD_REQUEST', `${need(id).name} cannot be taken and dropped.`)
      }
      const preview = await realities.preview(id, strategy)
      const dropped = []
      for (const other of others) {
        dropped.push({ id: other.id, name: other.name, ...(await realities.drop(other.id, true)) })
      }
      if (isDryRun) return { merge: null, preview, dropped }
      const merge = await realities.merge(
        id,
        strategy,
        others.map(other => other.id),
      )
      const gone = dropped.map(each => ({ ...each, isDropped: true, goneAt: need(each.id).goneAt }))
      return { merge, preview, dropped: gone }
    },
    lastApplied() {
      const applied = readApplied(disk.settings)
      const merge = applied === null ? undefined : disk.merges.get(applied.merge)
      if (applied === null || merge?.status !== 'done') return null
      const name = disk.realities.get(merge.source)?.name ?? merge.source
      return { ...applied, name }
    },
    async undoApply() {
      const applied = readApplied(disk.settings)
      if (applied === null) throw new AppError('NOT_FOUND', 'There is nothing to take back.')
      for (const id of applied.dropped) {
        if (disk.realities.get(id)?.status === 'dropped') realities.restore(id)
      }
      const undone = await realities.undoMerge(applied.merge)
      forgetApply(disk.settings)
      return undone
    },
    async [Symbol.asyncDispose]() {
      await runs[Symbol.asyncDispose]()
      closing.abort()
      await Promise.all(writing)
    },
  }
}
