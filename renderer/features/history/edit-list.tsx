/** Who did what, newest first: a click goes to the moment after that edit; boxes choose edits to take back, if asked for. */
import { Check, GitCommitHorizontal } from 'lucide-react'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import type { TimelineEntry } from '../../../shared/contract/history.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { Empty } from '../../ui/layout.tsx'
import { Initial } from '../../ui/person.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { ChangeIcon } from '../node-icon/index.ts'
import { type EditRow, editRows, keyOf } from './edit-rows.ts'
import { authorName, type EditWords } from './edit-words.ts'
import { entryAt, type Life, markAt, timeOf } from './moments.ts'

export function EditList(props: {
  readonly life: Life
  /** null: now. */
  readonly moment: number | null
  readonly onMoment: (moment: number) => void
  readonly label: string
  readonly empty: string
  readonly wordsOf: (entry: TimelineEntry) => EditWords
  readonly choice?: EditChoice
}): ReactElement {
  const { life, moment, onMoment, label, empty, wordsOf, choice } = props
  const [filter, setFilter] = useState('')
  const [now] = useState(() => Date.now())
  const rows = useMemo(() => editRows(life, moment, filter, now, wordsOf), [life, moment, filter, now, wordsOf])
  const current = life.entries[entryAt(life, moment ?? life.last)]
  const key = moment === null || current === undefined ? null : keyOf(current)
  const momentName = moment === null ? '' : (markAt(life, moment)?.name ?? historyWords.history.moment)
  const momentTime = moment === null ? '' : historyWords.when(timeOf(life, moment))
  const renderRow = useCallback(
    (row: EditRow) => {
      switch (row.kind) {
        case 'day':
          return <span className="edit-day">{row.text}</span>
        case 'moment':
          return (
            <span className="edit-moment">
              <span className="grow ellipsis">{momentName}</span> {momentTime}
            </span>
          )
        case 'edit':
          return <Edit entry={row.entry} words={wordsOf(row.entry)} choice={choice} />
      }
    },
    [choice, wordsOf, momentName, momentTime],
  )
  return (
    <div className="edits">
      <div className="edits-find">
        <SearchInput
          label={historyWords.history.filter}
          placeholder={historyWords.history.filter}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {rows.length === 0 ? (
        <Empty>{filter === '' ? empty : historyWords.history.noMatch}</Empty>
      ) : (
        <TreeGrid
          label={label}
          scope="edits"
          rows={rows}
          isMultiple={false}
          selection={{ keys: key === null ? [] : [key], anchor: key }}
          onSelect={({ keys }) => {
            const row = rows.find(each => each.key === keys.at(-1))
            if (row?.kind === 'edit') onMoment(row.entry.sequence)
          }}
          onToggle={() => {}}
          onOpen={(row, how) => {
            if (row.kind === 'edit' && how === 'enter' && canCheck(row.entry)) choice?.onCheck(row.entry)
          }}
          renderRow={renderRow}
          rowLook={rowLook}
          reveal={key}
        />
      )}
    </div>
  )
}

/** Edits chosen by their boxes. Must keep its identity: rows are drawn again when it changes. */
export interface EditChoice {
  /** Sequences. */
  readonly checked: ReadonlySet<number>
  readonly onCheck: (entry: TimelineEntry) => void
}

function rowLook(row: EditRow): { className?: string } {
  return { className: `edit-row edit-row-${row.kind}` }
}

function canCheck({ origin }: TimelineEntry): boolean {
  return origin !== 'seed'
}

function Edit(props: {
  readonly entry: TimelineEntry
  readonly words: EditWords
  readonly choice: EditChoice | undefined
}): ReactElement {
  const { entry, choice } = props
  const { node, text, kind } = props.words
  const name = authorName(entry)
  return (
    <>
      {choice !== undefined && <Box entry={entry} what={`${node} ${text}`} choice={choice} />}
      {entry.author === null ? (
        <span className="initial edit-nobody" role="img" aria-label={name} title={name} />
      ) : (
        <Initial name={entry.author.name} color={entry.author.color} />
      )}
      {entry.origin === 'commit' ? (
        <GitCommitHorizontal className="icon icon-small" aria-label={historyWords.history.origins.commit} />
      ) : (
        <ChangeIcon kind={kind} label={words.waiting.kinds[kind]} />
      )}
      <span className="ellipsis grow" title={`${node} ${text}`}>
        {node} <span className="second">{text}</span>
      </span>
      <span className="meta">{words.time(entry.time)}</span>
    </>
  )
}

function Box(props: {
  readonly entry: TimelineEntry
  readonly what: string
  readonly choice: EditChoice
}): ReactElement {
  const { entry, what, choice } = props
  const isChecked = choice.checked.has(entry.sequence)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native box takes the focus, which the grid has.
    <button
      type="button"
      role="checkbox"
      tabIndex={-1}
      className="edit-check check-box"
      aria-checked={isChecked}
      aria-label={historyWords.history.check(what)}
      disabled={!canCheck(entry)}
      onClick={event => {
        event.stopPropagation()
        choice.onCheck(entry)
      }}
    >
      {isChecked && <Check className="icon" aria-hidden />}
    </button>
  )
}
