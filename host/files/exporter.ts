/**
 * Documents on their way into their files: soon after an edit, several edits at once, and again until it worked.
 * FIL8: what could not be written stays listed as unsaved, and the notice says why.
 */
import type { ExportOptions } from '../../shared/scene/export.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { Project } from '../workspace/project.ts'
import { exportDocumentFile } from './export-document-file.ts'
import type { Lane } from './lane.ts'

export interface Exporter extends AsyncDisposable {
  readonly schedule: (document: string) => void
  /** Documents whose file is behind. */
  readonly waiting: number
  /** Unix ms of the last write to a file. */
  readonly lastWrittenAt: number | null
  readonly noteWritten: () => void
  /** Writes what waits now; resolves when it was tried. */
  flush(): Promise<void>
  readonly onDidChange: (listener: () => void) => Disposable
}

export interface ExporterDeps {
  readonly project: Project
  readonly lane: Lane
  readonly options: ExportOptions
  /** False while the folder is not to be touched. */
  readonly maySafelyWrite: () => Promise<boolean>
  /** Documents whose file waits for a decision. */
  readonly isHeld: (document: string) => boolean
  /** Takes the file in first; runs inside the lane. */
  readonly takeIn: (paths: ReadonlySet<string>) => Promise<void>
}

/** Edits made within this time are written together. */
const EXPORT_AFTER_MS = 120
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 30_000

export function createExporter({ project, lane, options, maySafelyWrite, isHeld, takeIn }: ExporterDeps): Exporter {
  const dirty = new Set<string>()
  const changed = createEmitter()
  let timer: NodeJS.Timeout | null = null
  let retryMs = FIRST_RETRY_MS
  let lastWrittenAt: number | null = null
  let isClosed = false

  function schedule(document: string) {
    dirty.add(document)
    later(EXPORT_AFTER_MS)
    changed.fire()
  }

  function later(delayMs: number) {
    if (isClosed) return
    timer ??= setTimeout(() => {
      flush().catch((error: unknown) => project.log.error({ err: error }, 'export failed'))
    }, delayMs)
  }

  async function flush() {
    if (timer !== null) clearTimeout(timer)
    timer = null
    await lane.run(writeAll)
    changed.fire()
  }

  async function writeAll() {
    if (dirty.size === 0) return
    if (!(await maySafelyWrite())) return again()
    let isTroubled = false
    for (const document of [...dirty]) {
      if (isHeld(document)) {
        dirty.delete(document)
        continue
      }
      dirty.delete(document)
      try {
        await writeOne(document)
      } catch (error) {
        dirty.add(document)
        isTroubled = true
        project.notices.set('file', failureText(project.tree.byDocument(document)?.path ?? document, error))
        project.log.warn({ err: error, document }, 'a file could not be written')
      }
    }
    if (isTroubled) return again()
    retryMs = FIRST_RETRY_MS
    project.notices.set('file', null)
  }

  async function writeOne(document: string) {
    const result = await exportDocumentFile(project, document, options)
    if (result === 'written') lastWrittenAt = project.now()
    const path = project.tree.byDocument(document)?.path
    if ((result === 'changed' || result === 'strange') && path !== undefined) {
      await takeIn(new Set([project.table.byDocument(document)?.path ?? path]))
      if (!isHeld(document)) dirty.add(document)
      later(EXPORT_AFTER_MS)
    }
  }

  function again() {
    later(retryMs)
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }

  return {
    schedule,
    get waiting() {
      return dirty.size
    },
    get lastWrittenAt() {
      return lastWrittenAt
    },
    noteWritten() {
      lastWrittenAt = project.now()
      changed.fire()
    },
    flush,
    onDidChange: changed.on,
    async [Symbol.asyncDispose]() {
      await flush()
      isClosed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function failureText(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return `Not saved: the disk is full. ${path} waits in Weft.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `${path} may not be written. The edits wait in Weft.`
  return `${path} could not be written. The edits wait in Weft.`
}
