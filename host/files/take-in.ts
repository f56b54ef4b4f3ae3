/**
 * What changed in the folder, taken in: new files are born, changed ones become edits, moved ones stay who they are,
 * missing ones leave the tree. Runs inside the lane.
 */
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAppError } from '../../shared/contract/errors.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import type { FileRow } from '../storage/store.ts'
import type { Project } from '../workspace/project.ts'
import { giveBirth } from './births.ts'
import { compareFolder, type FolderChanges, type FoundFile, isEmpty } from './compare.ts'
import { remembered } from './file-table.ts'
import { findMoves, movedFolders } from './find-moves.ts'
import { takeInFolders } from './folders.ts'
import type { GitGuard } from './git-guard.ts'
import type { LocalDifferences } from './local-differences.ts'
import { readWhole } from './read-whole.ts'
import { isSceneName, readScene } from './scene-file.ts'
import { seedText } from './seed-text.ts'
import { takeInDocument } from './take-in-document.ts'
import { isMissing } from './write-whole.ts'

export interface TakeInDeps {
  readonly project: Project
  readonly guard: GitGuard
  readonly differences: LocalDifferences
  /** The document's file may be behind now. */
  readonly scheduleExport: (document: string) => void
  /** The files were resting and go on: everything is to be written that was edited meanwhile. */
  readonly onDidResume: () => void
  readonly onProgress: (done: number, total: number) => void
}

type Changed = FolderChanges['changed'][number]

/** `scope`: paths with `/`, or everything. Returns false where the files rest. */
export async function takeInFolder(deps: TakeInDeps, scope: ReadonlySet<string> | 'all'): Promise<boolean> {
  const { project, guard } = deps
  if (!(await isFolderThere(project))) return false
  const compare = (of: ReadonlySet<string> | 'all') => compareFolder(of, { ...project, onProgress: deps.onProgress })
  let changes = await compare(scope)
  const verdict = await guard.check(async () => !isEmpty(scope === 'all' ? changes : await compare('all')))
  if (verdict === 'paused') return false
  if (verdict === 'resumed' && scope !== 'all') changes = await compare('all')
  // It may have gone while it was looked at: then every file seems to be missing.
  if (!(await isFolderThere(project))) return false
  if (!isEmpty(changes)) await apply(deps, changes)
  await takeInFolders(project, scope, changes.emptyFolders)
  if (verdict === 'resumed') deps.onDidResume()
  return true
}

/** A folder that is not there has lost no files: it was unplugged, or moved. */
async function isFolderThere({ folder, notices }: Project): Promise<boolean> {
  try {
    await lstat(join(folder, '.weft'))
    notices.set('folder', null)
    return true
  } catch (error) {
    if (!isMissing(error)) throw error
    notices.set('folder', 'The project folder is not there. Edits stay in Weft until it is back.')
    return false
  }
}

async function apply(deps: TakeInDeps, changes: FolderChanges): Promise<void> {
  const { project } = deps
  const moves = await findMovesOf(changes, project)
  const movedTo = new Set([...moves.values()].map(found => found.path))
  await leaveAndMove(deps, changes.removed, moves)
  const added = changes.added.filter(found => !movedTo.has(found.path))
  const blobs: Changed[] = []
  for (const changed of [...changes.changed, ...editedOnTheWay(project, moves)]) {
    if (changed.row.entry === null || !project.tree.isKnown(changed.row.entry)) added.push(changed)
    else if (changed.row.document !== null) {
      await takeInDocument(
        project,
        { path: changed.path, entry: changed.row.entry, document: changed.row.document },
        { kind: 'intake' },
      )
      deps.scheduleExport(changed.row.document)
    } else blobs.push(changed)
  }
  await takeInBlobs(project, blobs)
  await takeInAdded(deps, added)
}

/** Rows of entries that the tree knows; the others have nobody to stay. */
function findMovesOf({ removed, added }: FolderChanges, project: Project): Promise<Map<FileRow, FoundFile>> {
  const { tree, folder } = project
  const known = removed.filter(({ entry }) => entry !== null && tree.isKnown(entry))
  return findMoves(
    { removed: known, added },
    {
      textOf: ({ document }) => (document === null ? undefined : newestTextOf(project, document)),
      async readText({ path }) {
        const whole = await readWhole(join(folder, path))
        if (whole === undefined) return undefined
        const read = readScene(whole.bytes)
        return read.ok ? read.text : undefined
      },
    },
  )
}

