/**
 * Folder and documents kept in step, both ways: the one place that orders taking in, writing and checking out.
 * Everything that touches the folder runs in one lane.
 */
import type { ExportOptions } from '../../shared/scene/export.ts'
import { becomeTexts } from '../files/become-text.ts'
import { giveBirth } from '../files/births.ts'
import { checkOut, type WantedBlob, wantedBlobs } from '../files/checkout.ts'
import { compareFolder } from '../files/compare.ts'
import { createExporter, type Exporter } from '../files/exporter.ts'
import { createGitFolder } from '../files/git-folder.ts'
import { createGitGuard, type GitGuard } from '../files/git-guard.ts'
import { createByteKeeper } from '../files/keep-bytes.ts'
import { createLane } from '../files/lane.ts'
import { createLocalDifferences, type LocalDifferences } from '../files/local-differences.ts'
import { whyUnsafePath } from '../files/safe-path.ts'
import { takeInFolder } from '../files/take-in.ts'
import { type FolderWatch, watchFolder } from '../files/watch-folder.ts'
import { createEmitter } from './emitter.ts'
import { type ChangeFolder, createOwnChanges } from './own-change.ts'
import type { Project } from './project.ts'

export interface FolderSync extends AsyncDisposable {
  readonly exporter: Exporter
  readonly guard: GitGuard
  readonly differences: LocalDifferences
  readonly isJoining: boolean
  /** Brings both sides together and begins to watch. */
  start(): Promise<void>
  readonly takeIn: (scope: ReadonlySet<string> | 'all') => Promise<void>
  /** Runs in the lane, e.g. an edit that writes a file itself. */
  readonly inLane: <T>(job: () => Promise<T>) => Promise<T>
  /** FIL17 */
  readonly changeFolder: ChangeFolder
  /** After a look at some files of the folder, whatever came of it. */
  readonly onDidLook: (listener: () => void) => Disposable
  readonly checkOutSoon: () => void
  readonly checkOutNow: () => Promise<void>
  readonly endJoining: () => Promise<void>
  /** Inside the lane: from now on no file is taken in or written. */
  readonly leave: () => void
  /** Files that earlier versions kept by their bytes become texts (TXT7). Only while others take the tree's edits. */
  readonly becomeTexts: () => Promise<void>
  /** Keeps the bytes of files that another reality or a version needs. */
  readonly keepBytes: () => void
  readonly wanted: () => readonly WantedBlob[]
  readonly onDidChangeWanted: (listener: () => void) => Disposable
  whenSettled(): Promise<void>
  /** The same without the bytes that are kept for others: those need not be waited for. */
  whenWritten(): Promise<void>
}

export interface FolderSyncDeps {
  readonly project: Project
  /** Nothing is ever written to the folder. */
  readonly isReadOnly: boolean
  readonly exportOptions: ExportOptions
  readonly onProgress: (label: string | null, done: number, total: number) => void
}

/** Settings key: set from the beginning of a join until the files were compared with the tree. */
export const JOINING_SETTING = 'joining'

/** Changes of the tree within this time reach the folder together. */
const CHECK_OUT_AFTER_MS = 40

