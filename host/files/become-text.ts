/**
 * Files that earlier versions kept by their bytes and that are texts by their names (TXT7). Entry and bytes say which
 * document comes of it, so that two hosts make one. Nothing of a file is touched; one that cannot be read stays as it is.
 */
import { join } from 'node:path'
import { TEXT_DOCUMENT_BYTES } from '../../shared/limits.ts'
import { buildTextSeed } from '../../shared/text/text-document.ts'
import { readText } from '../../shared/text/text-file.ts'
import { isTextName } from '../../shared/text/text-name.ts'
import type { FileRow } from '../storage/store.ts'
import type { Project } from '../workspace/project.ts'
import { readWhole } from './read-whole.ts'

interface Ready {
  readonly row: FileRow
  readonly entry: string
  readonly sizeBytes: number
  readonly seed: { readonly update: Uint8Array; readonly hash: string }
}

/** Files in one transaction of the tree. */
const BATCH_FILES = 500

/** Inside the lane. Whoever calls knows that others will take this edit of the tree. */
export async function becomeTexts(project: Project): Promise<void> {
  const { tree, table } = project
  const waiting = tree
    .files()
    .filter(({ kind, path, contested }) => kind === 'blob' && contested.length === 0 && isTextName(path))
  for (let i = 0; i < waiting.length; i += BATCH_FILES) {
    const ready: Ready[] = []
    for (const entry of waiting.slice(i, i + BATCH_FILES)) {
      const row = table.byEntry(entry.id)
      // Only from the bytes that all have: what was edited here and is not in the tree yet becomes an edit later.
      if (row === undefined || row.hash !== entry.hash) continue
      const whole = await readWhole(join(project.folder, row.path))
      if (whole?.hash !== entry.hash) continue
      const read = readText(whole.bytes, TEXT_DOCUMENT_BYTES)
      if (read.ok) ready.push({ row, entry: entry.id, sizeBytes: whole.bytes.length, seed: buildTextSeed(read.raw) })
    }
    if (ready.length > 0) await enter(project, ready)
  }
}

async function enter({ store, tree, table, documents, now }: Project, ready: readonly Ready[]): Promise<void> {
  store.transaction(() => {
    for (const { seed } of ready) store.blobs.put(seed.update, 'seed', now())
  })
  const made = await tree.edit(edits =>
    ready.map(({ entry, seed, sizeBytes }) => edits.becomeText(entry, seed.hash, sizeBytes)),
  )
  store.transaction(() => {
    for (const [i, { row, seed }] of ready.entries()) {
      const document = made[i]
      if (document === undefined) continue
      documents.create(document, seed.hash)
      table.put({ ...row, document, writtenSequence: 0 })
    }
  })
  documents.announce(made)
}
