/** The `Workspace` that others see, over the parts that do the work. */
import { lstat, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileEntry, WorkspaceState } from '../../shared/contract/data.ts'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import { blobBytes, completeDocuments } from '../files/checkout.ts'
import { compareFolder } from '../files/compare.ts'
import { noteHead } from '../files/git-guard.ts'
import { readWhole } from '../files/read-whole.ts'
import { placeToRead, placeToWrite, projectPath } from '../files/safe-path.ts'
import { isMissing, writeWhole } from '../files/write-whole.ts'
import type { HeadMove } from '../realities/reality-branches.ts'
import { recordSwitch } from '../realities/switch.ts'
import { sha256 } from '../storage/blobs.ts'
import type { FileFault } from '../storage/store.ts'
import { createEmitter } from './emitter.ts'
import { listFiles } from './file-list.ts'
import { newestText } from './newest-text.ts'
import type { AssembledWorkspace } from './open-workspace.ts'
import { createDifferences, createGitSwitch, createStaleValues } from './review-lists.ts'
import type { LocalState, OpenScene, Workspace } from './workspace.ts'

/** Others may edit while the folder is left: their files are written first. */
const SETTLE_ATTEMPTS = 20

export function createWorkspace(parts: AssembledWorkspace, owned: AsyncDisposable): Workspace {
  const { project, journal, outbox, sync } = parts
  const { folder, store, table, tree, documents, notices } = project
  const changedState = createEmitter()
  const changedFiles = createEmitter()
  const differences = createDifferences(project, sync)
  let progress: WorkspaceState['progress'] = null
  let files: readonly FileEntry[] | null = null

  for (const on of [
    journal.onDidChangeState,
    notices.onDidChange,
    sync.exporter.onDidChange,
    differences.onDidChange,
  ]) {
    on(changedState.fire)
  }
  for (const on of [table.onDidChange, tree.onDidChange]) {
    on(() => {
      if (files === null) return
      files = null
      changedFiles.fire()
    })
  }

  async function openScene(path: string): Promise<OpenScene> {
    const relative = projectPath(path)
    const row = table.get(relative)
    const document = tree.byPath(relative)?.document ?? null
    if (document === null || tree.byPath(relative)?.kind === 'text') {
      return unreadable(relative, row?.fault ?? notAScene)
    }
    try {
      const live = await project.scenes.open(document)
      const { scene, editor } = live
      const dispose = () => live[Symbol.dispose]()
      return {
        status: 'open',
        document,
        path: relative,
        scene,
        editor,
        fault: row?.fault ?? null,
        [Symbol.dispose]: dispose,
      }
    } catch (error) {
      if (!isAppError(error) || error.code !== 'UNREADABLE') throw error
      return unreadable(relative, { ...notAScene, reason: error.message })
    }
  }

  function textAt(path: string) {
    const relative = projectPath(path)
    const entry = tree.byPath(relative)
    const row = table.get(relative)
    if (entry === undefined && row === undefined) throw new AppError('NOT_FOUND', 'This file is not here.', { path })
    if (entry?.kind !== 'text' || entry.document === null) return null
    if (!documents.has(entry.document)) throw new AppError('NOT_FOUND', 'This text has not arrived yet.', { path })
    return { document: entry.document, fault: row?.fault?.reason ?? null }
  }

  async function currentText(path: string): Promise<string | null> {
    const { document } = textAt(path) ?? { document: null }
    if (document === null) return null
    using live = await project.texts.open(document)
    return live.text.raw()
  }

  async function unreadable(path: string, fault: FileFault): Promise<OpenScene> {
    const text = new TextDecoder().decode(await readBytes(path))
    return { status: 'unreadable', path, fault, text, [Symbol.dispose]: () => undefined }
  }

  async function readBytes(path: string): Promise<Uint8Array> {
    const whole = await readWhole(await placeToRead(folder, path))
    if (whole === undefined) throw new AppError('NOT_FOUND', 'This file is not here.', { path })
    return whole.bytes
  }

  async function createFile(path: string, bytes: Uint8Array): Promise<void> {
    refuseReadOnly(parts.isReadOnly)
    const relative = projectPath(path)
    const place = await placeToWrite(folder, relative)
    await sync.inLane(async () => {
      if (tree.byPath(relative) !== undefined || (await isThere(place))) {
        throw new AppError('BAD_REQUEST', 'There is a file of this name already.', { path })
      }
      await mkdir(dirname(place), { recursive: true })
      await writeWhole(place, bytes)
    })
    await sync.takeIn(new Set([relative]))
  }

  /** RTY3 */
  async function leaveFor(reality: string): Promise<void> {
    refuseReadOnly(parts.isReadOnly)
    const { realities, branches } = parts.past
    realities.checkSwitch(reality)
    const branch = realities.graph().realities.find(({ id }) => id === reality)?.branch ?? null
    if (sync.guard.isPaused && branch !== null && branch === sync.guard.branch) return leaveWithGit(reality, branch)
    await branches.arrive()
    const move = await branches.moveFor(reality)
    await sync.whenWritten()
    await sync.takeIn('all')
    for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
      await sync.whenWritten()
      if (await sync.inLane(() => leaveNow(reality, move))) return
    }
    throw notUpToDate('Some files are still being written.')
  }

  /** RTY18: another program put the files of its branch there. They are taken in when the reality is opened. */
  async function leaveWithGit(reality: string, branch: string): Promise<void> {
    await project.documents.whenStored()
    await sync.inLane(async () => {
      const { changed, removed } = await compareFolder('all', project)
      const foreign = new Set([...changed, ...removed].map(({ path }) => path))
      store.disk.transaction(() => {
        recordSwitch(store.disk, store, reality, table, project.now(), foreign)
        noteHead(store.settings, branch)
      })
      sync.leave()
    })
  }

  /** False where an edit came in between, whose file is behind. */
  async function leaveNow(reality: string, move: HeadMove | null): Promise<boolean> {
    if (sync.guard.isPaused || sync.isJoining) throw notUpToDate('The files rest at present.')
    if (notices.current !== null) throw notUpToDate(notices.current)
    if (sync.exporter.waiting > 0) return false
    store.disk.transaction(() => {
      recordSwitch(store.disk, store, reality, table, project.now())
      if (move !== null) parts.past.branches.record(move)
    })
    sync.leave()
    return true
  }

  async function putBlob(bytes: Uint8Array): Promise<string> {
    refuseReadOnly(parts.isReadOnly)
    const kind = sync.wanted().find(blob => blob.hash === sha256(bytes))?.kind ?? 'file'
    const hash = store.blobs.put(bytes, kind, project.now())
    completeDocuments(project)
    sync.checkOutSoon()
    return hash
  }

  function state(): LocalState {
    const reading = parts.readingProgress()
    return {
      unsaved: journal.waiting + sync.exporter.waiting,
      lastWrittenAt: sync.exporter.lastWrittenAt,
      progress: progress ?? (reading === null ? null : { ...reading, unit: 'files' }),
      notice: notices.current,
      differences: differences.list().length,
    }
  }

  return {
    id: parts.id,
    name: parts.name,
    folder,
    isSample: parts.isSample,
    isReadOnly: parts.isReadOnly,
    get reality() {
      const name = store.realities.get(store.reality)?.name ?? store.reality
      return { id: store.reality, name }
    },
    documents,
    carried: parts.carried,
    history: parts.past.history,
    versions: parts.past.versions,
    timeTravel: parts.past.timeTravel,
    backups: parts.past.backups,
    realities: parts.past.realities,
    sideBySide: parts.past.sideBySide,
    branches: parts.past.branches,
    sharedRealities: parts.past.sharedRealities,
    leaveFor,
    tree: tree.view,
    openScene,
    textAt,
    currentText,
    becomeTexts: sync.becomeTexts,
    newestText: path => newestText(project, projectPath(path)),
    onDidChangeScene: listener =>
      documents.onDidStore(({ document }) => {
        const entry = tree.byDocument(document)
        if (entry !== undefined) listener(entry.path)
      }),
    reload: paths => sync.takeIn(new Set(paths.map(projectPath))),
    files: () => (files ??= listFiles(project)),
    onDidChangeFiles(listener) {
      // Only who has seen a list can miss its change.
      files ??= listFiles(project)
      return changedFiles.on(listener)
    },
    readBytes,
    createFile,
    blob: hash => blobBytes(project, hash),
    putBlob,
    wanted: sync.wanted,
    onDidChangeWanted: sync.onDidChangeWanted,
    outbox,
    settings: store.settings,
    differences,
    stale: createStaleValues(project),
    witness: project.witness,
    deletedWork: parts.deletedWork,
    settled: project.store.settled,
    repoEvents: project.store.repoEvents,
    state,
    onDidChangeState: changedState.on,
    adoptTree: sync.endJoining,
    get isJoining() {
      return sync.isJoining
    },
    git: createGitSwitch(sync),
    async changeFolder(run) {
      refuseReadOnly(parts.isReadOnly)
      return sync.changeFolder(run)
    },
    onDidLookAtFolder: sync.onDidLook,
    refreshIdentity: parts.refreshIdentity,
    setProgress(next) {
      progress = next
      changedState.fire()
    },
    rescan: () => sync.takeIn('all'),
    async whenSettled() {
      await sync.whenSettled()
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  }
}

const notAScene: FileFault = {
  code: 'not-a-scene',
  reason: 'This is not a scene in text form.',
  line: 1,
  column: 1,
  offset: 0,
}

function notUpToDate(message: string): AppError {
  return new AppError('BAD_REQUEST', message, {
    hint: 'The folder can go to another reality once every file is up to date.',
  })
}

function refuseReadOnly(isReadOnly: boolean) {
  if (isReadOnly) throw new AppError('READ_ONLY', 'This workspace is shown read-only.')
}

async function isThere(place: string): Promise<boolean> {
  try {
    await lstat(place)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
