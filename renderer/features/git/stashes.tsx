/** Changes that were put aside: apply, pop, drop, and which files each holds. */
import { Archive, Ellipsis, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useCallback, useMemo, useState } from 'react'
import type { OpenRepoState, RepoFileChange, RepoSide, RepoStash } from '../../../shared/contract/repo-data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { type GitDoing, gitPairPath } from '../../commands/git-view.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import type { ApiClient } from '../../session/host-link.ts'
import { shownValue } from '../../session/use-call.ts'
import { repoWords } from '../../text/repo.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, PanelHead } from '../../ui/layout.tsx'
import { ContextMenu, MenuButton, type MenuEntry } from '../../ui/overlay.tsx'
import { TreeGrid, type TreeRow } from '../../ui/tree-grid.tsx'
import { CallProgress } from '../call-progress/index.ts'
import { FileList, useNow, useRepoCall } from '../git-operations/index.ts'
import { ListFocus } from './list-focus.tsx'

const words = repoWords.stashes

type StashRow = TreeRow & { readonly stash: RepoStash }

export function Stashes({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const { app, shell } = useApp()
  const call = useRepoCall(signal => app.api.repo.stashes(undefined, { signal }), repo.refsVersion)
  const stashes = shownValue(call.state)
  return (
    <>
      <div className="git-bar">
        <Button onPress={() => openDialog(shell, { kind: 'git-stash', paths: [] })} isDisabled={repo.changes === 0}>
          <Plus className="icon icon-small" aria-hidden /> {words.push}
        </Button>
      </div>
      <CallProgress call={call} label={repoWords.loading} />
      {stashes !== null && (stashes.length === 0 ? <Empty>{words.none}</Empty> : <StashList stashes={stashes} />)}
      {stashes !== null && <ListFocus />}
    </>
  )
}

function StashList({ stashes }: { readonly stashes: readonly RepoStash[] }): ReactElement {
  const { shell } = useApp()
  const [selected, setSelected] = useState<string | null>(null)
  const [menu, setMenu] = useState<{ row: StashRow; at: { x: number; y: number } } | null>(null)
  const rows = useMemo(
    () =>
      stashes.map(
        (stash, i): StashRow => ({
          key: stash.hash,
          stash,
          level: 1,
          isExpandable: false,
          isExpanded: false,
          position: i + 1,
          siblings: stashes.length,
          text: stash.message,
        }),
      ),
    [stashes],
  )
  const current = rows.find(({ key }) => key === selected) ?? rows[0]
  const renderRow = useCallback((row: StashRow) => <StashRowView stash={row.stash} />, [])
  const ask = (doing: GitDoing) => openDialog(shell, { kind: 'git-preview', doing })

  function entriesOf({ index }: RepoStash): MenuEntry[] {
    const item = (id: string, label: string, doing: GitDoing): MenuEntry => ({
      kind: 'item',
      id,
      label,
      run: () => ask(doing),
    })
    return [
      item('apply', words.apply, { kind: 'stashApply', index, staged: false }),
      item('pop', words.pop, { kind: 'stashPop', index, staged: false }),
      item('pop-staged', `${words.pop}: ${words.staged.toLowerCase()}`, { kind: 'stashPop', index, staged: true }),
      { kind: 'separator', id: 'line' },
      item('drop', words.drop, { kind: 'stashDrop', index }),
    ]
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key !== 'Delete' || current === undefined) return false
    ask({ kind: 'stashDrop', index: current.stash.index })
    return true
  }

  return (
    <>
      <TreeGrid
        label={words.label}
        scope="git-stashes"
        rows={rows}
        isMultiple={false}
        selection={{ keys: current === undefined ? [] : [current.key], anchor: null }}
        onSelect={({ keys }) => setSelected(keys.at(-1) ?? null)}
        onToggle={() => {}}
        onOpen={({ stash }) => ask({ kind: 'stashPop', index: stash.index, staged: false })}
        onMenu={(row, at) => setMenu({ row, at })}
        onKey={onKey}
        renderRow={renderRow}
      />
      {current !== undefined && (
        <section className="git-stash-files" aria-label={words.files}>
          <PanelHead title={words.files}>
            <Button kind="text" onPress={() => ask({ kind: 'stashApply', index: current.stash.index, staged: false })}>
              {words.apply}
            </Button>
            <Button kind="text" onPress={() => ask({ kind: 'stashPop', index: current.stash.index, staged: false })}>
              {words.pop}
            </Button>
            <MenuButton
              label={repoWords.more}
              button={<Ellipsis className="icon icon-small" aria-hidden />}
              entries={entriesOf(current.stash)}
            />
          </PanelHead>
          <StashFiles key={current.key} stash={current.stash} />
        </section>
      )}
      {menu !== null && (
        <ContextMenu
          label={menu.row.text}
          at={menu.at}
          onClose={() => setMenu(null)}
          entries={entriesOf(menu.row.stash)}
        />
      )}
    </>
  )
}

function StashRowView({ stash }: { readonly stash: RepoStash }): ReactElement {
  const now = useNow()
  return (
    <>
      <Archive className="icon icon-small second" aria-hidden />
      <span className="ellipsis grow" title={stash.message}>
        {stash.message}
      </span>
      <span className="meta">{repoWords.age(stash.seconds, now)}</span>
    </>
  )
}

interface StashedFiles {
  readonly files: readonly RepoFileChange[]
  /** Those that Git did not know. */
  readonly untracked: ReadonlySet<string>
}

function StashFiles({ stash }: { readonly stash: RepoStash }): ReactElement {
  const { app, shell } = useApp()
  const { index, hash } = stash
  const call = useRepoCall(signal => readFiles(app.api, stash, signal), `${index} ${hash}`)
  const shown = shownValue(call.state)

  function open({ path, from, status }: RepoFileChange): void {
    const revision = (suffix: string): RepoSide => ({ kind: 'revision', revision: `${hash}${suffix}` })
    const isNew = shown?.untracked.has(path) === true
    const [old, now]: readonly [RepoSide, RepoSide] = isNew
      ? [{ kind: 'empty' }, revision('^3')]
      : [revision('^'), revision('')]
    openTab(shell, 'git-diff', gitPairPath({ old, new: now, path, from: from ?? null, status }))
  }

  return (
    <>
      <CallProgress call={call} label={repoWords.loading} />
      {shown !== null && <FileList label={words.files} scope="git-stash-files" files={shown.files} onOpen={open} />}
    </>
  )
}

/** Git keeps new files in a commit of their own, the stash's third parent, where there are any. */
async function readFiles({ repo }: ApiClient, { index, hash }: RepoStash, signal: AbortSignal): Promise<StashedFiles> {
  const [{ files }, { commit }] = await Promise.all([
    repo.showStash({ index }, { signal }),
    repo.show({ revision: hash }, { signal }),
  ])
  const third = commit.parents[2]
  const added = third === undefined ? [] : (await repo.show({ revision: third }, { signal })).files
  return { files: [...files, ...added], untracked: new Set(added.map(({ path }) => path)) }
}
