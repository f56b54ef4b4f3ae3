/** `.weft/` in the project: the database and the lock, hidden from Git and Godot by files inside it. */

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exists } from '../files/exists.ts'
import { openSqliteStore } from '../storage/sqlite-store.ts'

export interface WeftFolder {
  readonly folder: string
  readonly database: string
}

const WEFT_FOLDER = '.weft'
const DATABASE = 'weft.db'

export async function prepareWeftFolder(project: string): Promise<WeftFolder> {
  const folder = join(project, WEFT_FOLDER)
  await mkdir(folder, { recursive: true })
  await writeOnce(join(folder, '.gitignore'), '*\n')
  await writeOnce(join(folder, '.gdignore'), '')
  return { folder, database: join(folder, DATABASE) }
}

/**
 * Does nothing where the folder has no database, or that of `workspace`. Else `settle` writes what is in documents into
 * the files, and the database is kept under another name.
 */
export async function archiveOtherWorkspace(
  project: string,
  idSetting: string,
  workspace: string,
  settle: () => Promise<void>,
): Promise<void> {
  const database = join(project, WEFT_FOLDER, DATABASE)
  const id = await workspaceOf(database, idSetting)
  if (id === undefined || id === workspace) return
  await settle()
  // Closing moved the write-ahead log into the file.
  await rename(database, await freeName(join(project, WEFT_FOLDER, `before-join-${id}`)))
}

async function workspaceOf(database: string, idSetting: string): Promise<string | undefined> {
  if (!(await exists(database))) return undefined
  using store = openSqliteStore(database)
  return store.settings.get(idSetting)
}

async function freeName(base: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? `${base}.db` : `${base}-${n}.db`
    if (!(await exists(name))) return name
  }
}

async function writeOnce(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
