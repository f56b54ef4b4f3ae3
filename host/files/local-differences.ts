/**
 * Files of the folder that differ from what is shared, met when joining with a clone or when a new file arrives where
 * somebody has put another: looked at first, then taken in as edits or left. FIL10: until then neither side is touched.
 */
import { join } from 'node:path'
import * as Y from 'yjs'
import type { LocalDifference } from '../../shared/contract/data.ts'
import { isAppError } from '../../shared/contract/errors.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import { openSceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import { exportScene } from '../../shared/scene/export.ts'
import { takeIn } from '../../shared/scene/intake.ts'
import type { DifferenceRow } from '../storage/store.ts'
import { describeChange } from '../workspace/describe-change.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { Project } from '../workspace/project.ts'
import type { FoundFile } from './compare.ts'
import { remembered } from './file-table.ts'
import { readWhole } from './read-whole.ts'
import { relativePath, resourcePath } from './safe-path.ts'
import { readScene } from './scene-file.ts'
import { basesOf, outsideBase } from './take-in-scene.ts'
import { textChanges } from './text-changes.ts'

export interface LocalDifferences {
  list(): readonly LocalDifference[]
  get(path: string): DifferenceRow | undefined
  /** True where the path waits for a decision. */
  isOpen(path: string): boolean
  /** Compares a file with the entry that has its path; equal ones are adopted. Returns true where they were. */
  meet(entry: RepoEntry, found: FoundFile): Promise<boolean>
  /** A file that the shared tree does not know. */
  addLocal(found: FoundFile): void
  /** The user leaves an added file out, for as long as it looks like this. */
  leaveOut(path: string): void
  remove(path: string): void
  readonly onDidChange: (listener: () => void) => Disposable
}

const LINES_SHOWN = 200

export function createLocalDifferences(project: Project): LocalDifferences {
  const { store, table, now } = project
  const rows = new Map(store.differences.all().map(row => [relativePath(row.difference.path), row]))
  const changed = createEmitter()

  function put(found: FoundFile, difference: LocalDifference) {
    const row: DifferenceRow = { difference, hash: found.hash, status: 'open' }
    store.transaction(() => {
      store.differences.put(row)
      // Seen, and of no entry: neither taken in nor written over.
      table.put(rowOf(found, null, null))
    })
    rows.set(found.path, row)
    changed.fire()
  }

  function rowOf(found: FoundFile, entry: string | null, document: string | null) {
    const { path, hash } = found
    const seen = remembered(found.look, now())
    return { path, entry, document, ...seen, hash, fault: null, inherits: null, writtenSequence: 0 }
  }

  function remove(path: string) {
    if (!rows.delete(path)) return
    store.differences.delete(resourcePath(path))
    changed.fire()
  }

  function adopt(entry: RepoEntry, found: FoundFile): true {
    table.put(rowOf(found, entry.id, entry.document))
    remove(found.path)
    return true
  }

  async function meetText(entry: RepoEntry, document: string, found: FoundFile): Promise<boolean> {
    const whole = await readWhole(join(project.folder, found.path))
    if (whole === undefined) return false
    const now = { ...found, hash: whole.hash, look: whole.look }
    const changes = await textChanges(project, document, whole.bytes)
    if (changes.length === 0) return adopt(entry, now)
    const shown = changes.slice(0, LINES_SHOWN)
    put(now, { path: resourcePath(found.path), kind: 'changed', changes: shown, count: changes.length })
    return false
  }

  async function meetScene(entry: RepoEntry, document: string, found: FoundFile): Promise<boolean> {
    const whole = await readWhole(join(project.folder, found.path))
    if (whole === undefined) return false
    const read = readScene(whole.bytes)
    const changes = read.ok ? await editsOf(project, document, read.text) : [`Cannot be read: ${read.fault.reason}`]
    if (changes.length === 0) return adopt(entry, { ...found, hash: whole.hash, look: whole.look })
    const difference: LocalDifference = {
      path: resourcePath(found.path),
      kind: 'changed',
      changes: changes.slice(0, LINES_SHOWN),
      count: changes.length,
    }
    put({ ...found, hash: whole.hash, look: whole.look }, difference)
    return false
  }

  return {
    list: () => [...rows.values()].filter(row => row.status === 'open').map(row => row.difference),
    get: path => rows.get(path),
    isOpen: path => rows.get(path)?.status === 'open',
    async meet(entry, found) {
      if (entry.document !== null && entry.kind === 'text') return await meetText(entry, entry.document, found)
      if (entry.document !== null) return await meetScene(entry, entry.document, found)
      if (entry.hash === found.hash) return adopt(entry, found)
      const changes = [`${found.look.sizeBytes} bytes here, ${entry.sizeBytes} shared`]
      put(found, { path: resourcePath(found.path), kind: 'changed', changes, count: 1 })
      return false
    },
    addLocal(found) {
      const changes = [`${found.look.sizeBytes} bytes`]
      put(found, { path: resourcePath(found.path), kind: 'added', changes, count: 1 })
    },
    leaveOut(path) {
      const row = rows.get(path)
      if (row === undefined) return
      const left: DifferenceRow = { ...row, status: 'left' }
      store.differences.put(left)
      rows.set(path, left)
      changed.fire()
    },
    remove,
    onDidChange: changed.on,
  }
}

/** What taking the text in would edit, tried on a copy. Empty where it would edit nothing. */
async function editsOf(project: Project, document: string, text: string): Promise<string[]> {
  using live = await project.scenes.open(document)
  if (text === exportScene(live.scene, outsideBase(project, live)).text) return []
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(live.host.doc), { kind: 'storage' })
  try {
    const scene = openSceneDocument(copy)
    const lines: string[] = []
    scene.onDidChange(change => {
      lines.push(...describeChange(change, '', 0).map(line => `${line.node}: ${line.text} ${line.kind}`))
    })
    const editor = createSceneEditor(scene, live.editor.deps)
    const taken = takeIn(editor, text, basesOf(project, live), { kind: 'command' })
    scene.dispose()
    if (!taken.ok) return [`Cannot be read: ${taken.fault.reason}`]
    return lines.length > 0 || taken.edits.length === 0 ? lines : [`${taken.edits.length} changes`]
  } catch (error) {
    if (isAppError(error) && error.code === 'UNREADABLE') return [error.message]
    throw error
  } finally {
    copy.destroy()
  }
}
