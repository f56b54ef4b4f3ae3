/** One file of a merge that is only looked at: how much of it changes, and each register where both have been at work. */
import type { ReactElement } from 'react'
import type { Meeting, MergePreview } from '../../../shared/contract/realities.ts'
import { historyWords } from '../../text/history.ts'
import { ChangeIcon, FileIcon } from '../node-icon/index.ts'
import { ValueText } from '../review/index.ts'

export type PreviewFile = MergePreview['files'][number]

const words = historyWords.merge

export function FileMeetings(props: {
  readonly file: PreviewFile
  readonly names: { readonly from: string; readonly into: string }
  readonly isChosen: boolean
  readonly onChoose: () => void
}): ReactElement {
  const { file, names, isChosen, onChoose } = props
  const { path, previousPath, kind, isScene, meetings } = file
  return (
    <section className="merge-file" aria-label={path}>
      <button type="button" className="merge-file-head" aria-pressed={isChosen} disabled={!isScene} onClick={onChoose}>
        <FileIcon kind={isScene ? 'scene' : 'other'} path={path} />
        <span className="mono ellipsis">{path.slice('res://'.length)}</span>
        {meetings.length > 0 && <span className="count">{meetings.length}</span>}
        <span className="meta ellipsis grow">
          {previousPath !== null && previousPath !== path
            ? words.movedFrom(previousPath.slice('res://'.length))
            : isScene
              ? ''
              : words.file[kind]}
        </span>
        <Counts file={file} />
      </button>
      {meetings.map(meeting => (
        <MeetingEntry key={`${meeting.nodeId ?? meeting.node} ${meeting.property}`} meeting={meeting} names={names} />
      ))}
    </section>
  )
}

function Counts({ file }: { readonly file: PreviewFile }): ReactElement {
  const { isScene, added, removed, changed } = file
  if (!isScene) return <ChangeIcon kind={file.kind} label={historyWords.changes.kinds[file.kind]} />
  const counts = { added, removed, changed }
  return (
    <span className="merge-counts" title={words.nodes(added, removed, changed)}>
      {(['added', 'removed', 'changed'] as const).map(kind =>
        counts[kind] === 0 ? null : (
          <span key={kind} className="changes-count">
            <ChangeIcon kind={kind} label={historyWords.changes.kinds[kind]} /> {counts[kind]}
          </span>
        ),
      )}
    </span>
  )
}

function MeetingEntry(props: {
  readonly meeting: Meeting
  readonly names: { readonly from: string; readonly into: string }
}): ReactElement {
  const { meeting, names } = props
  const { chosen: held } = meeting
  const sides = [
    { id: 'base', label: words.base, text: meeting.base, holds: held === 'base' },
    { id: 'ours', label: names.into, text: meeting.ours, holds: held === 'ours' || held === 'both' },
    { id: 'theirs', label: names.from, text: meeting.theirs, holds: held === 'theirs' || held === 'both' },
  ]
  return (
    <div className="merge-meeting">
      <div className="review-head">
        <span className="panel-title">{meeting.node.split('/').join(' / ')}</span>
        <span className="mono second">{meeting.property}</span>
      </div>
      <div className="review-choices">
        {sides.map(({ id, label, text, holds }) => (
          <div key={id} className="review-choice" data-holds={holds || undefined}>
            <span className="review-choice-head">
              <span className="second ellipsis">{label}</span>
              {holds && <span className="review-used">{words.wouldHold}</span>}
            </span>
            <ValueText text={text ?? words.notThere} isValue={text !== null} />
          </div>
        ))}
      </div>
    </div>
  )
}
