/**
 * Opens and makes repositories. libgit2 (es-git) reads graphs, indexes, folders and settings in this process; Git's
 * objects, refs and index are written by the modules beside this one (docs/adr/0008).
 */
import { lstat, readFile, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { initRepository as initLibGit, type Repository as LibGit, openRepository as openLibGit } from 'es-git'
import { AppError } from '../../shared/contract/errors.ts'
import { isMissing } from '../files/write-whole.ts'
import type { Repository } from './engine.ts'
import { createFolderFiles } from './folder-files.ts'
import { createFolderPart } from './folder-part.ts'
import { createHistoryPart } from './history-part.ts'
import { createIndexFile } from './index-file.ts'
import { createIndexPart } from './index-part.ts'
import { openObjectStore } from './object-store.ts'
import { createObjectsPart } from './objects-part.ts'
import { createRefsPart } from './refs-part.ts'
import { createSeenFiles } from './seen-files.ts'

/** The repository around `folder`. Throws NOT_FOUND, or UNREADABLE for one of a kind that Weft does not read (GIT2). */
export async function openRepository(folder: string): Promise<Repository> {
  const git = await openAround(folder)
  const gitFolder = resolve(git.path())
  const commonFolder = await commonOf(gitFolder)
  const work = git.workdir()
  const root = work === null ? null : await realpath(work)
  if (root !== null) await refuseElsewhere(root)
  const objects = openObjectStore(join(commonFolder, 'objects'))
  const index = createIndexFile(gitFolder)
  const files = createFolderFiles(git, root, objects)
  const seen = createSeenFiles()
  const deps = { git, objects, index, files, seen, folder: root, folders: { gitFolder, commonFolder } }
  return {
    folder: root,
    gitFolder,
    commonFolder,
    async setting(name) {
      return git.config().findString(name)
    },
    ...createObjectsPart(objects),
    ...createRefsPart(deps),
    ...createHistoryPart(deps),
    ...createIndexPart(deps),
    ...createFolderPart(deps),
    [Symbol.dispose]: () => objects[Symbol.dispose](),
  }
}

/** An empty repository in `folder`, which is made where it is not there. An existing one is opened as it is. */
export async function initRepository(folder: string, branch = 'main'): Promise<Repository> {
  try {
    // Without a template: those of Git hold hooks.
    await initLibGit(folder, { initialHead: branch, mkpath: true, mkdir: true, externalTemplate: false })
  } catch (error) {
    throw unreadable(folder, error)
  }
  return openRepository(folder)
}

async function openAround(folder: string): Promise<LibGit> {
  try {
    return await openLibGit(resolve(folder), { noSearch: false })
  } catch (error) {
    if (error instanceof Error && /could not find repository|code=NotFound/.test(error.message)) {
      const hint = 'run it inside one, or name one with -C'
      throw new AppError('NOT_FOUND', `${folder} is in no Git repository.`, { folder, hint }, { cause: error })
    }
    throw unreadable(folder, error)
  }
}

function unreadable(folder: string, error: unknown): AppError {
  const words = error instanceof Error ? error.message.replace(/^libgit2 error: /, '').replace(/; class=.*$/, '') : ''
  if (/not owned by current user/.test(words)) {
    const hint = 'it belongs to another user; git config --global --add safe.directory PATH says that you trust it'
    return new AppError('UNREADABLE', `The repository of ${folder} is not opened.`, { folder, hint }, { cause: error })
  }
  const hint = `${words}; repositories with SHA-256 or reftable are not read`
  return new AppError('UNREADABLE', `The repository of ${folder} cannot be read.`, { folder, hint }, { cause: error })
}

/** A linked working folder says where the rest is. */
async function commonOf(gitFolder: string): Promise<string> {
  try {
    return resolve(gitFolder, (await readFile(join(gitFolder, 'commondir'), 'utf8')).trim())
  } catch (error) {
    if (isMissing(error)) return gitFolder
    throw error
  }
}

/** GIT3: settings of a repository from a stranger may name any folder of this computer as its own. */
async function refuseElsewhere(root: string): Promise<void> {
  try {
    await lstat(join(root, '.git'))
  } catch (error) {
    if (!isMissing(error)) throw error
    const hint = `core.worktree names ${root}`
    throw new AppError('UNREADABLE', 'The repository says that its files are elsewhere.', {
      folder: dirname(root),
      hint,
    })
  }
}
