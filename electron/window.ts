/**
 * The window: made where it was last time, loaded again when its page dies, and never closed over edits that are not
 * stored without a question.
 */
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import type { Schedule } from '../host/relay-client/schedule.ts'
import type { Dialogs } from './dialogs.ts'
import type { Electron } from './electron-module.ts'
import { pageUrl } from './page-scheme.ts'
import { smallest, type WindowStateFile } from './window-state.ts'
import { words } from './words.ts'

interface Deps {
  readonly electron: Pick<Electron, 'app' | 'BrowserWindow' | 'Menu' | 'nativeTheme'>
  readonly preload: string
  readonly state: WindowStateFile
  readonly dialogs: Dialogs
  readonly schedule: Schedule
  readonly isDevelopment: boolean
}

/** Loaded again by itself so often within the time; then the user is asked. */
export const pageReloads = { most: 3, windowMs: 60_000 } as const

export function openWindow(deps: Deps): BrowserWindow {
  const { electron, state } = deps
  const { bounds, isMaximized, isFullScreen } = state.load()
  const isDark = electron.nativeTheme.shouldUseDarkColors
  const window = new electron.BrowserWindow({
    ...windowOptions(deps),
    ...bounds,
    backgroundColor: isDark ? '#17181c' : '#f6f6f7',
  })
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    if (isFullScreen) window.setFullScreen(true)
    window.show()
  })
  window.on('close', () => state.save(window))
  // The title is the project's name; the page has none to give.
  window.on('page-title-updated', event => event.preventDefault())
  offerTextMenu(window, electron)
  askBeforeLosing(window, deps.dialogs)
  reviveWhenGone(window, deps)
  window.loadURL(pageUrl).catch((error: unknown) => {
    // Closed while it was loading.
    if (window.isDestroyed()) return
    void deps.dialogs.fail(words.page.failed, { message: error instanceof Error ? error.message : pageUrl, hint: null })
  })
  return window
}

export function windowOptions({
  preload,
  isDevelopment,
}: Pick<Deps, 'preload' | 'isDevelopment'>): BrowserWindowConstructorOptions {
  return {
    title: words.product,
    show: false,
    minWidth: smallest.width,
    minHeight: smallest.height,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Names of nodes are no words of any language, and dictionaries would be fetched.
      spellcheck: false,
      devTools: isDevelopment,
    },
  }
}

function askBeforeLosing(window: BrowserWindow, dialogs: Dialogs): void {
  window.webContents.on('will-prevent-unload', event => {
    const answer = dialogs.chooseNow(words.page.unsent, words.page.unsentDetail, [words.page.stay, words.page.close])
    // Preventing it lets the page go.
    if (answer === 1) event.preventDefault()
  })
}

function reviveWhenGone(window: BrowserWindow, { electron, dialogs, schedule }: Deps): void {
  const { webContents } = window
  const times: number[] = []
  let isAsking = false

  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = schedule.now()
    times.push(now)
    while (times[0] !== undefined && times[0] <= now - pageReloads.windowMs) times.shift()
    if (times.length > pageReloads.most) void askToGoOn()
    else load(words.page.againDetail)
  })

  function load(detail: string): void {
    webContents.once('did-finish-load', () => void dialogs.tell(words.page.again, detail))
    webContents.reload()
  }

  async function askToGoOn(): Promise<void> {
    const answer = await dialogs.choose(words.page.gaveUp, words.page.gaveUpDetail, [words.page.load, words.page.quit])
    if (answer === 1) return electron.app.quit()
    times.length = 0
    if (!window.isDestroyed()) webContents.reload()
  }

  window.on('unresponsive', () => void askToWait())

  async function askToWait(): Promise<void> {
    if (isAsking) return
    isAsking = true
    const answer = await dialogs.choose(words.page.hangs, words.page.hangsDetail, [words.page.load, words.page.wait])
    isAsking = false
    // Its end is noticed above, and the page is loaded again.
    if (answer === 0 && !window.isDestroyed()) webContents.forcefullyCrashRenderer()
  }
}

/** Electron has no menu for text fields of its own. Menus of the page do not come here. */
function offerTextMenu(window: BrowserWindow, { Menu }: Pick<Electron, 'Menu'>): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return
    const copy = { role: 'copy' as const }
    const all = { role: 'selectAll' as const }
    const template = isEditable ? [{ role: 'cut' as const }, copy, { role: 'paste' as const }, all] : [copy]
    Menu.buildFromTemplate(template).popup({ window })
  })
}
