/** What met or was repaired, each with its choices. Every choice is an edit; nothing here has to be done now. */
import { type ReactElement, useMemo, useState } from 'react'
import { useApp, useCommand, useHost, useShell } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { ReviewBar } from './review-bar.tsx'
import { shownEntries } from './review-filter.ts'
import { ReviewList } from './review-list.tsx'
import './review.css'

/** `isNarrow`: in the right panel, where choices stand below one another. */
export function Review({ isNarrow = false }: { readonly isNarrow?: boolean }): ReactElement {
  const items = useHost(view => view.review)
  const settled = useHost(view => view.settled)
  const filter = useShell(state => state.reviewFilter)
  const [current, setCurrent] = useState<string | null>(null)
  const entries = useMemo(() => shownEntries(items ?? [], settled, filter), [items, settled, filter])

  if (items === null) return <Skeleton label={words.review.loading} widths={[60, 90, 40, 80]} />
  if (items.length === 0 && settled.length === 0) return <Empty>{words.review.none}</Empty>
  return (
    <div className="review" data-narrow={isNarrow || undefined} data-scope="review">
      {!isNarrow && <Intro count={items.length} shown={entries.filter(entry => entry.settled === null).length} />}
      <ReviewBar items={items} isNarrow={isNarrow} />
      <ReviewList entries={entries} current={current} onCurrent={item => setCurrent(item.id)} />
      <Keys isNarrow={isNarrow} />
    </div>
  )
}

function Intro({ count, shown }: { readonly count: number; readonly shown: number }): ReactElement {
  return (
    <div className="review-intro">
      <p className="second grow">{count === 0 ? historyWords.review.settledOnly : words.review.intro(count)}</p>
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
