/** Branches, remote branches and tags: Enter switches, F2 renames, Delete deletes; a branch that is a reality says so. */
import { GitBranch, Globe, Plus, Tag } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { OpenRepoState, RepoRefs } from '../../../shared/contract/repo-data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { type GitDoing, gitPairPath } from '../../commands/git-view.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { repoWords } from '../../text/repo.ts'
import { IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/overlay.tsx'
import { TreeGrid } from '../../ui/tree-grid.tsx'
import type { RowSelection } from '../../ui/tree-selection.ts'
import { useRefs } from '../git-operations/index.ts'
import { showRefHistory } from './git-actions.ts'
import { ListFocus } from './list-focus.tsx'
import { type RefRow, refRows } from './ref-rows.ts'

const words = repoWords.branches

export function Branches({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const { shell } = useApp()
  const { refs, fault } = useRefs()
  const isEmpty = refs === null || refs.branches.length === 0
  // Both stand at a commit.
  const isUnborn = repo.head.hash === null
  return (
    <>
      <div className="git-bar">
        <span className="grow" />
        <IconButton
          icon={<Plus className="icon icon-small" aria-hidden />}
          label={words.newBranch}
          isDisabled={isUnborn}
          onPress={() => openDialog(shell, { kind: 'git-branch', at: null })}
        />
        <IconButton
          icon={<Tag className="icon icon-small" aria-hidden />}
          label={words.newTag}
          isDisabled={isUnborn}
          onPress={() => openDialog(shell, { kind: 'git-tag', at: null })}
        />
      </div>
      {refs === null && fault !== null ? (
        <Empty>{repoWords.failed(fault)}</Empty>
      ) : refs === null ? (
        <Skeleton label={repoWords.loading} widths={[50, 60, 40]} />
      ) : refs.branches.length === 0 ? (
        <Empty>{words.none}</Empty>
      ) : (
        <Refs repo={repo} refs={refs} />
      )}
      {refs !== null && <ListFocus />}
      {!isEmpty && (
        <p className="git-keys meta">
          <Kbd keys="Enter" /> {words.keys.switch} <Kbd keys="F2" /> {words.keys.rename} <Kbd keys="Delete" />{' '}
          {words.keys.remove}
        </p>
      )}
    </>
  )
}

function Refs({ repo, refs }: { readonly repo: OpenRepoState; readonly refs: RepoRefs }): ReactElement {
  const { shell } = useApp()
  const graph = useHost(view => view.graph)
  const [folded, setFolded] = useState<readonly string[]>([])
  const [selection, setSelection] = useState<RowSelection>({ keys: [], anchor: null })
  const [menu, setMenu] = useState<{ row: RefRow; at: { x: number; y: number } } | null>(null)
  const rows = useMemo(() => refRows(refs, folded, groupNames), [refs, folded])
  const realityName = useCallback(
    (id: string | null) => graph?.realities.find(each => each.id === id)?.name ?? null,
    [graph],
  )
  const renderRow = useCallback((row: RefRow) => <RefRowView row={row} realityName={realityName} />, [realityName])
  useNeighbour(rows, selection, setSelection)
  const ask = (doing: GitDoing) => openDialog(shell, { kind: 'git-preview', doing })

  function toggle({ key }: RefRow): void {
    setFolded(folded.includes(key) ? folded.filter(each => each !== key) : [...folded, key])
  }

  function open(row: RefRow): void {
    if (row.kind === 'group') toggle(row)
    else if (row.kind !== 'branch') ask({ kind: 'switch', name: row.name, detach: true })
    else if (!row.branch.isCurrent) ask({ kind: 'switch', name: row.name, detach: false })
  }

  function remove(row: RefRow): void {
    if (row.kind === 'branch' && !row.branch.isCurrent) ask({ kind: 'deleteBranch', name: row.name, force: false })
    if (row.kind === 'tag') ask({ kind: 'deleteTag', name: row.name })
  }

  function onKey(event: KeyboardEvent): boolean {
    const row = rows.find(({ key }) => key === selection.keys.at(-1))
    if (row === undefined) return false
    if (event.key === 'Delete') remove(row)
    else if (event.key === 'F2' && row.kind === 'branch')
      openDialog(shell, { kind: 'git-rename-branch', name: row.name })
    else return false
    return true
  }

  function entriesOf(row: RefRow): MenuEntry[] {
    if (row.kind === 'group') return []
    const current = repo.head.kind === 'branch' ? repo.head.name : null
    const isCurrent = row.kind === 'branch' && row.branch.isCurrent
    const item = (id: string, label: string, run: () => void, isDisabled = false): MenuEntry => ({
      kind: 'item',
      id,
      label,
      run,
      isDisabled,
    })
    return [
      item('switch', words.switch, () => open(row), isCurrent),
      item(
        'merge',
        current === null ? words.mergeHere : words.merge(current),
        () => ask({ kind: 'merge', revision: row.name }),
        isCurrent,
      ),
      item('history', words.history, () => showRefHistory({ shell }, row.name)),
      item('compare', words.compare, () =>
        isCurrent
          ? openDialog(shell, { kind: 'git-compare', revision: row.name })
          : openTab(
              shell,
              'git-compare',
              gitPairPath({
                old: { kind: 'revision', revision: 'HEAD' },
                new: { kind: 'revision', revision: row.name },
              }),
            ),
      ),
      { kind: 'separator', id: 'line' },
      item('branch', repoWords.act.branch, () => openDialog(shell, { kind: 'git-branch', at: row.name })),
      item('tag', repoWords.act.tag, () => openDialog(shell, { kind: 'git-tag', at: row.name })),
      item(
        'rename',
        words.rename,
        () => openDialog(shell, { kind: 'git-rename-branch', name: row.name }),
        row.kind !== 'branch',
      ),
      item('remove', words.remove, () => remove(row), isCurrent || row.kind === 'remote'),
    ]
  }

  return (
    <>
      <TreeGrid
        label={words.label}
        scope="git-branches"
        rows={rows}
        isMultiple={false}
        selection={selection}
        onSelect={setSelection}
        onToggle={toggle}
        onOpen={open}
        onMenu={(row, at) => row.kind !== 'group' && setMenu({ row, at })}
        onKey={onKey}
        renderRow={renderRow}
      />
      {menu !== null && (
        <ContextMenu label={menu.row.text} at={menu.at} onClose={() => setMenu(null)} entries={entriesOf(menu.row)} />
      )}
    </>
  )
}

/** Where what was chosen is renamed or deleted, what stands in its place is chosen. */
function useNeighbour(
  rows: readonly RefRow[],
  { keys }: RowSelection,
  choose: (selection: RowSelection) => void,
): void {
  const key = keys.at(-1) ?? null
  const last = useRef(0)
  useEffect(() => {
    if (key === null) return
    const index = rows.findIndex(row => row.key === key)
    if (index >= 0) {
      last.current = index
      return
    }
    const next = rows[Math.min(last.current, rows.length - 1)]
    if (next !== undefined) choose({ keys: [next.key], anchor: next.key })
  }, [rows, key, choose])
}

const groupNames = { branches: words.label, remotes: words.remotes, tags: words.tags }

const icons = {
  branch: <GitBranch className="icon icon-small second" aria-hidden />,
  remote: <Globe className="icon icon-small second" aria-hidden />,
  tag: <Tag className="icon icon-small second" aria-hidden />,
} as const

function RefRowView(props: {
  readonly row: RefRow
  readonly realityName: (id: string | null) => string | null
}): ReactElement {
  const { row, realityName } = props
  if (row.kind === 'group') return <span className="panel-title">{row.text}</span>
  if (row.kind !== 'branch') {
    return (
      <>
        {icons[row.kind]}
        <span className="ellipsis grow" title={row.name}>
          {row.name}
        </span>
        <span className="meta mono">{row.hash.slice(0, 7)}</span>
      </>
    )
  }
  const { isCurrent, ahead, behind, reality } = row.branch
  const name = realityName(reality)
  return (
    <>
      {icons.branch}
      <span className={`ellipsis ${isCurrent ? 'panel-title' : ''}`} title={row.name}>
        {row.name}
      </span>
      {reality !== null && <span className="git-badge">{name === null ? words.reality : words.realityOf(name)}</span>}
      <span className="meta ellipsis grow">{isCurrent ? words.current : ''}</span>
      {ahead > 0 && <span className="meta">↑{ahead}</span>}
      {behind > 0 && <span className="meta">↓{behind}</span>}
    </>
  )
}
