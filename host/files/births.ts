/**
 * New files of the folder become entries of the tree: scenes and texts are born as documents from their seed, all else
 * is kept whole by hash. The same file makes the same entry, seed and document on every host.
 */
import { join } from 'node:path'
import { TEXT_DOCUMENT_BYTES } from '../../shared/limits.ts'
import type { CodecFault } from '../../shared/scene/codec/fault.ts'
import { buildSeed } from '../../shared/scene/seed.ts'
import { buildTextSeed } from '../../shared/text/text-document.ts'
import { readText } from '../../shared/text/text-file.ts'
import { isTextName } from '../../shared/text/text-name.ts'
import type { FileFault } from '../storage/store.ts'
import type { Project } from '../workspace/project.ts'
import type { NewEntry } from '../workspace/project-tree.ts'
import type { FoundFile } from './compare.ts'
import { remembered } from './file-table.ts'
import { readWhole } from './read-whole.ts'
import { whyUnsafePath } from './safe-path.ts'
import { isSceneName, readScene } from './scene-file.ts'

interface Newborn {
  readonly found: FoundFile
  readonly kind: 'scene' | 'text' | 'blob'
  readonly seed: { readonly update: Uint8Array; readonly hash: string } | null
  readonly fault: CodecFault | null
  readonly inherits: string | null
}

/** Files in one transaction of the tree: enough to be quick, few enough to leave the loop to others. */
const BATCH_FILES = 1_000

const atStart = { line: 1, column: 1, offset: 0 }
const nameTaken: FileFault = { ...atStart, code: 'name-taken', reason: 'Another file has this name already.' }

/** None of the paths has an entry. Files of a name that not every disk can hold are shown with the reason, and stay here. */
export async function giveBirth(project: Project, files: readonly FoundFile[]): Promise<void> {
  const sharable: FoundFile[] = []
  for (const found of files) {
    const reason = whyUnsafePath(found.path)
    if (reason === null) sharable.push(found)
    else leaveOut(project, found, { ...atStart, code: 'unsafe-name', reason })
  }
  // The first of each new folder goes ahead, so that its folder is there for the others.
  const [leaders, others] = splitLeaders(project, sharable)
  await inBatches(project, leaders)
  await inBatches(project, others)
}

function splitLeaders({ tree }: Project, files: readonly FoundFile[]): [FoundFile[], FoundFile[]] {
  const known = new Set(tree.view.entries.filter(entry => entry.kind === 'folder').map(entry => entry.path))
  const leaders: FoundFile[] = []
  const others: FoundFile[] = []
  for (const found of files) {
    const folder = found.path.slice(0, Math.max(0, found.path.lastIndexOf('/')))
    if (folder === '' || known.has(folder)) others.push(found)
    else {
      known.add(folder)
      leaders.push(found)
    }
  }
  return [leaders, others]
}

/** Seen, and of no entry. */
function leaveOut({ table, now }: Project, found: FoundFile, fault: FileFault) {
  const { path, hash } = found
  const seen = remembered(found.look, now())
  table.put({ path, entry: null, document: null, ...seen, hash, fault, inherits: null, writtenSequence: 0 })
}

async function inBatches(project: Project, files: readonly FoundFile[]): Promise<void> {
  for (let i = 0; i < files.length; i += BATCH_FILES) {
    const newborn: Newborn[] = []
    for (const found of files.slice(i, i + BATCH_FILES)) {
      const read = await readNewborn(project, found)
      if (read !== null) newborn.push(read)
    }
    await enter(project, newborn)
  }
}

async function readNewborn({ folder }: Project, found: FoundFile): Promise<Newborn | null> {
  const nothing = { found, kind: 'blob' as const, seed: null, fault: null, inherits: null }
  const isText = isTextName(found.path) && found.look.sizeBytes <= TEXT_DOCUMENT_BYTES
  if (!isSceneName(found.path) && !isText) return nothing
  const whole = await readWhole(join(folder, found.path))
  if (whole === undefined) return null
  const now = { ...found, hash: whole.hash, look: whole.look }
  if (isText) {
    const text = readText(whole.bytes, TEXT_DOCUMENT_BYTES)
    // TXT1: no text after all, whatever it is called: kept by its bytes.
    if (!text.ok) return { ...nothing, found: now }
    return { ...nothing, found: now, kind: 'text', seed: buildTextSeed(text.raw) }
  }
  const read = readScene(whole.bytes)
  if (!read.ok) return { ...nothing, found: now, fault: read.fault }
  return { found: now, kind: 'scene', seed: buildSeed(read.text), fault: null, inherits: read.inherits }
}

/** The tree first: an entry whose document is missing is completed from its seed, not the other way round. */
async function enter(project: Project, newborn: readonly Newborn[]): Promise<void> {
  const { store, tree, table, documents, now } = project
  store.transaction(() => {
    for (const { seed } of newborn) if (seed !== null) store.blobs.put(seed.update, 'seed', now())
  })
  const entries: readonly NewEntry[] = await tree.edit(edits =>
    newborn.map(({ found, kind, seed }) => {
      if (seed === null) return edits.addBlob(found.path, found.hash, found.look.sizeBytes)
      const { sizeBytes } = found.look
      return kind === 'text'
        ? edits.addText(found.path, seed.hash, sizeBytes)
        : edits.addScene(found.path, seed.hash, sizeBytes)
    }),
  )
  store.transaction(() => {
    for (const [i, { found, seed, fault, inherits }] of newborn.entries()) {
      const entry = entries[i]
      if (entry === undefined) continue
      if (tree.byId(entry.id) === undefined) {
        leaveOut(project, found, nameTaken)
        continue
      }
      if (seed !== null && entry.document !== null) documents.create(entry.document, seed.hash)
      table.put({
        path: found.path,
        entry: entry.id,
        document: entry.document,
        ...remembered(found.look, now()),
        hash: found.hash,
        fault,
        inherits,
        writtenSequence: 0,
      })
    }
  })
  documents.announce(entries.flatMap(entry => entry.document ?? []))
}
