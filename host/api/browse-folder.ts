/** Folders below one, for choosing a project in a browser, which has no folder dialog of its own. */
import { access, readdir, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { FolderListing } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'

/** More than a person looks through. */
const listedFolders = 1000

/** Throws AppError BAD_REQUEST for a relative path, NOT_FOUND for a folder that is not there or may not be read. */
export async function browseFolder(folder: string): Promise<FolderListing> {
  if (!isAbsolute(folder)) throw new AppError('BAD_REQUEST', 'Give the whole path of the folder.', { path: folder })
  const { real, entries } = await list(folder)
  const names = entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(entry => entry.name)
    .sort((a, b) => a.localeCompare(b, 'en'))
    .slice(0, listedFolders)
  const folders = await Promise.all(
    names.map(async name => ({ name, folder: join(real, name), isProject: await isProject(join(real, name)) })),
  )
  const parent = dirname(real)
  return {
    folder: real,
    parent: parent === real ? null : parent,
    isProject: await isProject(real),
    isEmpty: entries.length === 0,
    folders,
  }
}

async function list(folder: string) {
  try {
    const real = await realpath(folder)
    return { real, entries: await readdir(real, { withFileTypes: true }) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError('NOT_FOUND', 'There is no such folder.', { path: folder }, { cause: error })
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new AppError('NOT_FOUND', 'You may not look into this folder.', { path: folder }, { cause: error })
    }
    throw error
  }
}

async function isProject(folder: string): Promise<boolean> {
  try {
    await access(join(folder, 'project.godot'))
    return true
  } catch {
    // Not there, or not for us to see: no project either way.
    return false
  }
}
