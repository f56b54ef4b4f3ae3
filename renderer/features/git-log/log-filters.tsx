/** What the history is searched for: words of messages, an author, a path, days, one branch or all. */
import { ChevronDown, FilterX } from 'lucide-react'
import type { ReactElement } from 'react'
import { useApp } from '../../commands/app-context.tsx'
import { initialGitView, type LogView } from '../../commands/git-view.ts'
import { openDialog } from '../../commands/shell-store.ts'
import { repoWords } from '../../text/repo.ts'
import { IconButton } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { isFiltered, logQuery } from './log-query.ts'
import { setLog } from './log-view.ts'

const words = repoWords.log

export function LogFilters({ view }: { readonly view: LogView }): ReactElement {
  const { shell } = useApp()
  const set = (change: Partial<LogView>) => setLog(shell, { ...change, selected: [], reveal: null })
  const branch = view.from === '' ? (view.isAll ? words.all : words.head) : view.from
  const isNarrowed = isFiltered(logQuery(view)) || view.from !== '' || !view.isAll
  return (
    <search className="git-log-filters">
      <div className="git-log-text">
        <SearchInput
          label={words.text}
          placeholder={words.textPlaceholder}
          value={view.text}
          onChange={text => set({ text })}
        />
      </div>
      <div className="git-log-branch">
        <button
          type="button"
          className="field field-button"
          aria-label={words.branchIs(branch)}
          aria-haspopup="dialog"
          title={branch}
          onClick={() => openDialog(shell, { kind: 'git-log-branch' })}
        >
          <span className="grow ellipsis">{branch}</span>
          <ChevronDown className="icon icon-small second" aria-hidden />
        </button>
      </div>
      <Field label={words.author} placeholder={words.author} value={view.author} onChange={author => set({ author })} />
      <Field
        label={words.path}
        placeholder={words.pathPlaceholder}
        value={view.path}
        onChange={path => set({ path })}
      />
      <Day label={words.since} mark={words.since} value={view.since} onChange={since => set({ since })} />
      <Day label={words.until} mark="–" value={view.until} onChange={until => set({ until })} />
      <IconButton
        icon={<FilterX className="icon icon-small" aria-hidden />}
        label={words.clear}
        isDisabled={!isNarrowed}
        onPress={() => set(initialGitView.log)}
      />
    </search>
  )
}

function Field(props: {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactElement {
  const { label, placeholder, value, onChange } = props
  return (
    <input
      className="field git-log-field"
      data-ui
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={500}
      spellCheck={false}
      autoComplete="off"
      onChange={event => onChange(event.target.value)}
    />
  )
}

function Day(props: {
  readonly label: string
  readonly mark: string
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactElement {
  const { label, mark, value, onChange } = props
  return (
    <label className="git-log-day">
      <span className="meta">{mark}</span>
      <input
        type="date"
        className="field"
        data-ui
        data-empty={value === '' || undefined}
        aria-label={label}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  )
}
