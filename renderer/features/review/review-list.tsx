/** The list itself, by scene. J and K go through it, digits choose, Space shows. */
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react'
import type { ReviewItem } from '../../../shared/contract/data.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { useApp } from '../../commands/app-context.tsx'
import type { SceneSession } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Empty } from '../../ui/layout.tsx'
import { FileIcon } from '../node-icon/index.ts'
import { NodePicker } from '../scene-tree/index.ts'
import { choose, showItem, undoSettled } from './review-actions.ts'
import { type Choice, ReviewEntryView } from './review-entry.tsx'
import type { ReviewEntry } from './review-filter.ts'

export function ReviewList(props: {
  readonly entries: readonly ReviewEntry[]
  readonly current: string | null
  readonly onCurrent: (item: ReviewItem) => void
}): ReactElement {
  const { entries, current, onCurrent } = props
  const parts = useApp()
  const box = useRef<HTMLDivElement>(null)
  const [asking, setAsking] = useState<{ item: ReviewItem; choice: string; session: SceneSession } | null>(null)
  const index = Math.max(
    0,
    entries.findIndex(({ item }) => item.id === current),
  )
  const entry = entries[index]
  const act = (run: Promise<void>) => void run.catch((error: unknown) => parts.notices.error(error))

  async function take(item: ReviewItem, choice: Choice): Promise<void> {
    if (choice.asks === undefined) return choose(parts, item, choice.id)
    const opened = await parts.app.scenes.open(item.file)
    if (opened.status === 'open') setAsking({ item, choice: choice.id, session: opened.session })
  }

  function go(to: number): void {
    const next = entries[Math.max(0, Math.min(entries.length - 1, to))]
    if (next === undefined) return
    onCurrent(next.item)
    box.current?.querySelector(`[data-item="${CSS.escape(next.item.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || entry === undefined) return
    const { item, settled } = entry
    const choice = /^[1-9]$/.test(event.key) ? item.choices[Number(event.key) - 1] : undefined
    if (event.key === 'j' || event.key === 'ArrowDown') go(index + 1)
    else if (event.key === 'k' || event.key === 'ArrowUp') go(index - 1)
    else if (choice !== undefined && settled === null) act(take(item, choice))
    else if (event.key === 'u' && settled !== null) act(undoSettled(parts, [settled.id]))
    else if (event.key === ' ' && event.target === event.currentTarget) act(showItem(parts, item))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <section
      ref={box}
      className="review-items"
      aria-label={words.review.items}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: J, K and the digits work on the list as a whole.
      tabIndex={0}
      data-scope="review"
      onKeyDown={onKeyDown}
    >
      {entries.length === 0 && <Empty>{historyWords.review.none}</Empty>}
      {[...Map.groupBy(entries, each => each.item.file)].map(([file, of]) => (
        <section key={file} aria-label={file}>
          <h3 className="review-file">
            <FileIcon kind="scene" />
            <span className="mono">{file.slice('res://'.length)}</span>
            <span className="count">{of.length}</span>
          </h3>
          {of.map(each => (
            <ReviewEntryView
              key={each.settled?.id ?? each.item.id}
              entry={each}
              isCurrent={each === entry}
              onFocus={() => onCurrent(each.item)}
              onChoose={choice => act(take(each.item, choice))}
              onUndo={settled => act(undoSettled(parts, [settled]))}
              onShow={() => act(showItem(parts, each.item))}
            />
          ))}
        </section>
      ))}
      {asking !== null && (
        <NodePicker
          session={asking.session}
          title={historyWords.review.pickFor(asking.item.property ?? '')}
          accepts={node => node !== asking.item.nodeId}
          onPick={(node: NodeId) => {
            setAsking(null)
            act(choose(parts, asking.item, asking.choice, node))
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}
