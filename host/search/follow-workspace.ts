/**
 * The index of the open workspace, kept up to date as documents and files change. FND14
 *
 * Reads in slices, one file at a time, so that nobody waits for the host meanwhile. A scene is read from its newest
 * text; its document is opened only where that is newer than any text.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isAppError } from '../../shared/contract/errors.ts'
import type { ClassDatabase } from '../../shared/godot/classes.ts'
import { createProjectIndex, type ProjectIndex } from '../../shared/scene/query/project-index.ts'
import { isIndexed, isSceneFile, putFileText } from '../../shared/scene/query/read-file.ts'
import { asWritten } from '../../shared/scene/validate/as-written.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { putFileBytes } from './folder-index.ts'

export interface FollowedWorkspace extends AsyncDisposable {
  readonly index: ProjectIndex
  /** Files that cannot be read as what they are. */
  readonly faults: ReadonlyMap<string, { readonly reason: string; readonly line: number }>
  /** False until everything was read once. */
  readonly isReady: boolean
  /** Resolves when nothing waits to be read. */
  readonly whenRead: () => Promise<void>
  /** `null`: files came or went, or a script changed: whatever refers to others may be affected. */
  onDidChange(listener: (scene: string | null) => void): Disposable
  onDidBecomeReady(listener: () => void): Disposable
}

export interface FollowDeps {
  readonly workspace: Workspace
  readonly classes: ClassDatabase
  readonly log: { warn(data: object, message: string): void }
}

/** Edits and files come in bursts. */
const REST_MS = 100
/** Whoever types in a script is not judged at every letter: what refers to it is looked at again then. */
const TEXT_REST_MS = 1_000

export function followWorkspace({ workspace, classes, log }: FollowDeps): FollowedWorkspace {
  const index = createProjectIndex(classes)
  const faults = new Map<string, { reason: string; line: number }>()
  /** What was seen of each file's content: a change of it is read again. */
  const seen = new Map<string, string>()
  const waiting = new Map<string, 'newest' | 'document'>()
  const changed = new Set<(scene: string | null) => void>()
  const ready = new Set<() => void>()
  let isReady = false
  let isDisposed = false
  let timer: NodeJS.Timeout | null = null
  let work: Promise<void> = Promise.resolve()

  const stops = [
    workspace.onDidChangeFiles(() => soon('files')),
    workspace.onDidChangeScene(path => {
      waiting.set(`res://${path}`, 'document')
      soon('scenes', isSceneFile(path) ? REST_MS : TEXT_REST_MS)
    }),
  ]
  let areFilesStale = false
  soon('files', 0)

  function soon(what: 'files' | 'scenes', afterMs = REST_MS): void {
    if (what === 'files') areFilesStale = true
    if (isDisposed) return
    timer ??= setTimeout(() => {
      timer = null
      work = work.then(read).catch(error => log.warn({ err: error }, 'the index could not be brought up to date'))
    }, afterMs)
  }

  async function read(): Promise<void> {
    if (areFilesStale) compareFiles()
    for (const [path, how] of waiting) {
      waiting.delete(path)
      if (isDisposed) return
      await readOne(path, how)
      await nextTurn()
    }
    if (isReady || isDisposed) return
    isReady = true
    for (const listener of [...ready]) listener()
  }

  function compareFiles(): void {
    areFilesStale = false
    const hashes = new Map(workspace.tree.entries.map(entry => [`res://${entry.path}`, entry.hash ?? entry.document]))
    const present = new Set<string>()
    let isStructural = false
    for (const file of workspace.files()) {
      if (file.kind === 'folder') continue
      const { path, fault, sizeBytes } = file
      present.add(path)
      if (!index.files.has(path)) isStructural = true
      index.putFile(path)
      const look = `${hashes.get(path) ?? sizeBytes} ${fault?.reason ?? ''}`
      if (seen.get(path) === look) continue
      seen.set(path, look)
      if (fault !== null && isSceneFile(path)) {
        faults.set(path, fault)
        index.forgetContent(path)
        fire(path)
      } else if (isIndexed(path)) {
        faults.delete(path)
        waiting.set(path, 'newest')
      }
    }
    for (const path of [...index.files]) {
      if (present.has(path)) continue
      isStructural = true
      index.remove(path)
      seen.delete(path)
      faults.delete(path)
      waiting.delete(path)
    }
    if (isStructural) fire(null)
  }

  async function readOne(path: string, how: 'newest' | 'document'): Promise<void> {
    try {
      if (!isSceneFile(path)) {
        if (isIndexed(path)) putFileBytes(index, path, await newestBytes(path, how))
        fire(null)
        return
      }
      const newest = how === 'document' ? ({ kind: 'document' } as const) : workspace.newestText(path)
      if (newest.kind === 'text') putFileText(index, path, newest.text, newest.ids)
      else if (newest.kind === 'file') putFileBytes(index, path, await workspace.readBytes(path))
      else await readDocument(path)
      fire(path)
    } catch (error) {
      // Gone meanwhile, or not here yet: what comes of it arrives as another change.
      if (!isAppError(error)) throw error
      index.forgetContent(path)
    }
  }

  /** Of a script: its file may be behind its document, or on its way to another place. */
  async function newestBytes(path: string, how: 'newest' | 'document'): Promise<Uint8Array> {
    const newest = how === 'document' ? ({ kind: 'document' } as const) : workspace.newestText(path)
    if (newest.kind === 'text') return Buffer.from(newest.text, 'utf8')
    const text = newest.kind === 'document' ? await workspace.currentText(path) : null
    return text === null ? await workspace.readBytes(path) : Buffer.from(text, 'utf8')
  }

  async function readDocument(path: string): Promise<void> {
    using opened = await workspace.openScene(path)
    if (opened.status === 'open') index.putScene(path, asWritten(opened.scene))
  }

  function fire(scene: string | null): void {
    for (const listener of [...changed]) listener(scene)
  }

  async function whenRead(): Promise<void> {
    while (!isDisposed && (timer !== null || waiting.size > 0)) {
      if (timer !== null) {
        clearTimeout(timer)
        timer = null
      }
      work = work.then(read)
      await work
    }
    await work
  }

  return {
    index,
    faults,
    get isReady() {
      return isReady
    },
    whenRead,
    onDidChange(listener) {
      changed.add(listener)
      return { [Symbol.dispose]: () => void changed.delete(listener) }
    },
    onDidBecomeReady(listener) {
      ready.add(listener)
      return { [Symbol.dispose]: () => void ready.delete(listener) }
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true
      if (timer !== null) clearTimeout(timer)
      for (const stop of stops) stop[Symbol.dispose]()
      changed.clear()
      ready.clear()
      await work
    },
  }
}
