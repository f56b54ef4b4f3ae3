/**
 * Changes of a repository by whichever program: HEAD, refs, the index, a merge that waits. Objects and logs say nothing
 * that those do not.
 */
import { relative, sep } from 'node:path'
import { watch } from 'chokidar'

export interface WatchedFolders {
  readonly gitFolder: string
  readonly commonFolder: string
}

/** Files beside HEAD that make up a state of the repository. */
const NAMES = new Set([
  'HEAD',
  'index',
  'index.lock',
  'packed-refs',
  'config',
  'MERGE_HEAD',
  'MERGE_MSG',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  // Folders, of which only that they are there counts.
  'rebase-merge',
  'rebase-apply',
  'sequencer',
])

export function watchRepository(
  { gitFolder, commonFolder }: WatchedFolders,
  onDidChange: () => void,
  onError: (error: unknown) => void,
): AsyncDisposable {
  const folders = [...new Set([gitFolder, commonFolder])]
  const watcher = watch(folders, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    ignorePermissionErrors: true,
    ignored: path => !folders.some(folder => isWatched(relative(folder, path))),
  })
  watcher.on('all', onDidChange)
  watcher.on('error', onError)
  return { [Symbol.asyncDispose]: () => watcher.close() }
}

/** Notices a `.git` that comes into a folder, or goes. */
export function watchForGit(
  folder: string,
  onDidChange: () => void,
  onError: (error: unknown) => void,
): AsyncDisposable {
  const watcher = watch(folder, {
    ignoreInitial: true,
    depth: 0,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: path => path !== folder && relative(folder, path) !== '.git',
  })
  watcher.on('all', onDidChange)
  watcher.on('error', onError)
  return { [Symbol.asyncDispose]: () => watcher.close() }
}

function isWatched(name: string): boolean {
  if (name === '' || NAMES.has(name)) return true
  const [top] = name.split(sep)
  return top === 'refs' && !name.endsWith('.lock')
}
