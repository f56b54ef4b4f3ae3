/**
 * The realities of a workspace: forked, compared, merged, thrown away. One of them owns the folder; the others have
 * only what is in the database, and cost what was written in them (RTY1, RTY2).
 */
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { Author, FileDifference } from '../../shared/contract/history.ts'
import {
  type DropResult,
  MAIN_REALITY,
  type MergedScene,
  type MergePreview,
  type Reality,
  type RealityGraph,
  type RealityMerge,
  type RealityMergeStrategy,
} from '../../shared/contract/realities.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { compareMoments } from '../history/compare-moments.ts'
import { type RestoreDeps, restoreWorkspace } from '../history/restore-workspace.ts'
import type { OwnedVersions } from '../history/versions.ts'
import type { MergeRow, RealityRow } from '../storage/history-tables.ts'
import { type Lineage, lineageOf, openRealityStore, type RealityStore } from '../storage/reality-store.ts'
import type { Store } from '../storage/store.ts'
import { plainId } from '../storage/stored-id.ts'
import { createEmitter } from '../workspace/emitter.ts'
import { dropWith, recordApply } from './applied.ts'
import { runMerge, statesBefore } from './merge-job.ts'
import type { Trial } from './merge-trial.ts'
import { type OpenReality, openReality } from './open-reality.ts'
import { previewMerge, previewScene } from './preview.ts'
import { writeNote } from './reality-notes.ts'
import { showMain, showReality } from './show-reality.ts'

export interface Realities {
  graph(): RealityGraph
  onDidChange(listener: () => void): Disposable
  create(options: { readonly name: string; readonly from?: string | undefined }): Promise<Reality>
  /** The same state forked several times, in one step (RTY12). */
  createMany(names: readonly string[], from?: string): Promise<Reality[]>
  /** Throws AppError NOT_FOUND, as do all below; BAD_REQUEST where it cannot be done with main, or the current one. */
  rename(id: string, name: string): Reality
  differences(id: string): Promise<FileDifference[]>
  preview(id: string, strategy: RealityMergeStrategy): Promise<MergePreview>
  previewScene(id: string, path: string, strategy: RealityMergeStrategy): Promise<MergedScene>
  /** The newest merge into the current reality that met this document; null where there was none. */
  mergeOf(document: string): DocumentMerge | null
  /** `drop`: those that go when it is done, in the same step (RTY15). */
  merge(id: string, strategy: RealityMergeStrategy, drop?: readonly string[]): Promise<RealityMerge>
  undoMerge(id: string): Promise<RealityMerge>
  drop(id: string, isDryRun: boolean): Promise<DropResult>
  restore(id: string): Reality
}

export interface DocumentMerge {
  /** Names of the two realities. */
  readonly from: string
  readonly into: string
  readonly strategy: RealityMergeStrategy
  /** Unix ms. */
  readonly time: number
  /** What the reality merged into had seen of the document before it: an encoded state vector. */
  readonly before: Uint8Array
}

export interface OwnedRealities extends Realities {
  /** Finishes merges that were begun. */
  resume(): Promise<void>
  /** Opened for as long as `run` takes, after and before whatever else needs a reality that is not the current one. */
  withReality<T>(lineage: Lineage, run: (open: OpenReality) => Promise<T>): Promise<T>
  /** A reality that arrived, or that has another name now. */
  readonly put: (row: RealityRow) => void
  /** By somebody here. */
  readonly onDidRename: (listener: (row: RealityRow) => void) => Disposable
  /** Throws AppError where it is not there, or was thrown away. */
  checkSwitch(id: string): void
}

export interface RealitiesDeps {
  readonly disk: Store
  readonly current: OpenReality
  readonly versions: OwnedVersions
  readonly person: () => NonNullable<Author>
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly isOutboxOn: () => boolean
  readonly options: ExportOptions
  readonly hasBytes: RestoreDeps['hasBytes']
  /** The fork may need bytes that only a file has. */
  readonly keepBytes: () => void
  readonly log: { error(data: object, message: string): void }
  /** How long a dropped one can be brought back. */
  readonly retentionDays: () => number
  /** The project is under Git, so that a reality can have a branch. */
  readonly canBranch: () => boolean
}

const ID_BYTES = 6
const DAY_MS = 24 * 60 * 60_000

