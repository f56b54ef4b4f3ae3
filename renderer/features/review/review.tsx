/** What met or was repaired, each with its choices. Every choice is an edit; nothing here has to be done now. */
import { type ReactElement, type ReactNode, useMemo, useState } from 'react'
import { useApp, useCommand, useHost, useShell } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { lastMerge } from '../realities/index.ts'
import { MergeBanner } from './merge-banner.tsx'
import { ReviewBar } from './review-bar.tsx'
import { ReviewChanges } from './review-changes.tsx'
import { shownEntries } from './review-filter.ts'
import { ReviewList } from './review-list.tsx'
import './review.css'

/** `isNarrow`: in the right panel, where choices stand below one another. */
export function Review({ isNarrow = false }: { readonly isNarrow?: boolean }): ReactElement {
  const items = useHost(view => view.review)
  const settled = useHost(view => view.settled)
  const graph = useHost(view => view.graph)
  const { reviewFilter: filter, dismissedMerge } = useShell(state => state)
  const [wanted, setWanted] = useState<string | null>(null)
  const entries = useMemo(() => shownEntries(items ?? [], settled, filter), [items, settled, filter])
  const merge = isNarrow ? null : lastMerge(graph, dismissedMerge)

  if (items === null) return <Skeleton label={words.review.loading} widths={[60, 90, 40, 80]} />
  if (items.length === 0 && settled.length === 0 && merge === null) return <Empty>{words.review.none}</Empty>
  const current = entries.find(({ item }) => item.id === wanted)?.item ?? entries[0]?.item ?? null
  const open = entries.filter(entry => entry.settled === null).length
  return (
    <div className="review" data-narrow={isNarrow || undefined} data-scope="review">
      {!isNarrow && (
        <Intro count={items.length} shown={open}>
          {merge !== null && <MergeBanner key={merge.id} merge={merge} />}
        </Intro>
      )}
      <div className="review-columns">
        <div className="review-main">
          <ReviewBar items={items} isNarrow={isNarrow} />
          {items.length === 0 && settled.length === 0 ? (
            <Empty>{words.review.none}</Empty>
          ) : (
            <ReviewList entries={entries} current={current?.id ?? null} onCurrent={item => setWanted(item.id)} />
          )}
          <Keys isNarrow={isNarrow} />
        </div>
        {merge?.status === 'done' && merge.version !== null && current?.file.endsWith('.tscn') === true && (
          <ReviewChanges version={merge.version} file={current.file} current={current} items={items} />
        )}
      </div>
    </div>
  )
}

/** `children`: what a merge says of itself, instead of the sentence. */
function Intro(props: { readonly count: number; readonly shown: number; readonly children: ReactNode }): ReactElement {
  const { count, shown, children } = props
  const hasOwn = children !== false
  return (
    <div className="review-intro">
      {hasOwn ? (
        children
      ) : (
        <p className="second grow">{count === 0 ? historyWords.review.settledOnly : words.review.intro(count)}</p>
      )}
      {shown > 0 && <AcceptButton count={shown} />}
    </div>
  )
}

function AcceptButton({ count }: { readonly count: number }): ReactElement {
  const { context } = useApp()
  const accept = useCommand('review.accept')
  return (
    <Button kind="primary" className="review-accept" onPress={() => runCommand(accept, context())}>
      {count === 1 ? historyWords.review.acceptOne : historyWords.review.accept(count)}
      <Kbd keys={accept.keys ?? ''} />
    </Button>
  )
}

function Keys({ isNarrow }: { readonly isNarrow: boolean }): ReactElement {
  return (
    <div className="review-keys meta">
      <span>
        <Kbd keys="J" /> <Kbd keys="K" /> {words.review.keysNext}
      </span>
      <span>
        <Kbd keys="1" /> – <Kbd keys="9" /> {words.review.keysChoose}
      </span>
      <span>
        <Kbd keys="Space" /> {words.review.keysShow}
      </span>
      {!isNarrow && <span className="review-every">{words.review.everyChoice}</span>}
    </div>
  )
}
