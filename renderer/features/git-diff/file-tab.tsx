/** A file that changed: what is not staged and what is, place by place; for a scene its nodes against the last commit. */
import { FilePen } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import type { OpenRepoState, RepoFileDiff, RepoSide, RepoStatusEntry } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import type { GitDoing } from '../../commands/git-view.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { shownValue } from '../../session/use-call.ts'
import { repoWords } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ComparedPair } from '../compare/index.ts'
import { isImagePath, isScenePath, projectPath, tryIt, useOpenRepo, useRepoCall } from '../git-operations/index.ts'
import { DiffLines, type HunkActs } from './diff-lines.tsx'
import type { DiffPart } from './diff-rows.ts'
import { Sizes, type Way, WaySwitch } from './file-pair.tsx'
import { PicturePair } from './picture-pair.tsx'
import { changedScene } from './scene-pair.ts'
import './git-diff.css'

const words = repoWords.diff

export function GitFileTab({ path }: { readonly path: string }): ReactElement {
  const repo = useOpenRepo()
  return repo === null ? (
    <Skeleton label={repoWords.loading} widths={[60, 40, 70]} />
  ) : (
    <Opened repo={repo} path={path} />
  )
}

function Opened({ repo, path }: { readonly repo: OpenRepoState; readonly path: string }): ReactElement {
  const { shell } = useApp()
  const [way, setWay] = useState<Way>('scene')
  const inProject = projectPath(path, repo.prefix)
  const entries = repo.entries.filter(entry => entry.path === path)
  const scene = changedScene(path, entries, repo)
  return (
    <div className="diff-tab">
      <div className="diff-bar">
        <span className="mono ellipsis grow" title={path}>
          {path}
        </span>
        {inProject !== null && !entries.some(({ status, staged }) => status === 'deleted' && !staged) && (
          <Button kind="plain" onPress={() => openTab(shell, isScenePath(inProject) ? 'scene' : 'text', inProject)}>
            <FilePen className="icon icon-small" aria-hidden /> {repoWords.changes.openFile}
          </Button>
        )}
        {scene !== null && <WaySwitch way={way} onChange={setWay} />}
      </div>
      {scene !== null && way === 'scene' ? (
        <div className="compare-slot">
          <ComparedPair {...scene} labels={{ from: words.head, to: words.now }} />
        </div>
      ) : (
        <Lines repo={repo} path={path} entries={entries} />
      )}
    </div>
  )
}

interface Both {
  readonly changed: RepoFileDiff | null
  readonly staged: RepoFileDiff | null
}

function Lines(props: {
  readonly repo: OpenRepoState
  readonly path: string
  readonly entries: readonly RepoStatusEntry[]
}): ReactElement {
  const { repo, path, entries } = props
  const parts = useApp()
  const { app, shell } = parts
  // A file that goes on changing may leave the state as it is: the files say so.
  const files = useHost(view => view.files)
  const written = useHost(view => view.app?.workspace?.lastWrittenAt ?? null)
  const head: RepoSide = repo.head.hash === null ? { kind: 'empty' } : { kind: 'revision', revision: repo.head.hash }
  const staged = entries.find(entry => entry.staged)
  const changed = entries.find(entry => !entry.staged)
  const call = useRepoCall(
    async (signal): Promise<Both> => {
      const ask = (old: RepoSide, now: RepoSide, entry: RepoStatusEntry | undefined) =>
        entry === undefined
          ? null
          : app.api.repo.fileDiff(
              { old, new: now, path, ...(entry.from === undefined ? {} : { from: entry.from }) },
              { signal },
            )
      const [open, ready] = await Promise.all([
        ask({ kind: 'index' }, { kind: 'folder' }, changed),
        ask(head, { kind: 'index' }, staged),
      ])
      return { changed: open, staged: ready }
    },
    useMemo(() => ({ path, repo, files, written }), [path, repo, files, written]),
  )
  const both = shownValue(call.state)
  const acts = useMemo((): HunkActs => {
    const ids = (hunks: readonly { readonly id: string }[]) => hunks.map(({ id }) => id)
    const go = (doing: GitDoing) => void tryIt(parts, doing)
    return {
      stage: hunks => go({ kind: 'stageHunks', path, hunks: ids(hunks) }),
      unstage: hunks => go({ kind: 'unstageHunks', path, hunks: ids(hunks) }),
      discard: hunks =>
        openDialog(shell, { kind: 'git-preview', doing: { kind: 'discardHunks', path, hunks: ids(hunks) } }),
    }
  }, [parts, shell, path])
  const shown = useMemo(() => (both === null ? [] : partsOf(both)), [both])
  if (both === null) return <CallProgress call={call} label={repoWords.compare.loading} />
  const binary = both.changed?.kind === 'binary' ? both.changed : both.staged?.kind === 'binary' ? both.staged : null
  if (binary !== null) {
    const [old, now]: readonly [RepoSide, RepoSide] = [head, { kind: 'folder' }]
    return isImagePath(path) ? (
      <PicturePair
        pair={{ old, new: now, path, from: staged?.from ?? null, status: 'modified' }}
        labels={{ from: words.head, to: words.now }}
      />
    ) : (
      <Sizes oldBytes={binary.oldBytes} newBytes={binary.newBytes} />
    )
  }
  return (
    <div className="diff-view">
      <CallProgress call={call} label={repoWords.compare.loading} />
      {shown.length === 0 ? <Empty>{words.same}</Empty> : <DiffLines path={path} parts={shown} acts={acts} autoFocus />}
      {shown.length > 0 && (
        <p className="diff-keys meta">
          <span>
            <Kbd keys="J" /> <Kbd keys="K" /> {words.keys.next}
          </span>
          <span>
            <Kbd keys="S" /> {words.keys.stage}
          </span>
          <span>
            <Kbd keys="Delete" /> {words.keys.discard}
          </span>
        </p>
      )}
    </div>
  )
}

function partsOf({ changed, staged }: Both): DiffPart[] {
  const part = (kind: DiffPart['kind'], diff: RepoFileDiff | null): DiffPart[] =>
    diff?.kind === 'text' && diff.hunks.length > 0 ? [{ kind, hunks: diff.hunks, isCut: diff.isCut }] : []
  return [...part('changed', changed), ...part('staged', staged)]
}
