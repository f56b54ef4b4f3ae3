/** Find nodes over all scenes: a query that completes, hits by scene, and from there to changing all of them. */
import { type ReactElement, useRef, useState } from 'react'
import { QUERY_HITS } from '../../../shared/limits.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { type Command, command } from '../../commands/command.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { searchWords } from '../../text/search.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { QueryField } from './query-field.tsx'
import { Results } from './results.tsx'
import { useFind } from './use-find.ts'
import './find.css'

export const findCommands: readonly Command[] = [
  command({
    id: 'find.open',
    title: searchWords.find.command,
    keys: 'Mod+Shift+F',
    when: ({ app }) => app.host.getState().app?.workspace != null,
    run: ({ shell }) => {
      openTab(shell, 'find')
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.find .query-input')?.select())
    },
  }),
]

const page = 500

export function Find(): ReactElement {
  const { shell } = useApp()
  const query = useShell(state => state.query)
  // Another query begins at its first page.
  const [shown, setShown] = useState({ query, limit: page })
  const limit = shown.query === query ? shown.limit : page
  const found = useFind(query, limit)
  const list = useRef<HTMLDivElement>(null)
  const setQuery = (next: string) => shell.setState({ query: next })
  const isAsked = query.trim() !== ''
  const hits = isAsked ? (found?.hits ?? []) : []
  const fault = isAsked ? (found?.fault ?? null) : null
  return (
    <div className="find" data-scope="find">
      <div className="find-head">
        <QueryField
          label={searchWords.find.label}
          placeholder={searchWords.find.placeholder}
          value={query}
          onChange={setQuery}
          onLeave={() => list.current?.focus()}
          fault={fault}
          autoFocus
        />
        <Button isDisabled={hits.length === 0} onPress={() => openDialog(shell, { kind: 'batch', query })}>
          {searchWords.find.editAll}
        </Button>
      </div>
      <p className="find-status meta" role="status">
        {isAsked && found !== null && fault === null && searchWords.find.found(found.total, found.scenes, found.ms)}
        {found?.isReady === false && ` · ${searchWords.find.reading}`}
      </p>
      {!isAsked ? (
        <Examples onPick={setQuery} />
      ) : found === null ? (
        <Skeleton label={searchWords.find.reading} widths={[35, 60, 50, 70, 45]} />
      ) : hits.length === 0 ? (
        // What is wrong stands below the field.
        <div className="find-none">{fault === null && <Empty>{searchWords.find.none}</Empty>}</div>
      ) : (
        <>
          <Results hits={hits} listRef={list} />
          {found.next !== null && limit < QUERY_HITS && (
            <div className="find-more">
              <Button kind="text" onPress={() => setShown({ query, limit: Math.min(QUERY_HITS, limit + page) })}>
                {searchWords.find.more(Math.min(page, found.total - hits.length))}
              </Button>
            </div>
          )}
        </>
      )}
      <div className="palette-foot meta">
        <span>
          <Kbd keys="Tab" /> {searchWords.find.keys.complete}
        </span>
        <span>
          <Kbd keys="ArrowDown" /> {searchWords.find.keys.results}
        </span>
        <span className="grow">
          <Kbd keys="Enter" /> {searchWords.find.keys.open}
        </span>
      </div>
    </div>
  )
}

function Examples({ onPick }: { readonly onPick: (query: string) => void }): ReactElement {
  return (
    <div className="find-begin">
      <p className="second">{searchWords.find.begin}</p>
      <ul>
        {searchWords.find.examples.map(([query = '', text = '']) => (
          <li key={query}>
            <button type="button" className="find-example" onClick={() => onPick(query)}>
              <span className="mono">{query}</span>
              <span className="meta">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
