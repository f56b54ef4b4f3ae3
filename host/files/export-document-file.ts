/** One document written into its file, if the file does not say the same already. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { exportScene } from '../../shared/scene/export.ts'
import type { WrittenText } from '../storage/store.ts'
import type { Project } from '../workspace/project.ts'
import { remembered } from './file-table.ts'
import { readWhole } from './read-whole.ts'
import { placeToWrite } from './safe-path.ts'
import { isSameLook, lookAt } from './scan.ts'
import { readScene } from './scene-file.ts'
import { outsideBase, textHash } from './take-in-scene.ts'
import { writtenNow } from './take-in-text.ts'
import { writeWhole } from './write-whole.ts'

/**
 * - `same`: nothing to write. `written`: it was.
 * - `changed`: the file is not the one that was seen: take it in first.
 * - `strange`: a file that belongs to nobody stands in the way.
 * - `held`: the file cannot be read as what it is and is left alone.
 * - `gone`: the document has no file any more.
 */
export type ExportResult = 'same' | 'written' | 'changed' | 'strange' | 'held' | 'gone'

export async function exportDocumentFile(
  project: Project,
  document: string,
  options: ExportOptions,
): Promise<ExportResult> {
  const { store, table, tree, now } = project
  const entry = tree.byDocument(document)
  if (entry === undefined) return 'gone'
  const row = table.byEntry(entry.id)
  // Its file stands for another document yet: checkout compares the two.
  if (row !== undefined && (row.fault !== null || row.document !== document)) return 'held'
  const { next, sequence } = await (entry.kind === 'text' ? textNow : sceneNow)(project, document, options)
  const hash = textHash(next.text)
  if (row?.hash === hash) {
    if (row.writtenSequence !== sequence) table.put({ ...row, writtenSequence: sequence })
    return 'same'
  }
  const path = row?.path ?? entry.path
  const place = await placeToWrite(project.folder, path)
  const before = await lookAt(place)
  if (row === undefined && before !== undefined) return 'strange'
  if (row !== undefined && (before === undefined || (await readWhole(place))?.hash !== row.hash)) return 'changed'
  const bytes = Buffer.from(next.text, 'utf8')
  // Kept before the file has it: after a crash between the two the file is recognised as Weft's own.
  store.written.put(document, next, hash, now())
  await mkdir(dirname(place), { recursive: true })
  const isWritten = await writeWhole(place, bytes, {
    isStillRight: async () => isSameLook(before, await lookAt(place)),
  })
  const look = await lookAt(place)
  if (!isWritten || look === undefined) return 'changed'
  const read = entry.kind === 'scene' ? readScene(bytes) : null
  table.put({
    path,
    entry: entry.id,
    document,
    ...remembered(look, now()),
    hash,
    fault: null,
    inherits: read?.ok === true ? read.inherits : null,
    writtenSequence: sequence,
  })
  return 'written'
}

interface Now {
  readonly next: WrittenText
  /** Of the last update that is in it. */
  readonly sequence: number
}

async function sceneNow(project: Project, document: string, options: ExportOptions): Promise<Now> {
  using live = await project.scenes.open(document)
  await live.host.whenStored()
  const sequence = project.store.log.last(document)
  return { next: { ...exportScene(live.scene, outsideBase(project, live), options), source: 'weft' }, sequence }
}

async function textNow(project: Project, document: string): Promise<Now> {
  using live = await project.texts.open(document)
  await live.host.whenStored()
  return { next: writtenNow(live), sequence: project.store.log.last(document) }
}
