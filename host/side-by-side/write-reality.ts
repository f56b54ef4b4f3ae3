/**
 * The files of a reality, as its folder would have them if it had it. A file that it has in common with the folder is
 * copied from there while the folder still looks as it was last seen; whatever else is made from the documents.
 */
import { join } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { blobBytes } from '../files/checkout.ts'
import { looksSeen } from '../files/file-table.ts'
import { lookAt } from '../files/scan.ts'
import { type Moment, rawTextAt, sceneTextAt, sequenceIn, treeAt, whereabouts } from '../history/moment.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import type { Project } from '../workspace/project.ts'
import { type NewFile, writeNewFolder } from './new-folder.ts'

export interface WriteReality {
  /** The workspace, with the reality that has the folder. */
  readonly project: Project
  readonly store: RealityStore
  readonly options: ExportOptions
}

/** Throws AppError BAD_REQUEST for unsafe names, NOT_FOUND where bytes of a file are not here. */
export async function writeReality(deps: WriteReality, folder: string, signal: AbortSignal): Promise<void> {
  const now: Moment = { store: deps.store, position: null }
  using at = treeAt(now)
  const entries = at.tree.entries.filter(({ kind }) => kind !== 'folder')
  const files = entries.map((entry): NewFile => ({ path: entry.path, content: () => contentOf(deps, now, entry) }))
  await writeNewFolder(folder, files, signal)
}

async function contentOf(deps: WriteReality, now: Moment, entry: RepoEntry): ReturnType<NewFile['content']> {
  const standing = await standingFile(deps, now, entry)
  if (standing !== null) return { copy: standing }
  const { document, hash, kind } = entry
  if (document === null) {
    const bytes = hash === null ? undefined : await blobBytes(deps.project, hash)
    if (bytes === undefined) throw new AppError('NOT_FOUND', `${entry.path} has not arrived yet.`, { path: entry.path })
    return { bytes }
  }
  const sequence = sequenceIn(now, document)
  const text =
    kind === 'text'
      ? rawTextAt(now.store, document, sequence)
      : sceneTextAt(now.store, document, sequence, deps.options).text
  return { bytes: Buffer.from(text, 'utf8') }
}

/** The project's file where it says what this one is to say; null where that is not sure. */
async function standingFile({ project }: WriteReality, now: Moment, entry: RepoEntry): Promise<string | null> {
  const { table, store } = project
  const row = entry.document === null ? table.byHash(entry.hash ?? '') : table.byDocument(entry.document)
  if (row === undefined || row.fault !== null) return null
  if (entry.document !== null) {
    const here: Moment = { store, position: null }
    const isSame = whereabouts(here, entry.document) === whereabouts(now, entry.document)
    if (!isSame || row.writtenSequence < store.log.last(entry.document)) return null
  }
  const place = join(project.folder, row.path)
  const look = await lookAt(place)
  return look !== undefined && looksSeen(row, look) ? place : null
}
