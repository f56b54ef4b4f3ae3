/** Builds everything in order and draws it. The page lives as long as what is built here. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createStore } from 'zustand'
import classesUrl from '../shared/godot/classes.json?url'
import { createClassDatabase } from '../shared/godot/classes.ts'
import { type AppParts, AppProvider, type Front } from './commands/app-context.tsx'
import type { Command } from './commands/command.ts'
import { offerNativeMenu } from './commands/native-menu.ts'
import { createShellStore } from './commands/shell-store.ts'
import { listenForShortcuts } from './commands/shortcuts.ts'
import { backupCommands } from './features/backups/index.ts'
import { batchCommands } from './features/batch/index.ts'
import { blameCommands } from './features/blame/index.ts'
import { compareCommands } from './features/compare/index.ts'
import { dependencyCommands } from './features/dependencies/index.ts'
import { findCommands } from './features/find/index.ts'
import { gitCommands, rememberDrafts } from './features/git/index.ts'
import { gitLogCommands } from './features/git-log/index.ts'
import { historyCommands } from './features/history/index.ts'
import { inspectorCommands } from './features/inspector/index.ts'
import { createNotices, Toasts } from './features/notices/index.ts'
import { outlineCommands } from './features/outline/index.ts'
import { paletteCommands } from './features/palette/index.ts'
import { fileCommands, fileUndoCommands, projectCommands } from './features/project/index.ts'
import { realityCommands } from './features/realities/index.ts'
import { reviewCommands } from './features/review/index.ts'
import { sceneCommands } from './features/scene-tree/index.ts'
import { createSettings, createSettingsCommands, SettingsContext } from './features/settings/index.ts'
import { shareCommands } from './features/share/index.ts'
import { App, followFront, rememberShell, shellCommands } from './features/shell/index.ts'
import { sideBySideCommands } from './features/side-by-side/index.ts'
import { templateCommands } from './features/templates/index.ts'
import { textSearchCommands } from './features/text-search/index.ts'
import { timeTravelCommands } from './features/time-travel/index.ts'
import { titleCommands } from './features/title-bar/index.ts'
import { welcomeCommands } from './features/welcome/index.ts'
import { createAppSession } from './session/app-session.ts'
import type { OpenHostLink } from './session/host-link.ts'
import { desktopBridge } from './session/port-link.ts'
import { words } from './text/en.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/widgets.css'

const userKey = 'weft.window'

/** `open` makes the connection to the host. */
export async function start(root: HTMLElement, open: OpenHostLink): Promise<void> {
  const settings = createSettings()
  const response = await fetch(classesUrl)
  const classes = createClassDatabase(await response.json())
  const app = createAppSession({
    open,
    classes,
    userId: windowId(),
    now: () => Date.now(),
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
  })
  const shell = createShellStore()
  const front = createStore<Front>(() => ({ status: 'none' }))
  const notices = createNotices()
  const commands: readonly Command[] = [
    ...paletteCommands,
    ...fileUndoCommands,
    ...sceneCommands,
    ...fileCommands,
    ...templateCommands,
    ...inspectorCommands,
    ...outlineCommands,
    ...compareCommands,
    ...projectCommands,
    ...findCommands,
    ...textSearchCommands,
    ...batchCommands,
    ...dependencyCommands,
    ...shellCommands,
    ...reviewCommands,
    ...realityCommands,
    ...sideBySideCommands,
    ...backupCommands,
    ...historyCommands,
    ...timeTravelCommands,
    ...gitCommands,
    ...blameCommands,
    ...gitLogCommands,
    ...shareCommands,
    ...titleCommands,
    ...welcomeCommands,
    ...createSettingsCommands(settings),
  ]
  const parts: AppParts = {
    app,
    shell,
    front,
    notices,
    commands,
    context: () => {
      const state = front.getState()
      return { app, shell, scene: state.status === 'open' ? state.session : null, notices, commands }
    },
  }
  rememberShell(app, shell, front)
  rememberDrafts(app, shell)
  followFront(app, shell, front)
  listenForShortcuts(parts.context)
  const bridge = desktopBridge()
  if (bridge !== null) {
    const tell = offerNativeMenu(bridge, parts.context)
    for (const store of [app.host, shell, front]) store.subscribe(() => queueMicrotask(tell))
  }
  app.onDidRefuse(message => notices.info(words.notices.refused(message)))
  // Into the console too, where it can be found with its place in the code.
  const tell = (error: unknown) => {
    reportError(error)
    notices.error(error)
  }
  createRoot(root, { onUncaughtError: tell, onCaughtError: tell }).render(
    <StrictMode>
      <SettingsContext value={settings}>
        <AppProvider value={parts}>
          <App />
          <Toasts notices={notices} />
        </AppProvider>
      </SettingsContext>
    </StrictMode>,
  )
}

/** Tells this window from the person's others; a reload is the same window. */
function windowId(): string {
  const kept = sessionStorage.getItem(userKey)
  if (kept !== null) return kept
  const made = crypto.randomUUID()
  sessionStorage.setItem(userKey, made)
  return made
}
