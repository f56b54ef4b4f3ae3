/** Choosing a branch, a tag or a hash: to switch to, to merge, to compare with, or to see the history of. */
import { Archive, FolderOpen, GitBranch, GitCommitHorizontal, Globe, Library, Tag } from 'lucide-react'
import { type ReactElement, useMemo, useState } from 'react'
import type { RepoRefs, RepoSide } from '../../../shared/contract/repo-data.ts'
import { useApp } from '../../commands/app-context.tsx'
import { type GitDialogRequest, gitPairPath, type LogView } from '../../commands/git-view.ts'
import { closeDialog, openDialog, openTab } from '../../commands/shell-store.ts'
import { repoWords as words } from '../../text/repo.ts'
import { fuzzyFilter } from '../../ui/fuzzy.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { type PickItem, PickList } from '../../ui/pick-list.tsx'
import { shortOf } from './doing-words.ts'
import { useRefs } from './use-repo.ts'

interface RefItem extends PickItem {
  /** null: all branches. */
  readonly side: RepoSide | null
  /** Only what is a branch of its own can be switched to as one. */
  readonly isBranch: boolean
}

type PickRequest = Extract<
  GitDialogRequest,
  { readonly kind: 'git-compare' | 'git-merge' | 'git-switch' | 'git-log-branch' }
>

export function PickRefDialog({ request }: { readonly request: PickRequest }): ReactElement {
  const { shell } = useApp()
  const { refs } = useRefs()
  const [text, setText] = useState('')
  const [first, setFirst] = useState(request.kind === 'git-compare' ? request.revision : null)
  const { kind } = request
  const items = useMemo(() => {
    const first = kind === 'git-compare' ? stateItems() : kind === 'git-log-branch' ? historyItems() : []
    const all = [...first, ...(refs === null ? [] : refItems(refs))]
    const fit = fuzzyFilter(text.trim(), all, item => item.label)
    return /\S/.test(text) && fit.every(({ label }) => label !== text.trim()) ? [...fit, typedItem(text.trim())] : fit
  }, [refs, text, kind])

  function pick(item: RefItem): void {
    const { side } = item
    const revision = side?.kind === 'revision' ? side.revision : null
    switch (request.kind) {
      case 'git-compare':
        if (first === null) {
          setFirst(revision ?? 'HEAD')
          setText('')
          return
        }
        closeDialog(shell)
        if (side !== null) {
          openTab(shell, 'git-compare', gitPairPath({ old: { kind: 'revision', revision: first }, new: side }))
        }
        return
      case 'git-log-branch':
        closeDialog(shell)
        showHistoryOf(
          revision === 'HEAD' ? { from: '', isAll: false } : { from: revision ?? '', isAll: revision === null },
        )
        return
      case 'git-merge':
        if (revision !== null) openDialog(shell, { kind: 'git-preview', doing: { kind: 'merge', revision } })
        return
      case 'git-switch':
        if (revision === null) return
        openDialog(shell, {
          kind: 'git-preview',
          doing: { kind: 'switch', name: revision, detach: !item.isBranch },
        })
    }
  }

  function showHistoryOf(change: Pick<LogView, 'from' | 'isAll'>): void {
    shell.setState(({ git }) => ({ git: { ...git, log: { ...git.log, ...change, selected: [], reveal: null } } }))
  }

  return (
    <Dialog title={titleOf(request, first)} onClose={() => closeDialog(shell)}>
      <PickList
        label={words.pick.search}
        placeholder={words.pick.search}
        items={items}
        text={text}
        onText={setText}
        onPick={pick}
        none={words.pick.none}
      />
    </Dialog>
  )
}

function titleOf({ kind }: PickRequest, first: string | null): string {
  switch (kind) {
    case 'git-compare':
      return first === null ? words.pick.compareFirst : words.pick.compareSecond(shortOf(first))
    case 'git-log-branch':
      return words.pick.history
    case 'git-merge':
      return words.pick.merge
    case 'git-switch':
      return words.pick.switch
  }
}

function refItems({ branches, remotes, tags }: RepoRefs): RefItem[] {
  const item = (name: string, hash: string, group: string, icon: ReactElement, isBranch = false): RefItem => ({
    key: `${group}:${name}`,
    label: name,
    detail: hash.slice(0, 7),
    group,
    icon,
    isBranch,
    side: { kind: 'revision', revision: name },
  })
  const { branch, remote, tag } = words.pick
  return [
    ...branches.map(({ name, hash }) =>
      item(name, hash, branch, <GitBranch className="icon icon-small second" aria-hidden />, true),
    ),
    ...remotes.map(({ name, hash }) =>
      item(name, hash, remote, <Globe className="icon icon-small second" aria-hidden />),
    ),
    ...tags.map(({ name, hash }) => item(name, hash, tag, <Tag className="icon icon-small second" aria-hidden />)),
  ]
}

/** What is no commit yet. */
function stateItems(): RefItem[] {
  const group = words.pick.states
  const common = { group, isBranch: false }
  return [
    {
      ...common,
      key: 'folder',
      label: words.diff.folder,
      side: { kind: 'folder' },
      icon: <FolderOpen className="icon icon-small second" aria-hidden />,
    },
    {
      ...common,
      key: 'index',
      label: words.diff.index,
      side: { kind: 'index' },
      icon: <Archive className="icon icon-small second" aria-hidden />,
    },
  ]
}

/** What most people want to see. */
function historyItems(): RefItem[] {
  return [
    {
      key: 'all',
      label: words.log.all,
      side: null,
      isBranch: false,
      icon: <Library className="icon icon-small second" aria-hidden />,
    },
    {
      key: 'head',
      label: words.log.head,
      side: { kind: 'revision', revision: 'HEAD' },
      isBranch: false,
      icon: <GitBranch className="icon icon-small second" aria-hidden />,
    },
  ]
}

/** `HEAD~3`, a hash: whatever Git takes. */
function typedItem(text: string): RefItem {
  return {
    key: 'typed',
    label: text,
    group: words.pick.asTyped,
    isBranch: false,
    side: { kind: 'revision', revision: text },
    icon: <GitCommitHorizontal className="icon icon-small second" aria-hidden />,
  }
}
