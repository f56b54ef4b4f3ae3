/** What one side of a comparison is called. */
import type { RepoSide } from '../../../shared/contract/repo-data.ts'
import { repoWords } from '../../text/repo.ts'
import { shortOf } from '../git-operations/index.ts'

export function nameOfSide(side: RepoSide): string {
  switch (side.kind) {
    case 'revision':
      return shortRevision(side.revision)
    case 'index':
      return repoWords.diff.index
    case 'folder':
      return repoWords.diff.folder
    case 'empty':
      return repoWords.diff.empty
  }
}

/** `1a2b3c4^` for a whole hash with something behind it. */
function shortRevision(revision: string): string {
  const [, hash, rest = ''] = /^([0-9a-f]{40})(.*)$/.exec(revision) ?? []
  return hash === undefined ? revision : `${shortOf(hash)}${rest}`
}
