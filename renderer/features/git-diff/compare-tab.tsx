/** Any two states of the repository: the files that differ, and what differs in the chosen one. */
import { ArrowLeftRight } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import type { RepoFileChange } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { type GitPair, gitPairPath, readGitPair } from '../../commands/git-view.ts'
import { closeTab, openTab } from '../../commands/shell-store.ts'
import { shownValue } from '../../session/use-call.ts'
import { repoWords } from '../../text/repo.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { FileList, useRepoCall } from '../git-operations/index.ts'
import { FilePair } from './file-pair.tsx'
import { nameOfSide } from './side-words.ts'
import './git-diff.css'

const words = repoWords.compare

export function GitCompareTab({ path }: { readonly path: string }): ReactElement {
  const pair = useMemo(() => readGitPair(path), [path])
  return pair === null ? <Empty>{repoWords.pick.none}</Empty> : <Compared pair={pair} tab={path} />
}

function Compared({ pair, tab }: { readonly pair: GitPair; readonly tab: string }): ReactElement {
  const { app, shell } = useApp()
  const [chosen, setChosen] = useState<RepoFileChange | null>(null)
  const repo = useHost(view => view.repo)
  const call = useRepoCall(
    signal => app.api.repo.diff({ from: pair.old, to: pair.new }, { signal }),
    useMemo(() => ({ tab, repo }), [tab, repo]),
  )
  const files = shownValue(call.state)?.files ?? null
  const shown = files?.find(({ path }) => path === chosen?.path) ?? files?.[0] ?? null

  function swap(): void {
    openTab(shell, 'git-compare', gitPairPath({ old: pair.new, new: pair.old }))
    closeTab(shell, `git-compare:${tab}`)
  }

  return (
    <div className="pair-tab">
      <div className="pair-files">
        <div className="pair-head">
          <span className="ellipsis grow">
            {nameOfSide(pair.old)} → {nameOfSide(pair.new)}
          </span>
          <IconButton
            icon={<ArrowLeftRight className="icon icon-small" aria-hidden />}
            label={words.swap}
            onPress={swap}
          />
        </div>
        <CallProgress call={call} label={words.loading} />
        {files !== null &&
          (files.length === 0 ? (
            <Empty>{words.equal}</Empty>
          ) : (
            <FileList
              label={words.files}
              scope="git-compare-files"
              files={files}
              selected={shown?.path ?? null}
              onSelect={setChosen}
              onOpen={({ path, from = null, status }) =>
                openTab(shell, 'git-diff', gitPairPath({ ...pair, path, from, status }))
              }
            />
          ))}
      </div>
      <div className="pair-shown">
        {shown === null ? (
          files !== null && files.length > 0 && <Empty>{words.choose}</Empty>
        ) : (
          <FilePair
            key={shown.path}
            pair={{ old: pair.old, new: pair.new, path: shown.path, from: shown.from ?? null, status: shown.status }}
          />
        )}
      </div>
    </div>
  )
}