export function createFolderSync({ project, isReadOnly, exportOptions, onProgress }: FolderSyncDeps): FolderSync {
  const { store, notices, tree, log } = project
  const lane = createLane()
  const git = createGitFolder(project.folder)
  const guard = createGitGuard(git, store.settings, notices)
  const differences = createLocalDifferences(project)
  const keeper = createByteKeeper(project, lane)
  const changedWanted = createEmitter()
  const looked = createEmitter()
  let isJoining = store.settings.get(JOINING_SETTING) === '1'
  let localHashes: ReadonlySet<string> = new Set()
  let wanted: readonly WantedBlob[] = []
  let checkOutTimer: NodeJS.Timeout | null = null
  let watcher: FolderWatch | null = null
  let isClosed = false
  /** The folder belongs to another reality already. */
  let isLeft = false

  const exporter = createExporter({
    project,
    lane,
    options: exportOptions,
    maySafelyWrite,
    isHeld: document => {
      const path = tree.byDocument(document)?.path
      return path !== undefined && differences.isOpen(path)
    },
    takeIn: takeInLane,
  })

  async function maySafelyWrite() {
    return !isJoining && !isReadOnly && !isLeft && (await guard.maySafelyWrite())
  }

  /** Inside the lane. */
  async function takeInLane(scope: ReadonlySet<string> | 'all') {
    if (isJoining || isLeft) return
    await takeInFolder(
      {
        project,
        guard,
        differences,
        scheduleExport: exporter.schedule,
        onDidResume: () => {
          scheduleUnwritten()
          checkOutSoon()
        },
        onProgress: (done, total) => onProgress('Reading the project', done, total),
      },
      scope,
    )
    onProgress(null, 0, 0)
    looked.fire()
  }

  function takeIn(scope: ReadonlySet<string> | 'all') {
    return lane.run(() => takeInLane(scope))
  }

  /** Documents with updates that never reached their file: edited while it rested, or before a crash. */
  function scheduleUnwritten() {
    const last = store.log.lastOfAll()
    for (const entry of tree.files()) {
      if (entry.document === null || !project.documents.has(entry.document)) continue
      const row = project.table.byEntry(entry.id)
      if (row === undefined || row.writtenSequence < (last.get(entry.document) ?? 0)) exporter.schedule(entry.document)
    }
  }

  function checkOutSoon() {
    if (isClosed) return
    checkOutTimer ??= setTimeout(() => {
      checkOutNow().catch((error: unknown) => log.error({ err: error }, 'checkout failed'))
    }, CHECK_OUT_AFTER_MS)
  }

  async function checkOutNow() {
    if (checkOutTimer !== null) clearTimeout(checkOutTimer)
    checkOutTimer = null
    await lane.run(async () => {
      if (await maySafelyWrite()) await checkOutInLane()
      else if (!isJoining && !isReadOnly && !isLeft && !guard.isPaused) checkOutSoon()
      refreshWanted()
    })
  }

  async function checkOutInLane() {
    const deps = { project, differences, scheduleExport: exporter.schedule, noteWritten: exporter.noteWritten }
    const conflicts = await checkOut(deps)
    if (conflicts.size === 0) return
    await takeInLane(conflicts)
    await checkOut(deps)
  }

  function refreshWanted() {
    const next = wantedBlobs(project, localHashes)
    const isSame = next.length === wanted.length && next.every((blob, i) => blob.hash === wanted[i]?.hash)
    wanted = next
    if (!isSame) changedWanted.fire()
  }

  /** What a clone has already need not be fetched. */
  async function lookAtLocalFiles() {
    const found = await compareFolder('all', {
      ...project,
      onProgress: (done, total) => onProgress('Reading the folder', done, total),
    })
    localHashes = new Set(found.added.map(file => file.hash))
    onProgress(null, 0, 0)
    refreshWanted()
  }

  function onError(error: unknown) {
    log.error({ err: error }, 'watching the folder failed')
  }

  function watch(): FolderWatch {
    return watchFolder({
      folder: project.folder,
      onDidChange: takeIn,
      isBusy: git.isBusy,
      onError,
    })
  }

  async function written(): Promise<void> {
    for (;;) {
      await project.documents.whenStored()
      await lane.whenIdle()
      if (checkOutTimer !== null) await checkOutNow()
      else if (
        exporter.waiting > 0 &&
        !guard.isPaused &&
        !isJoining &&
        !isReadOnly &&
        !isLeft &&
        notices.current === null
      )
        await exporter.flush()
      else if (lane.waiting === 0) return
    }
  }

  tree.onDidChange(checkOutSoon)
  project.documents.onDidStore(({ document }) => {
    if (tree.byDocument(document) !== undefined) exporter.schedule(document)
  })

  return {
    exporter,
    guard,
    differences,
    get isJoining() {
      return isJoining
    },
    async start() {
      watcher = watch()
      if (isJoining) await lane.run(lookAtLocalFiles)
      else {
        await takeIn('all')
        scheduleUnwritten()
        await checkOutNow()
        keeper.keep()
      }
      // What changed between that look and the moment from which the watcher sees everything.
      const { whenReady } = watcher
      whenReady.then(() => (isClosed ? undefined : takeIn('all'))).catch(onError)
    },
    takeIn,
    inLane: lane.run,
    changeFolder: createOwnChanges({
      project,
      exporter,
      guard,
      inLane: lane.run,
      whenSettled: written,
      isJoining: () => isJoining,
      takeInLane,
    }),
    onDidLook: looked.on,
    checkOutSoon,
    checkOutNow,
    async endJoining() {
      if (!isJoining) return
      await lane.run(async () => {
        isJoining = false
        await adoptFiles()
        store.settings.delete(JOINING_SETTING)
        localHashes = new Set()
      })
      scheduleUnwritten()
      await checkOutNow()
    },
    keepBytes: keeper.keep,
    becomeTexts: () =>
      lane.run(async () => {
        if (await maySafelyWrite()) await becomeTexts(project)
      }),
    leave() {
      isLeft = true
    },
    wanted: () => wanted,
    onDidChangeWanted: changedWanted.on,
    async whenSettled() {
      await written()
      await keeper.whenDone()
    },
    whenWritten: written,
    async [Symbol.asyncDispose]() {
      isClosed = true
      keeper.close()
      if (checkOutTimer !== null) clearTimeout(checkOutTimer)
      await watcher?.[Symbol.asyncDispose]()
      await exporter[Symbol.asyncDispose]()
      await lane.whenIdle()
    },
  }

  /** Inside the lane: files with an entry meet it, others are local. */
  async function adoptFiles() {
    const { added } = await compareFolder('all', project)
    await guard.accept()
    for (const found of added) {
      const entry = tree.byPath(found.path)
      if (whyUnsafePath(found.path) !== null) await giveBirth(project, [found])
      else if (entry === undefined) differences.addLocal(found)
      else if (entry.document === null || project.documents.has(entry.document)) {
        if ((await differences.meet(entry, found)) && entry.document !== null) exporter.schedule(entry.document)
      }
    }
  }
}
