/** The history of the repository: filters, commits with their graph, and the chosen commit. */
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useMemo, useState } from 'react'
import type { OpenRepoState, RepoRefs } from '../../../shared/contract/repo-data.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { canRun, runCommand } from '../../commands/command.ts'
import { repoWords } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { useOpenRepo, useRefs } from '../git-operations/index.ts'
import { CommitDetails } from './commit-details.tsx'
import { CommitRowView, type RefBadge, refBadges } from './commit-row.tsx'
import { commitMenu } from './log-commands.ts'
import { LogFilters } from './log-filters.tsx'
import { logQuery } from './log-query.ts'
import { setLog } from './log-view.ts'
import { type CommitRow, type LoadedLog, type Log, useLog } from './use-log.ts'
import './git-log.css'

const words = repoWords.log

export function GitLogTab(): ReactElement {
  const repo = useOpenRepo()
  const { refs } = useRefs()
  return repo === null ? <Skeleton label={words.loading} widths={[60, 40, 70]} /> : <Opened repo={repo} refs={refs} />
}

function Opened({ repo, refs }: { readonly repo: OpenRepoState; readonly refs: RepoRefs | null }): ReactElement {
  const view = useShell(state => state.git.log)
  const query = useMemo(() => logQuery(view), [view])
  const log = useLog(query, repo.refsVersion)
  const selected = view.selected.at(-1) ?? null
  return (
    <div className="git-log">
      <LogFilters view={view} />
      <div className="git-log-body">
        <div className="git-log-list">
          <Commits repo={repo} refs={refs} log={log} />
          {log.loaded !== null && log.loaded.rows.length > 0 && (
            <p className="git-log-count meta" role="status">
              {log.loaded.isOver ? words.end(log.loaded.rows.length) : words.so(log.loaded.rows.length)}
            </p>
          )}
        </div>
        <section className="git-log-side" aria-label={words.details}>
          {selected === null ? (
            <Empty>{words.choose}</Empty>
          ) : (
            <CommitDetails key={selected} hash={selected} others={view.selected.length - 1} />
          )}
        </section>
      </div>
    </div>
  )
}

function Commits(props: {
  readonly repo: OpenRepoState
  readonly refs: RepoRefs | null
  readonly log: Log
}): ReactElement {
  const { repo, refs, log } = props
  const { loaded, fault, more } = log
  if (fault !== null && loaded === null) {
    return <Empty action={<Button onPress={more}>{repoWords.again}</Button>}>{repoWords.failed(fault)}</Empty>
  }
  if (loaded === null) return <Skeleton label={words.loading} widths={[60, 40, 70, 55, 65]} />
  if (loaded.rows.length === 0) return <Empty>{repo.head.hash === null ? words.empty : words.none}</Empty>
  return <CommitGrid repo={repo} refs={refs} loaded={loaded} more={more} />
}

function CommitGrid(props: {
  readonly repo: OpenRepoState
  readonly refs: RepoRefs | null
  readonly loaded: LoadedLog
  readonly more: () => void
}): ReactElement {
  const { repo, refs, loaded, more } = props
  const { shell, commands, context } = useApp()
  const selected = useShell(state => state.git.log.selected)
  const [menu, setMenu] = useState<{ row: CommitRow; at: { x: number; y: number } } | null>(null)
  const badges = useMemo(() => refBadges(repo, refs), [repo, refs])
  const { rows, lanes } = loaded
  const here = repo.head.hash
  const renderRow = useCallback(
    (row: CommitRow) => (
      <CommitRowView row={row} lanes={lanes} badges={badges.get(row.key) ?? noBadges} isHere={row.key === here} />
    ),
    [lanes, badges, here],
  )
  const reveal = useReveal(loaded, more)

  function onKey(event: KeyboardEvent): boolean {
    const isMod = event.ctrlKey || event.metaKey
    if (!isMod || event.key.toLowerCase() !== 'c') return false
    run('gitLog.copyHash')
    return true
  }

  function run(id: string): void {
    const one = commands.find(each => each.id === id)
    if (one !== undefined) runCommand(one, context())
  }

  const entries: MenuEntry[] = commitMenu.map(id => {
    const one = commands.find(each => each.id === id)
    if (one === undefined) return { kind: 'separator', id }
    const isDisabled = !canRun(one, context())
    return { kind: 'item', id, label: one.title, keys: one.keys, isDisabled, run: () => runCommand(one, context()) }
  })

  return (
    <>
      <TreeGrid
        label={words.commits}
        scope="git-log"
        rows={rows}
        selection={{ keys: selected, anchor: selected[0] ?? null }}
        onSelect={({ keys }) => setLog(shell, { selected: keys })}
        onToggle={() => {}}
        onOpen={() => document.querySelector<HTMLElement>('.git-log-side [role="treegrid"]')?.focus()}
        onMenu={(row, at) => setMenu({ row, at })}
        onKey={onKey}
        onNearEnd={more}
        reveal={reveal}
        renderRow={renderRow}
      />
      {menu !== null && (
        <ContextMenu label={menu.row.text} at={menu.at} onClose={() => setMenu(null)} entries={entries} />
      )}
    </>
  )
}

const noBadges: readonly RefBadge[] = []

/** A commit that was asked for: pages are fetched until it is there. */
function useReveal({ rows, isOver }: LoadedLog, more: () => void): string | null {
  const { shell } = useApp()
  const wanted = useShell(state => state.git.log.reveal)
  const isThere = useMemo(() => wanted !== null && rows.some(({ key }) => key === wanted), [rows, wanted])
  useEffect(() => {
    if (wanted === null) return
    if (!isThere && !isOver) more()
    else requestAnimationFrame(() => setLog(shell, { reveal: null }))
  }, [shell, wanted, isThere, isOver, more])
  return isThere ? wanted : null
}
