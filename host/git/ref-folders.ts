/** Where refs live: `HEAD` and the index belong to one working folder, branches and tags to all of a repository's. */
import { join } from 'node:path'

export interface RefFolders {
  readonly gitFolder: string
  readonly commonFolder: string
}

export function refPath(folders: RefFolders, name: string): string {
  return join(folderOfRefs(folders, name), ...name.split('/'))
}

export function folderOfRefs({ gitFolder, commonFolder }: RefFolders, name: string): string {
  const isShared = name.startsWith('refs/') && !/^refs\/(?:worktree|bisect|rewritten)\//.test(name)
  return isShared ? commonFolder : gitFolder
}
