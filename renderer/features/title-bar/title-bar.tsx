/** Which project, who is here, and whether everything is safe. */
import {
  Check,
  ChevronDown,
  CircleAlert,
  CloudOff,
  GitCompareArrows,
  LoaderCircle,
  LogOut,
  Search,
  UserPlus,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import type { WorkspaceState } from '../../../shared/contract/data.ts'
import { useApp, useCommand, useHost } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import { openDialog, openTab } from '../../commands/shell-store.ts'
import { words } from '../../text/en.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Mark } from '../../ui/mark.tsx'
import { MenuButton, type MenuEntry } from '../../ui/overlay.tsx'
import { ContestedDisc, initialOf, personStyle } from '../../ui/person.tsx'
import { ForkButton, RealityMenu } from '../realities/index.ts'
import { SharePopover } from '../share/index.ts'
import { type SyncKind, syncWords } from './sync-words.ts'
import './title-bar.css'

export function TitleBar({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  return (
    <header className="title-bar">
      <h1 className="visually-hidden">{workspace.name}</h1>
      <WorkspaceMenu workspace={workspace} />
      <span className="title-divider" />
      <RealityMenu />
      <ForkButton />
      {workspace.rights === 'read' && <span className="title-chip">{words.title.readOnly}</span>}
      <span className="grow title-centre">
        <FindButton />
      </span>
      <SyncState workspace={workspace} />
      <ReviewCount workspace={workspace} />
      <span className="title-divider" />
      <People />
      <SharePopover
        button={
          <>
            <UserPlus className="icon icon-small" aria-hidden /> {words.title.share}
          </>
        }
      />
    </header>
  )
}

function WorkspaceMenu({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const { app, notices } = useApp()
  const recent = useHost(view => view.app?.recent ?? noRecent)
  const open = useCommandEntry('app.openFolder')
  const sample = useCommandEntry('app.openSample')
  const close = useCommandEntry('app.closeWorkspace')
  const settings = useCommandEntry('app.settings')
  const others = recent.filter(({ folder }) => folder !== workspace.folder).slice(0, 6)
  const entries: MenuEntry[] = [
    ...others.map(
      ({ folder, name }): MenuEntry => ({
        kind: 'item',
        id: folder,
        label: name,
        run: () => void app.api.app.openFolder({ folder }).catch((error: unknown) => notices.error(error)),
      }),
    ),
    ...(others.length > 0 ? [{ kind: 'separator', id: 'line' } satisfies MenuEntry] : []),
    open,
    sample,
    settings,
    { ...close, icon: <LogOut className="icon icon-small" aria-hidden /> },
  ]
  return (
    <MenuButton
      label={`${words.title.workspaces}: ${workspace.name}`}
      className="title-workspace"
      button={
        <>
          <Mark />
          <span className="panel-title">{workspace.name}</span>
          <ChevronDown className="icon icon-small second" aria-hidden />
        </>
      }
      entries={entries}
    />
  )
}

const noRecent: never[] = []

function useCommandEntry(id: string): Extract<MenuEntry, { kind: 'item' }> {
  const { context } = useApp()
  const one = useCommand(id)
  return { kind: 'item', id, label: one.title, keys: one.keys, run: () => runCommand(one, context()) }
}

function FindButton(): ReactElement {
  const { context } = useApp()
  const palette = useCommand('app.palette')
  return (
    <button type="button" className="title-find" onClick={() => runCommand(palette, context())}>
      <Search className="icon icon-small" aria-hidden />
      <span className="grow ellipsis">{words.title.search}</span>
      <Kbd keys={palette.keys ?? ''} />
    </button>
  )
}

const icons: Readonly<Record<SyncKind, ReactElement>> = {
  saved: <Check className="icon icon-small" aria-hidden />,
  busy: <LoaderCircle className="icon icon-small" aria-hidden />,
  offline: <CloudOff className="icon icon-small" aria-hidden />,
  refused: <CircleAlert className="icon icon-small" aria-hidden />,
}

function SyncState({ workspace }: { readonly workspace: WorkspaceState }): ReactElement {
  const { app, shell } = useApp()
  const link = useStore(app.link)
  const pending = useHost(view => view.pending)
  const reconnect = useCommandEntry('sharing.reconnect')
  const disconnect = useCommandEntry('sharing.disconnect')
  const { kind, text } = syncWords(workspace, pending, link.status === 'open')
  const isShared = workspace.connection !== 'alone'
  const label = (
    <span className="title-sync" data-kind={kind} role="status">
      {icons[kind]}
      {text}
    </span>
  )
  if (!isShared) return label
  return (
    <MenuButton
      label={`${words.title.state}: ${text}`}
      className="title-sync-button"
      button={label}
      entries={[
        workspace.connection === 'offline' || workspace.connection === 'refused' ? reconnect : disconnect,
        {
          kind: 'item',
          id: 'waiting',
          label: words.title.showWaiting,
          run: () => shell.setState({ isBottomOpen: true, bottomTab: 'waiting' }),
        },
      ]}
    />
  )
}

function ReviewCount({ workspace }: { readonly workspace: WorkspaceState }): ReactElement | null {
  const { shell } = useApp()
  const review = useHost(view => view.review)
  const met = review?.find(item => item.kind === 'value')
  const hues = (met?.choices ?? []).flatMap(choice => choice.author?.color ?? [])
  return (
    <>
      {workspace.review > 0 && (
        <button type="button" className="title-count" onClick={() => openTab(shell, 'review')}>
          <ContestedDisc colors={hues.length > 1 ? hues : [2, 5]} label="" />
          {words.title.toReview(workspace.review)}
        </button>
      )}
      {workspace.differences > 0 && (
        <button type="button" className="title-count" onClick={() => openTab(shell, 'differences')}>
          <GitCompareArrows className="icon icon-small" aria-hidden />
          {words.title.differences(workspace.differences)}
        </button>
      )}
    </>
  )
}

function People(): ReactElement {
  const { app, shell } = useApp()
  const { others, following } = useStore(app.people.store)
  const identity = useHost(view => view.app?.identity ?? null)
  const own = words.title.you(identity?.name ?? words.somebody)
  return (
    <ul className="title-people" aria-label={words.title.people}>
      {others.map(({ client, user }) => {
        const isFollowed = client === following
        const label = isFollowed ? words.title.stopFollowing(user.name) : words.title.follow(user.name)
        return (
          <li key={client}>
            <button
              type="button"
              className="avatar"
              style={personStyle(user.color)}
              data-following={isFollowed || undefined}
              aria-pressed={isFollowed}
              aria-label={label}
              title={label}
              onClick={() => app.people.follow(isFollowed ? null : client)}
            >
              {initialOf(user.name)}
            </button>
          </li>
        )
      })}
      <li>
        <button
          type="button"
          className="avatar"
          style={personStyle(identity?.color ?? 0)}
          aria-label={own}
          title={own}
          onClick={() => openDialog(shell, { kind: 'settings' })}
        >
          {initialOf(identity?.name ?? words.somebody)}
        </button>
      </li>
    </ul>
  )
}
