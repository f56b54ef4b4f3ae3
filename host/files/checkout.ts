/**
 * The tree brought into the folder: files that others added, replaced, moved and removed. Runs inside the lane.
 * FIL11: what is written over or removed is kept in the blob table first, and only if it is the file that was seen.
 */
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { foldName } from '../../shared/repo/entry-name.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import type { FileRow } from '../storage/store.ts'
import type { Project } from '../workspace/project.ts'
import { remembered } from './file-table.ts'
import { checkOutFolders, removeEmptyFolders } from './folders.ts'
import { needsBytes } from './keep-bytes.ts'
import type { LocalDifferences } from './local-differences.ts'
import { readWhole } from './read-whole.ts'
import { placeToWrite } from './safe-path.ts'
import { isSameLook, lookAt } from './scan.ts'
import { writeWhole } from './write-whole.ts'

export interface CheckoutDeps {
  readonly project: Project
  readonly differences: LocalDifferences
  readonly scheduleExport: (document: string) => void
  readonly noteWritten: () => void
}

/** Returns the paths that changed under its hands: to be taken in, then tried again. */
export async function checkOut(deps: CheckoutDeps): Promise<ReadonlySet<string>> {
  const conflicts = new Set<string>()
  deps.project.notices.set('checkout', null)
  await removeFiles(deps, conflicts)
  await moveFiles(deps, conflicts)
  completeDocuments(deps.project)
  const displaced = displacedFiles(deps.project)
  for (const entry of deps.project.tree.files()) {
    if (deps.differences.isOpen(entry.path)) continue
    if (await meetDisplaced(deps, entry, displaced.get(foldName(entry.path)))) continue
    if (entry.document !== null) {
      if (!(await meetOwnFile(deps, entry))) exportMissing(deps, entry)
    } else await guarded(deps, conflicts, entry.path, () => writeBlob(deps, entry))
  }
  await checkOutFolders(deps.project)
  return conflicts
}

export interface WantedBlob {
  readonly hash: string
  /** 0 where it is not known (seeds). */
  readonly sizeBytes: number
  readonly kind: 'seed' | 'file'
  readonly path: string
}

/** Blobs and seeds that the tree names and that are nowhere here, smallest first. `hashes`: files not adopted yet. */
export function wantedBlobs(project: Project, hashes: ReadonlySet<string>): WantedBlob[] {
  const wanted = new Map<string, WantedBlob>()
  for (const { path, document, seed, hash, sizeBytes } of project.tree.files()) {
    if (document !== null && seed !== null) {
      if (!project.documents.has(document)) want({ hash: seed, sizeBytes: 0, kind: 'seed', path })
    } else if (hash !== null) want({ hash, sizeBytes, kind: 'file', path })
  }
  function want(blob: WantedBlob) {
    const isInFolder = hashes.has(blob.hash) || project.table.byHash(blob.hash) !== undefined
    if (!isInFolder && !project.store.blobs.has(blob.hash)) wanted.set(blob.hash, blob)
  }
  return [...wanted.values()].sort((a, b) => a.sizeBytes - b.sizeBytes)
}

/** Documents whose seed is here begin. */
export function completeDocuments({ store, documents, tree }: Pick<Project, 'store' | 'documents' | 'tree'>): void {
  const born = tree
    .files()
    .filter(
      ({ document, seed }) => document !== null && seed !== null && !documents.has(document) && store.blobs.has(seed),
    )
  if (born.length === 0) return
  store.transaction(() => {
    for (const { document, seed } of born) if (document !== null) documents.create(document, seed)
  })
  documents.announce(born.flatMap(({ document }) => document ?? []))
}

/** What somebody removed, and what belongs to the reality that had the folder before (RTY3). */
async function removeFiles(deps: CheckoutDeps, conflicts: Set<string>) {
  const { table, tree } = deps.project
  for (const row of table.all()) {
    if (row.entry === null || (tree.isKnown(row.entry) && !tree.isRemoved(row.entry))) continue
    await guarded(deps, conflicts, row.path, () => removeFile(deps.project, row))
  }
}

/** Again and again while places get free; what is left changes places in a circle. */
async function moveFiles(deps: CheckoutDeps, conflicts: Set<string>) {
  const { project, differences } = deps
  for (;;) {
    const moves = pendingMoves(project).filter(({ entry }) => !differences.isOpen(entry.path))
    const free = moves.filter(({ entry }) => project.table.get(entry.path) === undefined)
    if (moves.length === 0) return
    if (free.length === 0) return swapRows(deps, moves)
    for (const { row, entry } of free) {
      await guarded(deps, conflicts, entry.path, () => moveFile(deps, row, entry))
    }
    if (free.some(({ entry, row }) => conflicts.has(entry.path) || project.table.get(row.path) === row)) return
  }
}

interface Move {
  readonly row: FileRow
  readonly entry: RepoEntry
}

function pendingMoves({ table, tree }: Project): Move[] {
  const moves: Move[] = []
  for (const row of table.all()) {
    const entry = row.entry === null ? undefined : tree.byId(row.entry)
    if (entry !== undefined && entry.path !== row.path) moves.push({ row, entry })
  }
  return moves
}