export function createRealities(deps: RealitiesDeps): OwnedRealities {
  const { disk, current, versions, now, random, options } = deps
  const changed = createEmitter()
  const stored = createEmitter()
  const renamed = createEmitter<RealityRow>()
  const written = new Set(disk.edits.edited(current.store.reality).map(row => plainId(row.document)))
  let busy: Promise<unknown> = Promise.resolve()

  /** Merges, restores and forks of realities that are not open do not meet. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = busy.then(run)
    busy = result.catch(() => undefined)
    return result
  }

  function rowOf(id: string): RealityRow {
    const row = disk.realities.get(id)
    if (row === undefined) {
      const message = id === MAIN_REALITY ? 'The main reality has no parent.' : 'This reality is not here.'
      throw new AppError(id === MAIN_REALITY ? 'BAD_REQUEST' : 'NOT_FOUND', message, { reality: id })
    }
    return row
  }

  function storeOf(id: string): RealityStore {
    return id === current.store.reality ? current.store : openRealityStore(disk, lineageOf(disk, id))
  }

  /** With a reality's documents open for edits. */
  async function withOpen<T>(id: string, run: (open: OpenReality) => Promise<T>): Promise<T> {
    if (id === current.store.reality) return run(current)
    const { person, isOutboxOn } = deps
    await using open = await openReality({ store: storeOf(id), person, now, random, isOutboxOn })
    return await run(open)
  }

  function nowIn(id: string) {
    return { store: storeOf(id), position: null }
  }

  function put(row: RealityRow): Reality {
    disk.realities.put(row)
    changed.fire()
    return show(row)
  }

  function show(row: RealityRow): Reality {
    return showReality(disk, row, current.store.reality)
  }

  async function fork(names: readonly string[], from: string): Promise<Reality[]> {
    await current.documents.whenStored()
    if (from !== MAIN_REALITY && rowOf(from).status === 'dropped') throw dropped()
    // RTY2: no document is looked at.
    const shared = { parent: from, position: disk.edits.position(), written: disk.written.newestNumber(), time: now() }
    const rest = { author: deps.person(), status: 'open', goneAt: null } as const
    // Listed by time and then id: in the order of their names here.
    const ids = names.map(randomId).sort()
    const rows = names.map((name, i) => ({ id: ids[i] ?? randomId(), name, ...shared, ...rest }))
    const tried = names.length > 1 ? randomId() : null
    disk.transaction(() => {
      for (const row of rows) {
        disk.realities.put(row)
        writeNote(disk.settings, 'tried', row.id, tried)
      }
    })
    changed.fire()
    deps.keepBytes()
    return rows.map(show)
  }

  async function run(row: MergeRow): Promise<RealityMerge> {
    const result = await withOpen(row.target, target => runMerge(target, storeOf(row.source), row, now()))
    const done: MergeRow = { ...row, ...result, status: 'done', time: now() }
    disk.transaction(() => {
      disk.merges.put(done)
      dropWith(disk, row.id, goneAfter())
    })
    changed.fire()
    return showMerge(done)
  }

  function showMerge({ id, source, target, time, author, strategy, status, files, contested, version }: MergeRow) {
    const isVersionKept = version !== null && disk.versions.get(version) !== undefined
    return {
      id,
      from: source,
      into: target,
      time,
      author,
      strategy,
      status,
      files,
      contested,
      version: isVersionKept ? version : null,
    }
  }

  async function begin(source: RealityRow, strategy: RealityMergeStrategy, drop: readonly string[]): Promise<MergeRow> {
    const target = source.parent
    const before = await withOpen(target, open => statesBefore(open, storeOf(source.id)))
    const version = versions.rowOf(target, 'merge', `Before merging ${source.name}`, '')
    const row: MergeRow = {
      id: randomId(),
      source: source.id,
      target,
      strategy,
      status: 'running',
      time: now(),
      author: deps.person(),
      version: version.id,
      files: 0,
      contested: 0,
      before,
    }
    disk.transaction(() => {
      disk.versions.put(version)
      disk.merges.put(row)
      if (drop.length > 0) recordApply(disk.settings, { merge: row.id, dropped: [...drop] })
    })
    versions.changed()
    return row
  }

  function goneAfter(): number {
    return now() + deps.retentionDays() * DAY_MS
  }

  function refuseCurrent(id: string): void {
    if (id !== current.store.reality) return
    throw new AppError('BAD_REQUEST', 'The folder belongs to this reality: switch to another one first.')
  }

  function randomId(): string {
    return Buffer.from(random(ID_BYTES)).toString('hex')
  }

  current.documents.onDidStore(({ document }) => {
    // The graph counts documents: another edit of the same one changes nothing in it.
    if (written.has(document)) return
    written.add(document)
    stored.fire()
  })
  versions.onDidChange(changed.fire)

  return {
    graph: () => ({
      current: current.store.reality,
      realities: [showMain(disk, current.store.reality), ...disk.realities.all().map(show)],
      merges: disk.merges.all().map(showMerge),
      versions: versions.list('version'),
      canBranch: deps.canBranch(),
    }),
    onDidChange(listener) {
      const listeners = [changed.on(listener), stored.on(listener)]
      return {
        [Symbol.dispose]() {
          for (const one of listeners) one[Symbol.dispose]()
        },
      }
    },
    create: async ({ name, from = current.store.reality }) => {
      const [made] = await fork([name], from)
      if (made === undefined) throw new Error('a fork made nothing')
      return made
    },
    createMany: (names, from = current.store.reality) => fork(names, from),
    rename(id, name) {
      const row = { ...rowOf(id), name }
      const shown = put(row)
      renamed.fire(row)
      return shown
    },
    async differences(id) {
      const row = rowOf(id)
      await current.documents.whenStored()
      return compareMoments(nowIn(row.parent), nowIn(id), options)
    },
    preview: async (id, strategy) => previewMerge(await trialOf(rowOf(id), strategy)),
    previewScene: async (id, path, strategy) => previewScene(await trialOf(rowOf(id), strategy), path),
    mergeOf(document) {
      const row = disk.merges
        .all()
        .findLast(
          merge => merge.target === current.store.reality && merge.status === 'done' && document in merge.before,
        )
      if (row === undefined) return null
      const nameOf = (id: string) => (id === MAIN_REALITY ? MAIN_REALITY : (disk.realities.get(id)?.name ?? id))
      const { strategy, time, source, target } = row
      const before = Buffer.from(row.before[document] ?? '', 'base64')
      return { from: nameOf(source), into: nameOf(target), strategy, time, before }
    },
    merge: (id, strategy, drop = []) =>
      inTurn(async () => {
        const row = rowOf(id)
        for (const other of drop) {
          rowOf(other)
          refuseCurrent(other)
        }
        if (row.status === 'dropped') throw dropped()
        await current.documents.whenStored()
        return run(await begin(row, strategy, drop))
      }),
    undoMerge: id =>
      inTurn(async () => {
        const row = disk.merges.get(id)
        const version = row?.version == null ? undefined : disk.versions.get(row.version)
        if (row === undefined || version === undefined) {
          throw new AppError('NOT_FOUND', 'How it was before this merge is no longer kept.')
        }
        const then = { store: storeOf(row.target), position: version.position }
        await withOpen(row.target, open => restoreWorkspace(open, then, deps))
        const undone: MergeRow = { ...row, status: 'undone' }
        disk.merges.put(undone)
        changed.fire()
        return showMerge(undone)
      }),
    drop: (id, isDryRun) =>
      inTurn(async () => {
        const row = rowOf(id)
        refuseCurrent(id)
        const { files } = await previewMerge(await trialOf(row, 'auto'))
        const onlyThere: FileDifference[] = files
        if (isDryRun) return { onlyThere, isDropped: false, goneAt: null }
        const goneAt = goneAfter()
        put({ ...row, status: 'dropped', goneAt })
        return { onlyThere, isDropped: true, goneAt }
      }),
    restore: id => put({ ...rowOf(id), status: 'open', goneAt: null }),
    async resume() {
      for (const row of disk.merges.all()) {
        if (row.status !== 'running') continue
        try {
          await inTurn(() => run(row))
        } catch (error) {
          // A damaged document: the workspace opens without it, and the graph shows that the merge is not done.
          if (!isAppError(error)) throw error
          deps.log.error({ err: error, merge: row.id }, 'a merge could not be finished')
        }
      }
    },
    withReality: (lineage, run) =>
      inTurn(async () => {
        const { person, isOutboxOn } = deps
        const store = openRealityStore(disk, lineage)
        await using open = await openReality({ store, person, now, random, isOutboxOn })
        return await run(open)
      }),
    put,
    onDidRename: renamed.on,
    checkSwitch(id) {
      if (id !== MAIN_REALITY && rowOf(id).status === 'dropped') throw dropped()
    },
  }

  async function trialOf({ id, parent }: RealityRow, strategy: RealityMergeStrategy): Promise<Trial> {
    await current.documents.whenStored()
    return { target: storeOf(parent), source: storeOf(id), strategy, options, random }
  }
}

function dropped(): AppError {
  return new AppError('BAD_REQUEST', 'This reality was thrown away. Bring it back first.')
}
