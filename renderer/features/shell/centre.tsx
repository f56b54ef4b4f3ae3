/** The open files as tabs, and what the one in front holds. */
import {
  Columns3,
  Diff,
  FileDiff,
  GitCommitHorizontal,
  GitCompareArrows,
  GitMerge,
  History as HistoryIcon,
  ListChecks,
  Network,
  Rewind,
  Search,
  TextSearch as TextSearchIcon,
  X,
} from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { Tab as AriaTab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useStore } from 'zustand'
import { useApp, useHost, useShell } from '../../commands/app-context.tsx'
import { closeTab, openDialog, openTab, type Tab } from '../../commands/shell-store.ts'
import { compareWords } from '../../text/compare.ts'
import { words } from '../../text/en.ts'
import { historyWords } from '../../text/history.ts'
import { repoWords } from '../../text/repo.ts'
import { searchWords } from '../../text/search.ts'
import { sideBySideWords } from '../../text/side-by-side.ts'
import { textSearchWords } from '../../text/text-search.ts'
import { travelWords } from '../../text/time-travel.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { Initial } from '../../ui/person.tsx'
import { Compare } from '../compare/index.ts'
import { Dependencies } from '../dependencies/index.ts'
import { Differences } from '../differences/index.ts'
import { Find } from '../find/index.ts'
import { GitCompareTab, GitDiffTab, GitFileTab, gitTabName } from '../git-diff/index.ts'
import { GitLogTab } from '../git-log/index.ts'
import { HistoryTab } from '../history/index.ts'
import { MergePreviewTab, MergeTabName } from '../merge-preview/index.ts'
import { FileIcon } from '../node-icon/index.ts'
import { Outline } from '../outline/index.ts'
import { Review } from '../review/index.ts'
import { SideBySide } from '../side-by-side/index.ts'
import { TextTab } from '../text/index.ts'
import { TextSearch } from '../text-search/index.ts'
import { FaultView } from '../text-view/index.ts'
import { TimeTravelTab } from '../time-travel/index.ts'
import { NO_SETTINGS, type ProjectSettings, readProjectSettings } from './project-settings.ts'

export function Centre(): ReactElement {
  const { shell } = useApp()
  const tabs = useShell(state => state.tabs)
  const active = useShell(state => state.active)
  if (tabs.length === 0) {
    return (
      <main className="centre">
        <Empty
          action={
            <Button onPress={() => openDialog(shell, { kind: 'palette', query: '/' })}>{words.shell.find}</Button>
          }
        >
          {words.shell.noTabs}
        </Empty>
      </main>
    )
  }
  return (
    <main className="centre">
      <Tabs
        className="panel-tabs"
        selectedKey={active ?? ''}
        onSelectionChange={key => shell.setState({ active: String(key) })}
      >
        <div className="tabs-strip">
          <TabList className="tab-list" aria-label={words.shell.openTabs} items={tabs} dependencies={[active]}>
            {tab => <TabView tab={tab} />}
          </TabList>
        </div>
        {active !== null && (
          // A panel keeps the id that it began with: each tab has one of its own.
          <TabPanel key={active} id={active} className="centre-body">
            <TabContent tab={tabs.find(tab => tab.id === active)} />
          </TabPanel>
        )}
      </Tabs>
    </main>
  )
}

function TabView({ tab }: { readonly tab: Tab }): ReactElement {
  const { shell, app } = useApp()
  const { others } = useStore(app.people.store)
  const name = nameOf(tab)
  return (
    <AriaTab id={tab.id} className="tab">
      {/* The keyboard closes with the command; a button inside a tab could not be reached. */}
      <span
        className="tab-inside"
        onAuxClick={event => {
          if (event.button === 1) closeTab(shell, tab.id)
        }}
      >
        <TabIcon tab={tab} />
        {name}
        {others
          .filter(other => (other.scene ?? other.text)?.path === tab.path)
          .map(({ client, user }) => (
            <Initial key={client} name={user.name} color={user.color} />
          ))}
        <span
          aria-hidden
          className="tab-close"
          title={words.commands.closeTab}
          onPointerDown={event => event.stopPropagation()}
          onMouseDown={event => event.stopPropagation()}
          onClick={event => {
            event.stopPropagation()
            closeTab(shell, tab.id)
          }}
        >
          <X className="icon icon-small" />
        </span>
      </span>
    </AriaTab>
  )
}

