/** What changed, in groups, and the commit above it. Space stages and unstages, Delete discards, Enter shows the lines. */
import { ListMinus, ListPlus } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useCallback, useMemo, useState } from 'react'
import type { OpenRepoState } from '../../../shared/contract/repo-data.ts'
import { useApp, useShell } from '../../commands/app-context.tsx'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { repoWords as words } from '../../text/repo.ts'
import { settleWords } from '../../text/repo-settle.ts'
import { IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty } from '../../ui/layout.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import { isScenePath, kindOfPath, projectPath, signOfStatus, splitPath, tryIt } from '../git-operations/index.ts'
import { ChangeIcon, FileIcon } from '../node-icon/index.ts'
import { branchName } from './branch-head.tsx'
import { type ChangeRow, changeRows, chosenPaths } from './change-rows.ts'
import { CommitBox } from './commit-box.tsx'
import { discardSelected, openChange, setGit, showFileHistory, toggleSelected } from './git-actions.ts'
import { ListFocus } from './list-focus.tsx'

export function Changes({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const parts = useApp()
  const { shell } = parts
  const selection = useShell(state => state.git.selection)
  const folded = useShell(state => state.git.folded)
  const [menu, setMenu] = useState<{ row: ChangeRow; at: { x: number; y: number } } | null>(null)
  const rows = useMemo(() => changeRows(repo.entries, folded, words.groups), [repo.entries, folded])
  const hasStaged = repo.entries.some(({ staged }) => staged)
  const hasOpen = repo.entries.some(({ staged }) => !staged)
  const renderRow = useCallback((row: ChangeRow) => <ChangeRowView row={row} />, [])

  function toggle({ key }: ChangeRow): void {
    setGit(shell, { folded: folded.includes(key) ? folded.filter(each => each !== key) : [...folded, key] })
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key !== ' ' || event.ctrlKey || event.metaKey) return false
    void toggleSelected(parts)
    return true
  }

  return (
    <>
      <CommitBox repo={repo} />
      <div className="git-bar">
        <span className="meta grow">{words.many(repo.changes, 'change')}</span>
        <IconButton
          icon={<ListPlus className="icon icon-small" aria-hidden />}
          label={words.changes.stageAll}
          isDisabled={!hasOpen}
          onPress={() => void tryIt(parts, { kind: 'stageAll' })}
        />
        <IconButton
          icon={<ListMinus className="icon icon-small" aria-hidden />}
          label={words.changes.unstageAll}
          isDisabled={!hasStaged}
          onPress={() => void tryIt(parts, { kind: 'unstageAll' })}
        />
      </div>
      {rows.length === 0 ? (
        <Empty>{repo.head.hash === null ? words.changes.cleanFirst : words.changes.clean(lastCommit(repo))}</Empty>
      ) : (
        <TreeGrid
          label={words.changes.label}
          scope="git-changes"
          rows={rows}
          selection={selection}
          onSelect={next => setGit(shell, { selection: next })}
          onToggle={toggle}
          onOpen={row => (row.kind === 'group' ? toggle(row) : openChange(parts, row.entry))}
          onMenu={(row, at) => setMenu({ row, at })}
          onKey={onKey}
          renderRow={renderRow}
        />
      )}
      <ListFocus />
      {repo.changes > repo.entries.length && (
        <p className="git-why meta">{words.changes.more(repo.changes - repo.entries.length)}</p>
      )}
      {rows.length > 0 && (
        <p className="git-keys meta">
          <Kbd keys="Space" /> {words.changes.keys.stage} <Kbd keys="Delete" /> {words.changes.keys.discard}{' '}
          <Kbd keys="Enter" /> {words.changes.keys.open}
        </p>
      )}
      {menu !== null && (
        <ContextMenu label={menu.row.text} at={menu.at} onClose={() => setMenu(null)} entries={entriesOf(menu.row)} />
      )}
    </>
  )

  function entriesOf(row: ChangeRow): MenuEntry[] {
    const { met, staged, changed } = chosenPaths(repo.entries, selection.keys)
    const open = [...met, ...changed]
    const item = (id: string, label: string, run: () => void, isDisabled = false, keys?: string): MenuEntry => ({
      kind: 'item',
      id,
      label,
      run,
      isDisabled,
      keys,
    })
    const acts = [
      item('stage', words.changes.stage, () => void tryIt(parts, { kind: 'stage', paths: open }), open.length === 0),
      item(
        'unstage',
        words.changes.unstage,
        () => void tryIt(parts, { kind: 'unstage', paths: staged }),
        staged.length === 0,
      ),
      ...(met.length === 0
        ? []
        : [item('settle', settleWords.settle, () => openDialog(shell, { kind: 'git-settle', paths: met }))]),
      item('discard', words.changes.discard, () => discardSelected(parts), open.length === 0, 'Delete'),
      item('stash', words.changes.stash, () =>
        openDialog(shell, { kind: 'git-stash', paths: [...new Set([...open, ...staged])] }),
      ),
    ]
    if (row.kind === 'group') return acts
    const { path, status } = row.entry
    const inProject = projectPath(path, repo.prefix)
    return [
      item('open', words.changes.open, () => openChange(parts, row.entry), false, 'Enter'),
      item(
        'file',
        words.changes.openFile,
        () => inProject !== null && openTab(shell, isScenePath(inProject) ? 'scene' : 'text', inProject),
        inProject === null || status === 'deleted',
      ),
      item('history', words.changes.history, () => showFileHistory(parts, path), status === 'untracked'),
      { kind: 'separator', id: 'line' },
      ...acts,
    ]
  }
}

function lastCommit(repo: OpenRepoState): string {
  return `${repo.head.hash?.slice(0, 7) ?? ''} on ${branchName(repo)}`
}

function ChangeRowView({ row }: { readonly row: ChangeRow }): ReactElement {
  if (row.kind === 'group') {
    return (
      <>
        <span className="panel-title">{row.text}</span>
        <span className="count">{row.count.toLocaleString('en')}</span>
      </>
    )
  }
  const { path, status, from } = row.entry
  const { name, folder } = splitPath(path)
  return (
    <>
      {status === 'conflicted' ? (
        <span className="git-met-disc" role="img" aria-label={words.changes.signs.conflicted} />
      ) : (
        <ChangeIcon kind={signOfStatus(status)} label={words.changes.signs[status]} />
      )}
      <FileIcon kind={kindOfPath(path)} path={path} />
      <span className="git-file-name" data-status={status} title={path}>
        {name}
      </span>
      <span className="meta ellipsis grow">{from === undefined ? folder : words.changes.from(from)}</span>
    </>
  )
}