/** What was last in the document's file: a text that was written or taken in, else the one it was born with. */
function newestTextOf({ store }: Project, document: string): string | undefined {
  const written = store.written.newest(document)
  if (written !== undefined) return written.text
  const seed = store.documents.get(document)?.seed
  const bytes = seed == null ? undefined : store.blobs.get(seed)
  return bytes === undefined ? undefined : seedText(bytes)
}

/** Moved files whose content changed too: an edit like any other, in the new place. */
function editedOnTheWay({ table }: Project, moves: ReadonlyMap<FileRow, FoundFile>): Changed[] {
  return [...moves].flatMap(([{ hash }, found]) => {
    const row = table.get(found.path)
    return row === undefined || hash === found.hash ? [] : [{ ...found, row }]
  })
}

async function leaveAndMove(deps: TakeInDeps, removed: readonly FileRow[], moves: ReadonlyMap<FileRow, FoundFile>) {
  const { store, tree, table, now } = deps.project
  if (removed.length === 0) return
  const folders = movedFolders(
    moves,
    tree.files().map(({ path }) => path),
  )
  for (const { from, to } of folders) {
    // One after the other, so that the files below are looked up where their folder is now.
    const entry = tree.view.byPath(from)
    if (entry !== undefined && tree.view.byPath(to) === undefined) await tree.edit(edits => edits.move(entry.id, to))
  }
  await tree.edit(edits => {
    for (const row of removed) {
      const entry = row.entry === null ? undefined : tree.byId(row.entry)
      const found = moves.get(row)
      if (entry === undefined) continue
      if (found === undefined) edits.remove(entry.id)
      else edits.move(entry.id, found.path)
    }
  })
  store.transaction(() => {
    for (const row of removed) {
      const found = moves.get(row)
      table.delete(row.path)
      if (found === undefined) continue
      table.put({ ...row, path: found.path, ...remembered(found.look, now()) })
    }
  })
  for (const row of removed) {
    deps.differences.remove(row.path)
    if (row.document !== null) deps.scheduleExport(row.document)
  }
}

async function takeInBlobs(project: Project, changed: readonly Changed[]) {
  if (changed.length === 0) return
  const { store, tree, table, now } = project
  // What could not be read as a scene when it came and can be now begins anew, as a document.
  const asScenes = changed.filter(one => isSceneName(one.path))
  const asBlobs = changed.filter(one => !isSceneName(one.path))
  await tree.edit(edits => {
    for (const one of asBlobs) if (one.row.entry !== null) edits.setContent(one.row.entry, one.hash, one.look.sizeBytes)
    for (const one of asScenes) if (one.row.entry !== null) edits.remove(one.row.entry)
  })
  store.transaction(() => {
    for (const one of asBlobs) table.put({ ...one.row, hash: one.hash, ...remembered(one.look, now()) })
    for (const one of asScenes) table.delete(one.path)
  })
  await giveBirth(project, asScenes)
}

async function takeInAdded(deps: TakeInDeps, added: readonly FoundFile[]) {
  const { project, differences } = deps
  const unknown: FoundFile[] = []
  for (const found of added) {
    const left = differences.get(found.path)
    if (left?.status === 'left' && left.hash === found.hash) continue
    const entry = project.tree.byPath(found.path)
    if (entry === undefined) {
      differences.remove(found.path)
      unknown.push(found)
    } else await meet(deps, entry, found)
  }
  const before = new Set(project.documents.ids())
  await giveBirth(project, unknown)
  for (const { path } of unknown) {
    // Known from before: deleted once and back again, perhaps as it was long ago.
    const document = project.table.get(path)?.document ?? null
    if (document !== null && before.has(document)) deps.scheduleExport(document)
  }
}

async function meet(deps: TakeInDeps, entry: RepoEntry, found: FoundFile) {
  try {
    const isAdopted = await deps.differences.meet(entry, found)
    if (isAdopted && entry.document !== null) deps.scheduleExport(entry.document)
  } catch (error) {
    // Its document has not arrived, or cannot be read: the file stays as it is until the next look.
    if (!isAppError(error) || (error.code !== 'NOT_FOUND' && error.code !== 'UNREADABLE')) throw error
  }
}
