/** A text file that was changed by others, taken in as edits of its document (TXT3, FIL6). */
import { join } from 'node:path'
import { isAppError } from '../../shared/contract/errors.ts'
import { TEXT_FILE_BYTES } from '../../shared/limits.ts'
import type { StaleText } from '../../shared/text/stale-text.ts'
import { takeInText } from '../../shared/text/take-in-text.ts'
import { snapshotNow, type TextBase } from '../../shared/text/text-base.ts'
import { readText } from '../../shared/text/text-file.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import type { FileRow, WrittenText } from '../storage/store.ts'
import type { LiveText } from '../workspace/live-texts.ts'
import type { Project } from '../workspace/project.ts'
import type { DocumentFile } from './document-file.ts'
import { remembered } from './file-table.ts'
import { readWhole } from './read-whole.ts'
import { resourcePath } from './safe-path.ts'
import { seedSnapshot } from './seed-text.ts'

/** Where the file is no text in UTF-8 it is left alone, and its row says why. */
export async function takeInTextFile(project: Project, file: DocumentFile, origin: UpdateOrigin): Promise<void> {
  const { store, table, now } = project
  const whole = await readWhole(join(project.folder, file.path))
  if (whole === undefined) return
  const { path, entry, document } = file
  const row: FileRow = {
    path,
    entry,
    document,
    ...remembered(whole.look, now()),
    hash: whole.hash,
    fault: null,
    inherits: null,
    writtenSequence: table.get(file.path)?.writtenSequence ?? 0,
  }
  const read = readText(whole.bytes, TEXT_FILE_BYTES)
  if (!read.ok) {
    table.put({ ...row, fault: read.fault })
    return
  }
  try {
    using live = await project.texts.open(file.document)
    const { base, stale } = takeInText(live.text, read.raw, textBasesOf(project, live), origin)
    await live.host.whenStored()
    store.transaction(() => {
      store.written.put(file.document, writtenText(base, 'outside'), whole.hash, now())
      if (stale !== null) listStale(project, file, stale)
      table.put(row)
    })
    if (stale !== null) project.staleChanged.fire()
  } catch (error) {
    if (!isAppError(error) || error.code !== 'UNREADABLE') throw error
    table.put({ ...row, fault: { code: 'newer-format', reason: error.message, line: 1, column: 1, offset: 0 } })
  }
}

/** One a text: what an older copy lacks holds all that the one before lacked. */
function listStale({ store, now }: Project, { document, path }: DocumentFile, value: StaleText): void {
  for (const row of store.stale.all()) if (row.document === document) store.stale.delete(row.id)
  store.stale.add({ document, path: resourcePath(path), time: now(), value: JSON.stringify(value) })
}

/** The last text that came from outside and those that Weft wrote since, newest first; what it was born with at the end. */
export function textBasesOf({ store, documents }: Project, { host }: LiveText): TextBase[] {
  const written = store.written.list(host.id)
  const outside = written.findIndex(text => text.source === 'outside')
  const bases = (outside < 0 ? written : written.slice(0, outside + 1)).map(baseOf)
  const seed = documents.has(host.id) ? store.documents.get(host.id)?.seed : null
  const bytes = seed == null ? undefined : store.blobs.get(seed)
  return bytes === undefined || outside >= 0 ? bases : [...bases, seedSnapshot(bytes)]
}

/** What stands in the document now, as a text that Weft writes. */
export function writtenNow(live: LiveText): WrittenText {
  return writtenText({ raw: live.text.raw(), snapshot: snapshotNow(live.host.doc) }, 'weft')
}

/** Of texts the store keeps a snapshot where it keeps a state vector of scenes: deletes count too. */
function writtenText({ raw, snapshot }: TextBase, source: WrittenText['source']): WrittenText {
  return { source, text: raw, ids: [], stateVector: snapshot }
}

function baseOf({ text, stateVector }: WrittenText): TextBase {
  return { raw: text, snapshot: stateVector }
}
