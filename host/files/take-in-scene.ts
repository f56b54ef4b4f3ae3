/**
 * A scene's file that was changed by others, taken in as edits of its document. FIL6: the base is whichever text Weft
 * wrote or took in that explains the file best, so that a stale copy undoes nobody's work.
 */
import { join } from 'node:path'
import { isAppError } from '../../shared/contract/errors.ts'
import type { CodecFault } from '../../shared/scene/codec/fault.ts'
import { type FileBase, seedBase } from '../../shared/scene/file-base.ts'
import { type StaleValue, takeIn } from '../../shared/scene/intake.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import { sha256 } from '../storage/blobs.ts'
import type { FileRow } from '../storage/store.ts'
import type { LiveScene } from '../workspace/live-scenes.ts'
import type { Project } from '../workspace/project.ts'
import type { DocumentFile } from './document-file.ts'
import { remembered } from './file-table.ts'
import { readWhole } from './read-whole.ts'
import { resourcePath } from './safe-path.ts'
import { readScene } from './scene-file.ts'

/** Where the file cannot be read as a scene it is left alone, and its row says why. */
export async function takeInScene(project: Project, file: DocumentFile, origin: UpdateOrigin): Promise<void> {
  const { store, table, now } = project
  const whole = await readWhole(join(project.folder, file.path))
  if (whole === undefined) return
  const row: FileRow = {
    ...file,
    ...remembered(whole.look, now()),
    hash: whole.hash,
    fault: null,
    inherits: null,
    writtenSequence: table.get(file.path)?.writtenSequence ?? 0,
  }
  const read = readScene(whole.bytes)
  if (!read.ok) {
    table.put({ ...row, fault: read.fault })
    return
  }
  try {
    using live = await project.scenes.open(file.document)
    const taken = takeIn(live.editor, read.text, basesOf(project, live), origin)
    if (!taken.ok) {
      table.put({ ...row, fault: taken.fault })
      return
    }
    await live.host.whenStored()
    store.transaction(() => {
      store.written.put(file.document, { ...taken.base, source: 'outside' }, whole.hash, now())
      addStale(project, file, taken.stale)
      table.put({ ...row, inherits: read.inherits })
    })
    if (taken.stale.length > 0) project.staleChanged.fire()
  } catch (error) {
    if (!isAppError(error) || error.code !== 'UNREADABLE') throw error
    table.put({ ...row, fault: faultOf(error.message) })
  }
}

/**
 * Texts that may explain the file: the last one that came from outside, and those that Weft wrote since; newest first.
 * An older one that comes back is no stale copy: somebody put it back.
 */
export function basesOf(project: Project, live: LiveScene): FileBase[] {
  const written = project.store.written.list(live.host.id)
  const outside = written.findIndex(text => text.source === 'outside')
  return outside < 0 ? [...written, seedBase(live.scene)] : written.slice(0, outside + 1)
}

/** The last text that others know: what Weft writes differs from it only by the edits that stand (EXP1). */
export function outsideBase(project: Project, live: LiveScene): FileBase {
  return project.store.written.list(live.host.id).find(text => text.source === 'outside') ?? seedBase(live.scene)
}

export function textHash(text: string): string {
  return sha256(Buffer.from(text, 'utf8'))
}

function addStale({ store, now }: Project, file: DocumentFile, stale: readonly StaleValue[]) {
  for (const value of stale) {
    store.stale.add({
      document: file.document,
      path: resourcePath(file.path),
      time: now(),
      value: JSON.stringify(value),
    })
  }
}

function faultOf(reason: string): CodecFault {
  return { code: 'newer-format', reason, line: 1, column: 1, offset: 0 }
}
