/** The window: the first screen, or the panels around the tab in front. */
import { type ReactElement, useState } from 'react'
import { useStore } from 'zustand'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { RowHeight } from '../../ui/row-height.ts'
import { RestoreDialog } from '../backups/index.ts'
import { BatchDialog } from '../batch/index.ts'
import { GitDialogs } from '../git-operations/index.ts'
import { NameVersionDialog } from '../history/index.ts'
import { InspectorDialogs } from '../inspector/index.ts'
import { OfflineBanner } from '../notices/index.ts'
import { Palette } from '../palette/index.ts'
import { FixAllDialog } from '../problems/index.ts'
import { NewEntryDialog, NewSceneDialog, TrashDialog } from '../project/index.ts'
import { DropDialog } from '../realities/index.ts'
import { SceneDialogs } from '../scene-tree/index.ts'
import { SettingsDialog, useSettings } from '../settings/index.ts'
import { TemplateDialogs } from '../templates/index.ts'
import { CopyDialog } from '../time-travel/index.ts'
import { StatusBar, TitleBar } from '../title-bar/index.ts'
import { FolderDialog, Welcome } from '../welcome/index.ts'
import { Panels } from './panels.tsx'
import './shell.css'

export function App(): ReactElement {
  const [{ rows }] = useSettings()
  return (
    <RowHeight.Provider value={rows === 'comfortable' ? 28 : 24}>
      <Content />
      <Palette />
      <FolderDialog />
      <SettingsDialog />
      <NewSceneDialog />
      <NewEntryDialog />
      <TrashDialog />
      <BatchDialog />
      <FixAllDialog />
      <SceneDialogs />
      <InspectorDialogs />
      <TemplateDialogs />
      <DropDialog />
      <RestoreDialog />
      <NameVersionDialog />
      <CopyDialog />
      <GitDialogs />
    </RowHeight.Provider>
  )
}

function Content(): ReactElement {
  const { app } = useApp()
  const state = useHost(view => view.app)
  const link = useStore(app.link)
  const [isFirstRun, setFirstRun] = useState<boolean | null>(null)
  if (state !== null && isFirstRun === null) setFirstRun(state.identity === null)
  if (link.status === 'refused') {
    return (
      <main className="shell-alone">
        <h1 className="panel-title">{words.link.refusedTitle}</h1>
        <Empty>
          {link.reason} {words.link.refused}
        </Empty>
      </main>
    )
  }
  if (state === null) return <Skeleton label={words.link.connecting} widths={[30, 50, 40]} />
  // The first run greets, although the sample is open behind it; a folder that was asked for is not kept waiting.
  const isGreeting = isFirstRun === true && state.workspace?.isSample === true
  if (state.workspace === null || isGreeting) return <Welcome state={state} onStarted={() => setFirstRun(false)} />
  return (
    <div className="shell">
      <TitleBar workspace={state.workspace} />
      <OfflineBanner />
      <Panels workspace={state.workspace} />
      <StatusBar workspace={state.workspace} />
    </div>
  )
}
