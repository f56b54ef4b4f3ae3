/** Which of the review is shown: kind, person, scene, text; and what is settled already. */
import { Search } from 'lucide-react'
import { type ReactElement, useRef, useState } from 'react'
import type { ReviewItem } from '../../../shared/contract/data.ts'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import type { ReviewFilter } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dropdown } from '../../ui/choice.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { ToggleRow } from '../../ui/toggle-row.tsx'
import { ALL, filesOf, kindsOf, peopleOf } from './review-filter.ts'

export function ReviewBar({
  items,
  isNarrow,
}: {
  readonly items: readonly ReviewItem[]
  readonly isNarrow: boolean
}): ReactElement {
  const { shell } = useApp()
  const filter = useShell(state => state.reviewFilter)
  const settled = useHost(view => view.settled)
  const change = (part: Partial<ReviewFilter>) => shell.setState({ reviewFilter: { ...filter, ...part } })
  const all = [...items, ...settled.map(({ item }) => item)]
  return (
    <div className="review-bar">
      <ToggleRow
        label={words.review.filter}
        value={filter.kind}
        options={kindsOf(items, filter.kind)}
        onChange={kind => change({ kind })}
      />
      {!isNarrow && (
        <>
          <span className="review-bar-line" aria-hidden />
          <Dropdown
            className="review-bar-choice"
            label={historyWords.review.person}
            value={filter.person}
            options={[
              { value: ALL, label: historyWords.review.anybody },
              ...peopleOf(all).map(name => ({ value: name, label: name })),
            ]}
            onChange={person => change({ person })}
          />
          <Dropdown
            className="review-bar-choice"
            label={historyWords.review.scene}
            value={filter.file}
            options={[
              { value: ALL, label: historyWords.review.everyScene },
              ...filesOf(all).map(file => ({ value: file, label: file.slice('res://'.length) })),
            ]}
            onChange={file => change({ file })}
          />
        </>
      )}
      <span className="grow" />
      {settled.length > 0 && (
        <Button
          kind="text"
          className="review-settled"
          onPress={() => change({ isSettledShown: !filter.isSettledShown })}
        >
          {filter.isSettledShown
            ? historyWords.review.settledShown(settled.length)
            : historyWords.review.settledHidden(settled.length)}
        </Button>
      )}
      {!isNarrow && <Finding text={filter.text} onChange={text => change({ text })} />}
    </div>
  )
}

/** A glass that becomes a field. */
function Finding({
  text,
  onChange,
}: {
  readonly text: string
  readonly onChange: (text: string) => void
}): ReactElement {
  const [isOpen, setOpen] = useState(text !== '')
  const input = useRef<HTMLInputElement>(null)
  if (!isOpen) {
    return (
      <IconButton
        icon={<Search className="icon icon-small" aria-hidden />}
        label={historyWords.review.search}
        onPress={() => {
          setOpen(true)
          requestAnimationFrame(() => input.current?.focus())
        }}
      />
    )
  }
  return (
    <span className="review-find">
      <SearchInput
        inputRef={input}
        label={historyWords.review.search}
        placeholder={historyWords.review.search}
        value={text}
        onChange={onChange}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setOpen(false)
        }}
      />
    </span>
  )
}
