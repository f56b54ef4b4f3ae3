/**
 * Files of the working folder as Git would keep them: read without following a link on the way (GIT5), line ends as in
 * Git, and never through a program that settings name (GIT3).
 */
import type { BigIntStats } from 'node:fs'
import { lstat, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository as LibGit } from 'es-git'
import { AppError } from '../../shared/contract/errors.ts'
import type { FileMode, Hash } from '../../shared/repo/git-object.ts'
import { isMissing } from '../files/write-whole.ts'
import type { MergeDriver } from './engine.ts'
import { foldersAbove } from './index-file.ts'
import { reading } from './libgit.ts'
import { type LineEnds, lineEndsOf, toGit } from './line-ends.ts'
import type { ObjectStore } from './object-store.ts'
import { whyUnsafeInTree } from './path-safety.ts'

export interface FolderFile {
  readonly mode: FileMode
  /** As Git would keep them. */
  readonly bytes: Buffer
  readonly stats: BigIntStats
}

export interface FolderFiles {
  /** Null where there is no file: nothing, or a folder. `known` is what the index has there. */
  read(path: string, known: { readonly mode: FileMode; readonly hash: Hash } | null): Promise<FolderFile | null>
  /** What the file is, without reading it; null where there is nothing. Throws BAD_REQUEST behind a link. */
  look(path: string): Promise<BigIntStats | null>
  lineEnds(path: string): LineEnds
  mergeDriver(path: string): MergeDriver
  /** Throws READ_ONLY where only a program of the settings could make this file. */
  refuseFiltered(path: string): void
  place(path: string): string
}

const NO_FOLDER = 'A bare repository has no files.'

export function createFolderFiles(git: LibGit, folder: string | null, objects: ObjectStore): FolderFiles {
  function setting(name: string): string | null {
    return reading('The settings of this repository', () => git.config().findString(name))
  }

  function attribute(path: string, name: string) {
    return reading('The attributes of this repository', () => git.getAttr(path, name)) as boolean | string | null
  }

  function place(path: string): string {
    if (folder === null) throw new AppError('BAD_REQUEST', NO_FOLDER)
    const reason = whyUnsafeInTree(path)
    if (reason !== null) throw new AppError('BAD_REQUEST', `This path cannot be used: ${reason}.`, { path })
    return join(folder, ...path.split('/'))
  }

  async function look(path: string): Promise<BigIntStats | null> {
    const at = place(path)
    for (const above of foldersAbove(path)) {
      const stats = await lstatOr(place(above))
      if (stats === null || stats.isFile()) return null
      if (stats.isSymbolicLink()) {
        throw new AppError('BAD_REQUEST', 'A link stands in the way: it is not followed.', { path })
      }
    }
    return lstatOr(at)
  }

  function lineEnds(path: string): LineEnds {
    return lineEndsOf(
      { text: attribute(path, 'text'), eol: attribute(path, 'eol') },
      { autocrlf: setting('core.autocrlf'), eol: setting('core.eol'), isWindows: process.platform === 'win32' },
    )
  }

  function mergeDriver(path: string): MergeDriver {
    const said = attribute(path, 'merge')
    if (said === true) return 'text'
    if (said === false) return 'binary'
    const name = said ?? setting('merge.default')
    return name === 'text' || name === 'binary' || name === 'union' ? name : 'any'
  }

  function refuseFiltered(path: string): void {
    const filter = attribute(path, 'filter')
    const programs =
      typeof filter === 'string' ? ['clean', 'smudge', 'process'].map(kind => `filter.${filter}.${kind}`) : []
    const program = programs.find(name => setting(name) !== null)
    if (program === undefined && typeof attribute(path, 'working-tree-encoding') !== 'string') return
    const hint = 'Weft starts no program that a repository names: use git for this file'
    throw new AppError('READ_ONLY', `${path} is kept in another form than it has in the folder.`, { path, hint })
  }

  function hasReturns(known: { readonly hash: Hash } | null): boolean {
    return known !== null && objects.readAs(known.hash, 'blob').includes(13)
  }

  return {
    look,
    lineEnds,
    mergeDriver,
    refuseFiltered,
    place,
    async read(path, known) {
      const stats = await look(path)
      if (stats === null || stats.isDirectory()) return null
      const at = place(path)
      if (stats.isSymbolicLink()) {
        return { mode: '120000', bytes: Buffer.from(await readlink(at), 'utf8'), stats }
      }
      if (!stats.isFile()) throw new AppError('BAD_REQUEST', `${path} is no file.`, { path })
      const isLink = known?.mode === '120000' && setting('core.symlinks') === 'false'
      const tellsRights = setting('core.filemode') !== 'false'
      const mode = tellsRights ? ownMode(stats) : known?.mode === '100755' ? '100755' : '100644'
      const bytes = await readFile(at)
      if (isLink) return { mode: '120000', bytes, stats }
      return { mode, bytes: toGit(bytes, lineEnds(path), () => hasReturns(known)), stats }
    },
  }
}

function ownMode(stats: BigIntStats): FileMode {
  return (stats.mode & 0o100n) === 0n ? '100644' : '100755'
}

async function lstatOr(path: string): Promise<BigIntStats | null> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
