/** One thing that met or was repaired, with its choices. */
import { Undo2, Unlink } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ReviewItem } from '../../../shared/contract/data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { ContestedDisc, Initial } from '../../ui/person.tsx'
import { ContestedPreview } from '../media/index.ts'
import { ChangeIcon, FileIcon, NodeIcon } from '../node-icon/index.ts'
import type { ReviewEntry } from './review-filter.ts'
import { typeOfValues } from './value-look.ts'
import { ValueText } from './value-text.tsx'

export function ReviewEntryView(props: {
  readonly entry: ReviewEntry
  readonly isCurrent: boolean
  readonly onFocus: () => void
  readonly onChoose: (choice: Choice) => void
  readonly onUndo: (settled: string) => void
  readonly onShow: () => void
}): ReactElement {
  const { isCurrent, onFocus, onChoose, onUndo, onShow } = props
  const { item, settled } = props.entry
  const { app } = useApp()
  const type = isValue(item) ? typeOfValues(item.choices.map(choice => choice.detail)) : null
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click anywhere makes it the current one; keys do that with J and K.
    <article
      className="review-item"
      data-item={item.id}
      data-current={isCurrent || undefined}
      data-settled={settled !== null || undefined}
      onClick={onFocus}
      onFocus={onFocus}
    >
      <div className="review-head">
        {item.nodeId === null ? (
          <FileIcon kind={item.kind === 'recovered' ? 'folder' : 'scene'} />
        ) : (
          <NodeIcon classes={app.classes} type={item.nodeType ?? null} />
        )}
        <button type="button" className="review-node panel-title" onClick={onShow} title={words.review.show}>
          {item.node.split('/').join(' / ')}
        </button>
        {item.property !== null && <span className="mono second">{item.property}</span>}
        <span className="second grow review-text">{item.text}</span>
        {settled !== null && (
          <Button kind="text" label={historyWords.review.undoSettled(item.node)} onPress={() => onUndo(settled.id)}>
            <Undo2 className="icon icon-small" aria-hidden /> {historyWords.review.undo}
          </Button>
        )}
        <KindMark item={item} />
        {type !== null && <span className="meta">{type}</span>}
      </div>
      {item.kind === 'file' && item.choices.length > 1 && settled === null && <ContestedPreview path={item.file} />}
      <div className="review-choices">
        {item.choices.map((choice, index) => (
          <button
            key={choice.id}
            type="button"
            className="review-choice"
            aria-pressed={choice.inUse}
            disabled={settled !== null}
            onClick={() => onChoose(choice)}
          >
            <span className="review-choice-head">
              <span className="review-radio" aria-hidden />
              <span className="second">{choice.label}</span>
              {choice.author !== null && <Initial name={choice.author.name} color={choice.author.color} />}
              {choice.inUse && (
                <span className="review-used">
                  {settled === null ? words.review.inUse : historyWords.review.settled}
                </span>
              )}
              <span className="grow" />
              {index < 9 && settled === null && <Kbd keys={String(index + 1)} />}
            </span>
            <ValueText text={choice.detail} isValue={isValue(item)} />
          </button>
        ))}
      </div>
    </article>
  )
}

export type Choice = ReviewItem['choices'][number]

/** The details of other kinds are sentences. */
function isValue({ kind }: ReviewItem): boolean {
  return kind === 'value' || kind === 'stale'
}

function KindMark({ item }: { readonly item: ReviewItem }): ReactElement {
  const label = words.review.kinds[item.kind]
  switch (item.kind) {
    case 'value':
    case 'stale':
    case 'file':
      return <ContestedDisc colors={item.choices.flatMap(choice => choice.author?.color ?? [])} label={label} />
    case 'recovered':
      return <ChangeIcon kind="removed" label={label} />
    case 'renamed':
      return <ChangeIcon kind="changed" label={label} />
    case 'cycle':
    case 'orphan':
      return <ChangeIcon kind="moved" label={label} />
    case 'dangling':
      return <Unlink className="icon icon-small" role="img" aria-label={label} style={{ color: 'var(--warning)' }} />
  }
}
