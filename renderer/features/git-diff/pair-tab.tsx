/** A file of a commit, of a stash, or of any two states, in a tab of its own. */
import { type ReactElement, useMemo } from 'react'
import { readGitPair } from '../../commands/git-view.ts'
import { repoWords } from '../../text/repo.ts'
import { Empty } from '../../ui/layout.tsx'
import { FilePair } from './file-pair.tsx'
import { nameOfSide } from './side-words.ts'

export function GitDiffTab({ path: tab }: { readonly path: string }): ReactElement {
  const pair = useMemo(() => readGitPair(tab), [tab])
  if (pair?.path === undefined) return <Empty>{repoWords.pick.none}</Empty>
  const { path, from = null, status = 'modified' } = pair
  return <FilePair pair={{ old: pair.old, new: pair.new, path, from, status }} autoFocus />
}

/** `harbor.tscn at 1a2b3c4`, or `main → night`. */
export function gitTabName(kind: 'git-file' | 'git-diff' | 'git-compare', tab: string): string {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  if (kind === 'git-file') return repoWords.diff.title(nameOf(tab))
  const pair = readGitPair(tab)
  if (pair === null) return repoWords.title
  return kind === 'git-diff'
    ? repoWords.diff.pairTitle(nameOf(pair.path ?? ''), nameOfSide(pair.new))
    : repoWords.compare.title(nameOfSide(pair.old), nameOfSide(pair.new))
}