function TabIcon({ tab }: { readonly tab: Tab }): ReactElement {
  const kind = useHost(view => view.files?.find(file => file.path === tab.path)?.kind ?? 'scene')
  switch (tab.kind) {
    case 'review':
      return <ListChecks className="icon icon-small" aria-hidden />
    case 'differences':
      return <GitCompareArrows className="icon icon-small" aria-hidden />
    case 'text-search':
      return <TextSearchIcon className="icon icon-small" aria-hidden />
    case 'find':
      return <Search className="icon icon-small" aria-hidden />
    case 'dependencies':
      return <Network className="icon icon-small" aria-hidden />
    case 'compare':
      return <Diff className="icon icon-small" aria-hidden />
    case 'history':
      return <HistoryIcon className="icon icon-small" aria-hidden />
    case 'time-travel':
      return <Rewind className="icon icon-small" aria-hidden />
    case 'merge-preview':
      return <GitMerge className="icon icon-small" aria-hidden />
    case 'git-log':
      return <GitCommitHorizontal className="icon icon-small" aria-hidden />
    case 'git-file':
    case 'git-diff':
      return <FileDiff className="icon icon-small" aria-hidden />
    case 'git-compare':
      return <GitCompareArrows className="icon icon-small" aria-hidden />
    case 'side-by-side':
      return <Columns3 className="icon icon-small" aria-hidden />
    case 'scene':
    case 'text':
      return <FileIcon kind={kind} path={tab.path} />
  }
}

function nameOf(tab: Tab): ReactNode {
  const file = tab.path.slice(tab.path.lastIndexOf('/') + 1)
  switch (tab.kind) {
    case 'review':
      return words.review.title
    case 'differences':
      return words.differences.title
    case 'find':
      return searchWords.find.title
    case 'text-search':
      return textSearchWords.title
    case 'compare':
      return compareWords.title(file)
    case 'history':
      return historyWords.history.tab(file)
    case 'time-travel':
      return travelWords.title
    case 'merge-preview':
      return <MergeTabName reality={tab.path} />
    case 'git-log':
      return repoWords.log.title
    case 'git-file':
    case 'git-diff':
    case 'git-compare':
      return gitTabName(tab.kind, tab.path)
    case 'side-by-side':
      return sideBySideWords.title
    case 'dependencies':
    case 'scene':
    case 'text':
      return file
  }
}

function TabContent({ tab }: { readonly tab: Tab | undefined }): ReactElement | null {
  switch (tab?.kind) {
    case undefined:
      return null
    case 'scene':
      return <SceneTab />
    case 'text':
      return <TextTab key={tab.path} path={tab.path} />
    case 'review':
      return <Review />
    case 'differences':
      return <Differences />
    case 'find':
      return <Find />
    case 'text-search':
      return <TextSearch />
    case 'dependencies':
      return <Dependencies path={tab.path} />
    case 'history':
      return <HistoryTab key={tab.path} path={tab.path} />
    case 'time-travel':
      return <TimeTravelTab />
    case 'merge-preview':
      return <MergePreviewTab reality={tab.path} />
    case 'side-by-side':
      return <SideBySide />
    case 'compare':
      return <Compare key={tab.path} path={tab.path} />
    case 'git-log':
      return <GitLogTab />
    case 'git-file':
      return <GitFileTab key={tab.path} path={tab.path} />
    case 'git-diff':
      return <GitDiffTab key={tab.path} path={tab.path} />
    case 'git-compare':
      return <GitCompareTab key={tab.path} path={tab.path} />
  }
}

/** Read anew with every tab: somebody may have changed them. */
function useProjectSettings(): ProjectSettings {
  const { app } = useApp()
  const [settings, setSettings] = useState(NO_SETTINGS)
  useEffect(() => {
    let isCurrent = true
    readProjectSettings(app).then(
      read => {
        if (isCurrent) setSettings(read)
      },
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [app])
  return settings
}

function SceneTab(): ReactElement | null {
  const { shell, front } = useApp()
  const state = useStore(front)
  const { gameWindow } = useProjectSettings()
  switch (state.status) {
    case 'none':
      return null
    case 'loading':
      return <Skeleton label={words.shell.loadingScene} widths={[40, 70, 55]} />
    case 'unreadable':
      return <FaultView file={state.file} />
    case 'failed':
      return (
        <Empty
          action={
            <Button
              onPress={() => {
                closeTab(shell, `scene:${state.path}`)
                openTab(shell, 'scene', state.path)
              }}
            >
              {words.shell.again}
            </Button>
          }
        >
          {words.shell.failed} {state.message} {words.shell.safe}
        </Empty>
      )
    case 'open':
      return state.session.document.scene.kind === 'resource' ? (
        <Empty>{words.shell.resourceOpen}</Empty>
      ) : (
        <div className="outline-frame" data-scope="scene outline">
          <Outline
            key={state.session.documentId}
            session={state.session}
            gameWindow={gameWindow}
            onOpenScene={path => openTab(shell, 'scene', path)}
          />
        </div>
      )
  }
}
