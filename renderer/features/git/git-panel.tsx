/** Git on the left: the branch and its remote, what changed and the commit, branches, stashes, what was done. */
import { FolderTree, History as HistoryIcon, LoaderCircle } from 'lucide-react'
import type { ReactElement } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { OpenRepoState } from '../../../shared/contract/repo-data.ts'
import { useApp, useCommand, useHost, useShell } from '../../commands/app-context.tsx'
import { runCommand } from '../../commands/command.ts'
import type { GitPart } from '../../commands/git-view.ts'
import { repoWords as words } from '../../text/repo.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Empty, PanelHead, Skeleton } from '../../ui/layout.tsx'
import { BranchHead } from './branch-head.tsx'
import { Branches } from './branches.tsx'
import { Changes } from './changes.tsx'
import { setGit } from './git-actions.ts'
import { Operations } from './operations.tsx'
import { Stashes } from './stashes.tsx'
import { UnderWay } from './under-way.tsx'
import './git.css'

export function GitPanel(): ReactElement {
  const { context } = useApp()
  const repo = useHost(view => view.repo)
  const hide = useCommand('git.hide')
  const log = useCommand('git.log')
  return (
    <div className="git-panel" data-scope="git">
      <PanelHead title={words.title}>
        {repo?.status === 'open' && repo.isBusy && (
          <span className="meta git-busy" role="status">
            <LoaderCircle className="icon icon-small" aria-hidden /> {words.busy}
          </span>
        )}
        <IconButton
          icon={<HistoryIcon className="icon icon-small" aria-hidden />}
          label={log.title}
          keys={log.keys}
          isDisabled={repo?.status !== 'open'}
          onPress={() => runCommand(log, context())}
        />
        <IconButton
          icon={<FolderTree className="icon icon-small" aria-hidden />}
          label={hide.title}
          keys={hide.keys}
          onPress={() => runCommand(hide, context())}
        />
      </PanelHead>
      <Content />
    </div>
  )
}

function Content(): ReactElement {
  const { context } = useApp()
  const repo = useHost(view => view.repo)
  const init = useCommand('git.init')
  switch (repo?.status) {
    case undefined:
      return <Skeleton label={words.loading} widths={[50, 70, 40]} />
    case 'none':
      return (
        <Empty
          action={
            <Button kind="primary" onPress={() => runCommand(init, context())}>
              {words.none.make}
            </Button>
          }
        >
          {words.none.text}
        </Empty>
      )
    case 'unreadable':
      return <Empty>{words.unreadable(repo.message, repo.hint)}</Empty>
    case 'open':
      return <OpenRepo repo={repo} />
  }
}

function OpenRepo({ repo }: { readonly repo: OpenRepoState }): ReactElement {
  const { shell } = useApp()
  const part = useShell(state => state.git.part)
  return (
    <>
      <BranchHead repo={repo} />
      <UnderWay repo={repo} />
      <Tabs
        className="panel-tabs"
        selectedKey={part}
        onSelectionChange={key => setGit(shell, { part: key as GitPart })}
      >
        <TabList className="tabs-strip git-parts" aria-label={words.partsLabel}>
          <Tab id="changes" className="tab">
            {words.parts.changes}
            {repo.changes > 0 && <span className="count">{repo.changes.toLocaleString('en')}</span>}
          </Tab>
          <Tab id="branches" className="tab">
            {words.parts.branches}
          </Tab>
          <Tab id="stashes" className="tab">
            {words.parts.stashes}
          </Tab>
          <Tab id="operations" className="tab">
            {words.parts.operations}
          </Tab>
        </TabList>
        <TabPanel id="changes" className="panel-body">
          <Changes repo={repo} />
        </TabPanel>
        <TabPanel id="branches" className="panel-body">
          <Branches repo={repo} />
        </TabPanel>
        <TabPanel id="stashes" className="panel-body">
          <Stashes repo={repo} />
        </TabPanel>
        <TabPanel id="operations" className="panel-body">
          <Operations repo={repo} />
        </TabPanel>
      </Tabs>
    </>
  )
}
