/** The window: the first screen, or the panels around the tab in front. */
import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { words } from '../../text/en.ts'
import { Empty, Skeleton } from '../../ui/layout.tsx'
import { RowHeight } from '../../ui/row-height.ts'
import { InspectorDialogs } from '../inspector/index.ts'
import { OfflineBanner } from '../notices/index.ts'
import { Palette } from '../palette/index.ts'
import { NewSceneDialog } from '../project/index.ts'
import { SceneDialogs } from '../scene-tree/index.ts'
import { SettingsDialog, useSettings } from '../settings/index.ts'
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
      <SceneDialogs />
      <InspectorDialogs />
    </RowHeight.Provider>
  )
}

function Content(): ReactElement {
  const { app } = useApp()
  const state = useHost(view => view.app)
  const link = useStore(app.link)
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
  if (state.workspace === null) return <Welcome state={state} />
  return (
    <div className="shell">
      <TitleBar workspace={state.workspace} />
      <OfflineBanner />
      <Panels workspace={state.workspace} />
      <StatusBar workspace={state.workspace} />
    </div>
  )
}