async function moveFile({ project, noteWritten }: CheckoutDeps, row: FileRow, entry: RepoEntry): Promise<boolean> {
  const from = await placeToWrite(project.folder, row.path)
  const to = await placeToWrite(project.folder, entry.path)
  const seen = await lookAt(from)
  if (seen === undefined || (await readWhole(from))?.hash !== row.hash) return false
  const other = await lookAt(to)
  // The same file where only the case differs; anything else stands in the way.
  if (other !== undefined && other.inode !== seen.inode) return false
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  await removeEmptyFolders(project, dirname(from))
  const look = await lookAt(to)
  project.store.transaction(() => {
    project.table.delete(row.path)
    if (look !== undefined) project.table.put({ ...row, path: entry.path, ...remembered(look, project.now()) })
  })
  noteWritten()
  return true
}

/** Files that change places are not renamed: each place gets its new owner, who then writes over what stands there. */
function swapRows({ project: { store, table }, scheduleExport }: CheckoutDeps, moves: readonly Move[]) {
  const standing = new Map(moves.map(({ row }) => [row.path, row]))
  store.transaction(() => {
    for (const { row } of moves) table.delete(row.path)
    for (const { row, entry } of moves) {
      const there = standing.get(entry.path)
      if (there === undefined) table.put(row)
      else table.put({ ...there, entry: row.entry, document: row.document, writtenSequence: 0 })
    }
  })
  for (const { row } of moves) if (row.document !== null) scheduleExport(row.document)
}

/** One file that cannot be written does not keep the others from it. */
async function guarded(deps: CheckoutDeps, conflicts: Set<string>, path: string, run: () => Promise<boolean>) {
  try {
    if (!(await run())) conflicts.add(path)
  } catch (error) {
    deps.project.notices.set('checkout', `${path} could not be brought up to date on disk.`)
    deps.project.log.warn({ err: error, path }, 'checkout failed for a file')
  }
}

async function removeFile(project: Project, row: FileRow): Promise<boolean> {
  const place = await placeToWrite(project.folder, row.path)
  const whole = await readWhole(place)
  if (whole !== undefined) {
    if (whole.hash !== row.hash) return false
    project.store.blobs.put(whole.bytes, 'file', project.now())
    await rm(place)
    await removeEmptyFolders(project, dirname(place))
  }
  project.table.delete(row.path)
  return true
}

/** Files of entries that lost their name to another (two people made one name): by the name as a disk may see it. */
function displacedFiles({ table, tree }: Project): ReadonlyMap<string, FileRow> {
  const displaced = new Map<string, FileRow>()
  for (const row of table.all()) {
    if (row.entry === null || !tree.isKnown(row.entry)) continue
    if (tree.byId(row.entry) !== undefined || tree.isRemoved(row.entry)) continue
    displaced.set(foldName(row.path), row)
  }
  return displaced
}

/** True where such a file stands in the place of the entry: it is not written over. */
async function meetDisplaced(deps: CheckoutDeps, entry: RepoEntry, standing: FileRow | undefined): Promise<boolean> {
  const { project, differences } = deps
  if (standing === undefined) return false
  const look = await lookAt(join(project.folder, standing.path))
  if (look === undefined) return false
  const isHere = entry.document === null || project.documents.has(entry.document)
  if (isHere && standing.path === entry.path) {
    await differences.meet(entry, { path: standing.path, hash: standing.hash, look })
  }
  return true
}

/**
 * The entry has another document than its file was seen with: somebody else made a text of it (TXT7). Where both say
 * the same the file is the document's; else neither is touched until the user decides.
 */
async function meetOwnFile({ project, differences, scheduleExport }: CheckoutDeps, entry: RepoEntry): Promise<boolean> {
  const { document } = entry
  const row = project.table.byEntry(entry.id)
  if (row === undefined || document === null || row.document === document || row.path !== entry.path) return false
  const look = await lookAt(join(project.folder, row.path))
  if (look === undefined || !project.documents.has(document)) return true
  if (await differences.meet(entry, { path: row.path, hash: row.hash, look })) scheduleExport(document)
  return true
}

function exportMissing({ project, scheduleExport }: CheckoutDeps, entry: RepoEntry) {
  if (entry.document === null) return
  if (project.table.byEntry(entry.id) !== undefined) return
  if (project.documents.has(entry.document)) scheduleExport(entry.document)
}

async function writeBlob(deps: CheckoutDeps, entry: RepoEntry): Promise<boolean> {
  const { project } = deps
  const row = project.table.byEntry(entry.id)
  if (entry.hash === null || row?.hash === entry.hash) return true
  const bytes = await blobBytes(project, entry.hash)
  if (bytes === undefined) return true
  const place = await placeToWrite(project.folder, entry.path)
  const before = await readWhole(place)
  if (before?.hash !== row?.hash) return false
  if (before !== undefined) project.store.blobs.put(before.bytes, 'file', project.now())
  await mkdir(dirname(place), { recursive: true })
  const isStillRight = async () => isSameLook(before?.look, await lookAt(place))
  if (!(await writeWhole(place, bytes, { isStillRight }))) return false
  const look = await lookAt(place)
  if (look === undefined) return false
  project.table.put({
    path: entry.path,
    entry: entry.id,
    document: null,
    ...remembered(look, project.now()),
    hash: entry.hash,
    fault: null,
    inherits: null,
    writtenSequence: 0,
  })
  // The file has them now, and may be written over.
  if (!needsBytes(project)) project.store.blobs.delete(entry.hash)
  deps.noteWritten()
  return true
}

/** From the blob table, or from a file that has them. */
export async function blobBytes(project: Project, hash: string): Promise<Uint8Array | undefined> {
  const kept = project.store.blobs.get(hash)
  if (kept !== undefined) return kept
  const row = project.table.byHash(hash)
  if (row === undefined) return undefined
  const whole = await readWhole(join(project.folder, row.path))
  return whole?.hash === hash ? whole.bytes : undefined
}
