/**
 * The whole workspace as it was: at any edit that is kept, at any commit. Read-only but for `restore`, which is a new
 * edit. (TTR rules in docs/spec/time-travel.md)
 *
 *     const then = await timeTravel.files({ kind: 'time', time: Date.UTC(2026, 10, 25, 14) })
 *     await timeTravel.read({ kind: 'commit', revision: 'v1.0' }, 'res://levels/harbor.tscn')
 */
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { FileDifference } from '../../shared/contract/history.ts'
import type {
  ContentThen,
  ExportThen,
  WorkspaceLife,
  WorkspaceMoment,
  WorkspaceThen,
} from '../../shared/contract/time-travel.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { blobBytes } from '../files/checkout.ts'
import { projectPath } from '../files/safe-path.ts'
import type { Repository } from '../git/engine.ts'
import { compareMoments } from '../history/compare-moments.ts'
import type { Moment } from '../history/moment.ts'
import { type Place, placeOf } from '../history/place-in-line.ts'
import { restoreWorkspace } from '../history/restore-workspace.ts'
import { lineageOf, openRealityStore } from '../storage/reality-store.ts'
import type { Project } from '../workspace/project.ts'
import { type CommitLine, createCommitLine } from './commit-line.ts'
import { bytesContent, decodeContent } from './decode-content.ts'
import { type LifeQuery, newestStop, readLife } from './life.ts'
import { entryThen, filesThen, momentFound, textThen } from './workspace-then.ts'
import { type CopySource, writeCopy } from './write-copy.ts'

export interface TimeTravel {
  life(query: LifeQuery): Promise<WorkspaceLife>
  /** The time of the newest stop, unix ms. */
  newest(): Promise<number>
  onDidChange(listener: () => void): Disposable
  /** Throws AppError NOT_FOUND where nothing is known of that time, or it is no longer kept; so do all below. */
  files(at: WorkspaceMoment): Promise<WorkspaceThen>
  read(at: WorkspaceMoment, path: string): Promise<ContentThen>
  export(at: WorkspaceMoment, folder: string, signal?: AbortSignal): AsyncGenerator<ExportThen>
  /** Answers with what that changes, seen from now. */
  restore(time: number, isDryRun: boolean): Promise<FileDifference[]>
}

export interface TimeTravelDeps {
  readonly project: Project
  readonly options: ExportOptions
  readonly hasBytes: (hash: string) => boolean
  /** As `openRepository`, on a thread of its own. */
  readonly openRepository: (folder: string) => Promise<Repository>
}

type Found =
  | { readonly kind: 'edit'; readonly place: Place; readonly moment: Moment }
  | { readonly kind: 'commit'; readonly revision: string }

export function createTimeTravel(deps: TimeTravelDeps): TimeTravel & Disposable {
  const { project, options } = deps
  const { store, documents, tree } = project
  const line = createCommitLine(project.folder, deps.openRepository)

  /** TTR1, TTR2: edits as far back as they are kept, before them commits. */
  async function find(at: WorkspaceMoment): Promise<Found> {
    if (at.kind === 'commit') return { kind: 'commit', revision: at.revision }
    await documents.whenStored()
    try {
      return editAt(at.time)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error
      const revision = await line.at(at.time)
      if (revision === null) throw error
      return { kind: 'commit', revision }
    }
  }

  function editAt(time: number): Extract<Found, { kind: 'edit' }> {
    const place = placeOf(project, { kind: 'time', time })
    const view = openRealityStore(store.disk, lineageOf(store.disk, place.reality))
    return { kind: 'edit', place, moment: { store: view, position: place.position } }
  }

  async function bytesAt(found: Found, path: string): Promise<Uint8Array | null> {
    if (found.kind === 'commit') return line.read(found.revision, path)
    const entry = entryThen(found.moment, path)
    if (entry === undefined) return null
    const text = textThen(found.moment, entry, options)
    if (text !== null) return new TextEncoder().encode(text.text)
    return entry.hash === null ? null : ((await blobBytes(project, entry.hash)) ?? null)
  }

  return {
    life: async query => {
      await documents.whenStored()
      return readLife({ store, tree }, await line.list(), query)
    },
    newest: async () => newestStop(project, await line.list()),
    onDidChange(listener) {
      return documents.onDidStore(() => listener())
    },
    async files(at) {
      const found = await find(at)
      if (found.kind === 'commit') {
        const { moment, files, since } = await line.files(found.revision)
        return { moment, files: [...files], since }
      }
      return { moment: momentFound(project, found.place.time), ...filesThen(project, found.moment) }
    },
    async read(at, path) {
      const relative = projectPath(path)
      const found = await find(at)
      if (found.kind === 'commit') return readCommitted(line, found.revision, relative)
      const entry = entryThen(found.moment, relative)
      if (entry === undefined) throw wasNotThere(path)
      const text = textThen(found.moment, entry, options)
      if (text !== null) return text
      const bytes = entry.hash === null ? undefined : await blobBytes(project, entry.hash)
      return bytes === undefined ? { kind: 'notKept' } : bytesContent(bytes)
    },
    async *export(at, folder, signal) {
      const found = await find(at)
      const source: CopySource = {
        paths: found.kind === 'commit' ? await line.paths(found.revision) : pathsThen(found.moment),
        read: path => bytesAt(found, path),
      }
      yield* writeCopy({ source, folder, outside: project.folder, signal })
    },
    async restore(time, isDryRun) {
      await documents.whenStored()
      const { moment: then } = editAt(time)
      if (isDryRun) return compareMoments({ store, position: null }, then, options)
      return restoreWorkspace(project, then, { now: project.now, options, hasBytes: deps.hasBytes })
    },
    [Symbol.dispose]: () => line[Symbol.dispose](),
  }

  function pathsThen(then: Moment): string[] {
    return filesThen(project, then).files.map(file => projectPath(file.path))
  }
}

async function readCommitted(line: CommitLine, revision: string, path: string): Promise<ContentThen> {
  const bytes = await line.read(revision, path)
  if (bytes === null) throw wasNotThere(path)
  return decodeContent(bytes, path)
}

function wasNotThere(path: string): AppError {
  return new AppError('NOT_FOUND', 'The file was not there then.', { path })
}
