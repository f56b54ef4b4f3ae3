/** Search and replace in all files: a query, lines by file as they are found, and what replacing would make of them. */
import { CaseSensitive, ChevronRight, Regex, WholeWord } from 'lucide-react'
import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import type { TextQueryInput } from '../../../shared/contract/text-search.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { openTab, type TextSearchWish } from '../../commands/shell-store.ts'
import { textSearchWords as text } from '../../text/text-search.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { TextResults } from './text-results.tsx'
import { useReplace } from './use-replace.ts'
import { type TextFoundSoFar, useTextSearch } from './use-text-search.ts'
import './text-search.css'

const toField = (name: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>(`.text-search input[name="${name}"]`)?.select())

export const textSearchCommands: readonly Command[] = [
  command({
    id: 'textSearch.open',
    title: text.command,
    keys: 'Alt+S',
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: ({ shell }) => {
      openTab(shell, 'text-search')
      toField('text')
    },
  }),
  command({
    id: 'textSearch.replace',
    title: text.commandReplace,
    keys: 'Mod+Shift+H',
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: ({ shell }) => {
      openTab(shell, 'text-search')
      shell.setState(({ textSearch }) => ({ textSearch: { ...textSearch, isReplacing: true } }))
      toField('by')
    },
  }),
]

export function TextSearch(): ReactElement {
  const { shell } = useApp()
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLDivElement>(null)
  const wish = useShell(state => state.textSearch)
  const query = queryOf(wish)
  const found = useTextSearch(query)
  const replace = useReplace()
  const set = (change: Partial<TextSearchWish>) => {
    if (change.text !== undefined) setLeftOut(new Set())
    shell.setState(({ textSearch }) => ({ textSearch: { ...textSearch, ...change } }))
  }
  const taken = (found?.files ?? []).filter(({ path }) => !leftOut.has(path))
  const lines = taken.reduce((sum, file) => sum + file.lines.length, 0)
  const toResults = (key: string) => key === 'ArrowDown' && list.current?.focus()
  return (
    <div className="text-search" data-scope="text-search">
      <div className="text-search-head">
        <button
          type="button"
          className="icon-button"
          aria-label={text.showReplace}
          aria-expanded={wish.isReplacing}
          onClick={() => set({ isReplacing: !wish.isReplacing })}
        >
          <ChevronRight className="chevron" data-open={wish.isReplacing || undefined} aria-hidden />
        </button>
        <div className="text-search-fields">
          <div className="text-search-line">
            <Field
              name="text"
              label={text.text}
              value={wish.text}
              onChange={value => set({ text: value })}
              onKey={toResults}
              autoFocus
            />
            <Toggle label={text.isCase} isOn={wish.isCase} onToggle={isCase => set({ isCase })}>
              <CaseSensitive className="icon" aria-hidden />
            </Toggle>
            <Toggle label={text.isWord} isOn={wish.isWord} onToggle={isWord => set({ isWord })}>
              <WholeWord className="icon" aria-hidden />
            </Toggle>
            <Toggle label={text.isRegex} isOn={wish.isRegex} onToggle={isRegex => set({ isRegex })}>
              <Regex className="icon" aria-hidden />
            </Toggle>
          </div>
          {wish.isReplacing && (
            <div className="text-search-line">
              <Field name="by" label={text.by} value={wish.by} onChange={by => set({ by })} onKey={toResults} />
              <Button
                kind="primary"
                isDisabled={query === null || lines === 0 || found?.isOver !== true || replace.isRunning}
                onPress={() =>
                  query !== null && replace.run({ query, by: wish.by, paths: taken.map(({ path }) => path) })
                }
              >
                {text.replaceAll(lines, taken.length)}
              </Button>
            </div>
          )}
          <div className="text-search-line">
            <Field
              name="globs"
              label={text.globs}
              placeholder={text.globsPlaceholder}
              value={wish.globs}
              onChange={globs => set({ globs })}
              onKey={toResults}
            />
          </div>
        </div>
      </div>
      <p className="text-search-status meta" role="status">
        {query !== null && found !== null && <Status found={found} />}
      </p>
      <Found found={query === null ? null : found} isAsked={query !== null}>
        {files => (
          <TextResults
            files={files}
            listRef={list}
            replacing={wish.isReplacing && query !== null ? { query, by: wish.by, leftOut, setLeftOut } : null}
          />
        )}
      </Found>
      <div className="palette-foot meta">
        <span>
          <Kbd keys="ArrowDown" /> {text.keys.results}
        </span>
        {wish.isReplacing && (
          <span>
            <Kbd keys="Space" /> {text.keys.leave}
          </span>
        )}
        <span className="grow">
          <Kbd keys="Enter" /> {text.keys.open}
        </span>
      </div>
    </div>
  )
}

/** Null where there is nothing to ask. */
function queryOf({ text: wanted, isCase, isWord, isRegex, globs }: TextSearchWish): TextQueryInput | null {
  if (wanted === '') return null
  const list = globs.split(/[,\s]+/).filter(glob => glob !== '')
  return { text: wanted, isRegex, isWord, caseSensitive: isCase ? true : 'smart', globs: list }
}

function Field(props: {
  readonly name: string
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onKey: (key: string) => void
  readonly autoFocus?: boolean
}): ReactElement {
  const { name, label, placeholder = label, value, onChange, onKey, autoFocus = false } = props
  return (
    <input
      name={name}
      className="field"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      spellCheck={false}
      autoComplete="off"
      // biome-ignore lint/a11y/noAutofocus: the tab was opened to type into it.
      autoFocus={autoFocus}
      onChange={event => onChange(event.target.value)}
      onKeyDown={event => onKey(event.key)}
    />
  )
}

function Toggle(props: {
  readonly label: string
  readonly isOn: boolean
  readonly onToggle: (isOn: boolean) => void
  readonly children: ReactNode
}): ReactElement {
  const { label, isOn, onToggle, children } = props
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      data-selected={isOn || undefined}
      onClick={() => onToggle(!isOn)}
    >
      {children}
    </button>
  )
}

function Status({ found }: { readonly found: TextFoundSoFar }): ReactElement {
  if (found.fault !== null) return <span className="text-search-fault">{found.fault}</span>
  return (
    <>
      {text.found(found.lines, found.files.length, found.ms)}
      {found.isCut && ` · ${text.cut}`}
      {!found.isOver && ` · ${text.searching}…`}
    </>
  )
}

function Found(props: {
  readonly found: TextFoundSoFar | null
  readonly isAsked: boolean
  readonly children: (files: TextFoundSoFar['files']) => ReactElement
}): ReactElement {
  const { found, isAsked, children } = props
  if (!isAsked) return <Empty>{text.begin}</Empty>
  if (found === null) return <Skeleton label={text.searching} widths={[35, 60, 50, 70, 45]} />
  if (found.files.length > 0) return children(found.files)
  return found.isOver && found.fault === null ? <Empty>{text.none}</Empty> : <div className="grow" />
}
