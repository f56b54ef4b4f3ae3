/** One file at any two states: a scene as nodes or lines, a text as lines, pictures side by side, else sizes. */
import { type ReactElement, useMemo, useState } from 'react'
import type { RepoFileDiff } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import type { GitFilePair } from '../../commands/git-view.ts'
import { shownValue } from '../../session/use-call.ts'
import { fileWords } from '../../text/files.ts'
import { repoWords } from '../../text/repo.ts'
import { Segmented } from '../../ui/choice.tsx'
import { Empty } from '../../ui/layout.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { ComparedPair } from '../compare/index.ts'
import { isImagePath, useOpenRepo, useRepoCall } from '../git-operations/index.ts'
import { DiffLines } from './diff-lines.tsx'
import { PicturePair } from './picture-pair.tsx'
import { scenePair } from './scene-pair.ts'
import { nameOfSide } from './side-words.ts'
import './git-diff.css'

const words = repoWords.diff

export type Way = 'scene' | 'lines'

export function FilePair({
  pair,
  autoFocus = false,
}: {
  readonly pair: GitFilePair
  readonly autoFocus?: boolean
}): ReactElement {
  const { path, from } = pair
  const repo = useOpenRepo()
  const [way, setWay] = useState<Way>('scene')
  const labels = { from: nameOfSide(pair.old), to: nameOfSide(pair.new) }
  const scene = repo === null ? null : scenePair(pair, repo.prefix)
  // What is staged may be something else at any time.
  const isStaged = pair.old.kind === 'index' || pair.new.kind === 'index'
  return (
    <div className="diff-tab">
      <div className="diff-bar">
        <span className="mono ellipsis" title={path}>
          {path}
        </span>
        {from !== null && <span className="meta ellipsis">{repoWords.changes.from(from)}</span>}
        <span className="meta ellipsis grow">
          {labels.from} → {labels.to}
        </span>
        {scene !== null && <WaySwitch way={way} onChange={setWay} />}
      </div>
      {scene !== null && way === 'scene' ? (
        <div className="compare-slot">
          <ComparedPair {...scene} labels={labels} version={isStaged ? repo : null} />
        </div>
      ) : (
        <PairLines pair={pair} labels={labels} autoFocus={autoFocus} />
      )}
    </div>
  )
}

export function WaySwitch({
  way,
  onChange,
}: {
  readonly way: Way
  readonly onChange: (way: Way) => void
}): ReactElement {
  return (
    <Segmented
      label={words.way}
      value={way}
      options={[
        { value: 'scene', label: words.scene },
        { value: 'lines', label: words.lines },
      ]}
      onChange={onChange}
    />
  )
}

function PairLines(props: {
  readonly pair: GitFilePair
  readonly labels: { readonly from: string; readonly to: string }
  readonly autoFocus: boolean
}): ReactElement {
  const { pair, labels, autoFocus } = props
  const { app } = useApp()
  const { path, from } = pair
  const key = JSON.stringify(pair)
  // What is in the folder goes on changing; commits do not.
  const isLive = pair.new.kind !== 'revision' || pair.old.kind !== 'revision'
  const repo = useHost(view => (isLive ? view.repo : null))
  const call = useRepoCall(
    signal =>
      app.api.repo.fileDiff({ old: pair.old, new: pair.new, path, ...(from === null ? {} : { from }) }, { signal }),
    useMemo(() => ({ key, repo }), [key, repo]),
  )
  const diff = shownValue(call.state)
  return (
    <div className="diff-view">
      <CallProgress call={call} label={repoWords.compare.loading} />
      {diff?.kind === 'binary' && isImagePath(path) ? (
        <PicturePair pair={pair} labels={labels} />
      ) : (
        diff !== null && <Diff path={path} diff={diff} autoFocus={autoFocus} />
      )}
    </div>
  )
}

function Diff(props: {
  readonly path: string
  readonly diff: RepoFileDiff
  readonly autoFocus: boolean
}): ReactElement {
  const { path, diff, autoFocus } = props
  const parts = useMemo(
    () => (diff.kind === 'text' ? [{ kind: 'pair' as const, hunks: diff.hunks, isCut: diff.isCut }] : []),
    [diff],
  )
  if (diff.kind === 'binary') return <Sizes oldBytes={diff.oldBytes} newBytes={diff.newBytes} />
  if (diff.hunks.length === 0) return <Empty>{words.same}</Empty>
  return <DiffLines path={path} parts={parts} acts={null} autoFocus={autoFocus} />
}

export function Sizes({ oldBytes, newBytes }: Omit<Extract<RepoFileDiff, { kind: 'binary' }>, 'kind'>): ReactElement {
  const size = (bytes: number | null) => (bytes === null ? words.absent : fileWords.bytes(bytes))
  return (
    <div className="diff-view">
      <dl className="diff-sizes">
        <dt className="second">{words.oldSize}</dt>
        <dd>{size(oldBytes)}</dd>
        <dt className="second">{words.newSize}</dt>
        <dd>{size(newBytes)}</dd>
      </dl>
    </div>
  )
}
