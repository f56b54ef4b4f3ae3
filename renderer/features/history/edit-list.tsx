/** Who did what, newest first: a click goes to the moment after that edit, the boxes choose edits to take back. */
import { Check } from 'lucide-react'
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
import { authorName, editWords } from './edit-words.ts'
import { entryAt, type Life, markAt, timeOf } from './moments.ts'

export function EditList(props: {
  readonly life: Life
  /** null: now. */
  readonly moment: number | null
  readonly onMoment: (moment: number) => void
  /** Sequences. */
  readonly checked: ReadonlySet<number>
  readonly onCheck: (entry: TimelineEntry) => void
}): ReactElement {
  const { life, moment, onMoment, checked, onCheck } = props
  const [filter, setFilter] = useState('')
  const [now] = useState(() => Date.now())
  const rows = useMemo(() => editRows(life, moment, filter, now), [life, moment, filter, now])
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
          return <Edit row={row} isChecked={checked.has(row.entry.sequence)} onCheck={onCheck} />
      }
    },
    [checked, onCheck, momentName, momentTime],
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
        <Empty>{filter === '' ? historyWords.history.empty : historyWords.history.noMatch}</Empty>
      ) : (
        <TreeGrid
          label={historyWords.history.list}
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
            if (row.kind === 'edit' && how === 'enter' && canCheck(row.entry)) onCheck(row.entry)
          }}
          renderRow={renderRow}
          rowLook={rowLook}
          reveal={key}
        />
      )}
    </div>
  )
}

function rowLook(row: EditRow): { className?: string } {
  return { className: `edit-row edit-row-${row.kind}` }
}

function canCheck({ origin }: TimelineEntry): boolean {
  return origin !== 'seed'
}

function Edit(props: {
  readonly row: Extract<EditRow, { kind: 'edit' }>
  readonly isChecked: boolean
  readonly onCheck: (entry: TimelineEntry) => void
}): ReactElement {
  const { row, isChecked, onCheck } = props
  const { entry } = row
  const { node, text, kind } = editWords(entry)
  const name = authorName(entry)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a native box takes the focus, which the grid has. */}
      <button
        type="button"
        role="checkbox"
        tabIndex={-1}
        className="edit-check check-box"
        aria-checked={isChecked}
        aria-label={historyWords.history.check(`${node} ${text}`)}
        disabled={!canCheck(entry)}
        onClick={event => {
          event.stopPropagation()
          onCheck(entry)
        }}
      >
        {isChecked && <Check className="icon" aria-hidden />}
      </button>
      {entry.author === null ? (
        <span className="initial edit-nobody" role="img" aria-label={name} title={name} />
      ) : (
        <Initial name={entry.author.name} color={entry.author.color} />
      )}
      <ChangeIcon kind={kind} label={words.waiting.kinds[kind]} />
      <span className="ellipsis grow">
        {node} <span className="second">{text}</span>
      </span>
      <span className="meta">{words.time(entry.time)}</span>
    </>
  )
}
