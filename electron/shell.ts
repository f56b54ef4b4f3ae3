/**
 * The desktop shell: one app, one window, one host. Composition of everything in this folder, without importing
 * Electron, so that all of it runs in tests.
 *
 * Order of a start: the lock (a second start hands over and ends), what must come before `ready`, the host, the page,
 * the window. Order of an end: the window closes, the host writes what is not on disk, the app ends.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { Schedule } from '../host/relay-client/schedule.ts'
import { channels } from './bridge.ts'
import { isStartRequest, readStart, type StartRequest } from './command-line.ts'
import { createDeepLinks } from './deep-links.ts'
import { createDialogs } from './dialogs.ts'
import type { Electron } from './electron-module.ts'
import { createHostProcess } from './host-process.ts'
import type { HostRequest, OpenWorkspace, ProcessCommand } from './host-protocol.ts'
import { createAppMenu } from './menu.ts'
import { registerPageScheme, servePage } from './page-scheme.ts'
import { parseCommands } from './parse-commands.ts'
import { refusePermissions } from './permissions.ts'
import { guardContents, isTrusted } from './security.ts'
import { openWindow } from './window.ts'
import { createWindowState } from './window-state.ts'
import { words } from './words.ts'

export interface ShellOptions {
  readonly electron: Electron
  readonly platform: NodeJS.Platform
  /** After the executable, and after the app's folder where there is one. */
  readonly args: readonly string[]
  readonly workingDirectory: string
  /** Of the user, shared with the command line. */
  readonly profileFolder: string
  readonly paths: {
    readonly preload: string
    readonly hostEntry: string
    readonly page: string
    readonly sample: string
  }
  readonly relay: ProcessCommand
  /** How the system starts this app for a link: null where installing it says so. */
  readonly protocolClient: { readonly file: string; readonly args: readonly string[] } | null
  readonly isDevelopment: boolean
  readonly schedule: Schedule
  readonly random: (bytes: number) => Uint8Array
}

/** Resolves once the window is there, or at once in a second start. */
export async function runShell(options: ShellOptions): Promise<void> {
  const { electron, platform, profileFolder, paths, isDevelopment, schedule } = options
  const { app } = electron
  // Chromium's own files; also what makes a start the second one: another WEFT_HOME is another Weft.
  const desktopFolder = join(profileFolder, 'desktop')
  mkdirSync(desktopFolder, { recursive: true, mode: 0o700 })
  app.setPath('userData', desktopFolder)
  const first = readStart(options.args, options.workingDirectory)
  if (!app.requestSingleInstanceLock(first)) {
    app.quit()
    return
  }
  if (options.protocolClient === null) app.setAsDefaultProtocolClient('weft')
  else app.setAsDefaultProtocolClient('weft', options.protocolClient.file, [...options.protocolClient.args])
  registerPageScheme(electron)

  let window: BrowserWindow | null = null
  const dialogs = createDialogs({ electron, window: () => window })
  guardContents({ electron, openExternal: url => void openExternal(url) })

  const host = createHostProcess({
    electron,
    entry: paths.hostEntry,
    options: {
      profileFolder,
      pageFolder: paths.page,
      sampleFolder: paths.sample,
      version: app.getVersion(),
      relay: options.relay,
      logFile: isDevelopment ? null : join(profileFolder, 'logs', 'host.log'),
    },
    schedule,
    onDidChangeWorkspace: showTitle,
    onDidGiveUp: () => void askToRestart(),
    onDidFailToReopen: failure => void dialogs.fail(words.host.cannotOpen, failure),
  })
  const links = createDeepLinks({ dialogs, request: request => host.request(request) })
  const state = createWindowState(electron, join(desktopFolder, 'window.json'))

  function showTitle(workspace: OpenWorkspace | null): void {
    window?.setTitle(workspace === null ? words.product : `${workspace.name} – ${words.product}`)
    if (platform === 'darwin') window?.setRepresentedFilename(workspace?.folder ?? '')
  }

  async function openExternal(url: URL): Promise<void> {
    const question = { message: words.external.title(url.host), detail: url.href, agree: words.external.open }
    if (await dialogs.ask(question)) await electron.shell.openExternal(url.href)
  }

  async function askToRestart(): Promise<void> {
    const answer = await dialogs.choose(words.host.gaveUp, '', [words.host.tryAgain, words.page.quit])
    if (answer === 0) host.start()
    else app.quit()
  }

  async function open(request: HostRequest): Promise<void> {
    const failure = await host.request(request)
    if (failure !== null) await dialogs.fail(words.host.cannotOpen, failure)
  }

  /** What a start or the system asks for. */
  async function serve(request: StartRequest): Promise<void> {
    if (request.kind === 'folder') await open({ kind: 'open-folder', folder: request.folder })
    else if (request.kind === 'link') await links.open(request.link)
  }

  async function openFolder(): Promise<void> {
    const folder = await dialogs.chooseFolder(words.chooseFolder)
    if (folder !== null) await open({ kind: 'open-folder', folder })
  }

  function showWindow(): BrowserWindow {
    if (window !== null) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      return window
    }
    const opened = openWindow({ electron, preload: paths.preload, state, dialogs, schedule, isDevelopment })
    window = opened
    opened.once('closed', () => {
      window = null
    })
    showTitle(host.workspace)
    return opened
  }

  // These can come before the app is ready: macOS tells what it was started with by event.
  const given: StartRequest[] = first.kind === 'none' ? [] : [first]
  let isStarted = false
  function receive(request: StartRequest): void {
    if (!isStarted) {
      given.push(request)
      return
    }
    showWindow()
    void serve(request)
  }
  app.on('second-instance', (_event, argv, directory, handedOver) => {
    receive(isStartRequest(handedOver) ? handedOver : readStart(argv.slice(1), directory))
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    receive({ kind: 'link', link })
  })
  app.on('open-file', (event, folder) => {
    event.preventDefault()
    receive({ kind: 'folder', folder })
  })
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (isStarted) showWindow()
  })
  let isStopped = false
  app.on('will-quit', event => {
    if (isStopped) return
    event.preventDefault()
    void host.stop().then(() => {
      isStopped = true
      app.quit()
    })
  })

  await app.whenReady()
  refusePermissions(electron.session.defaultSession)
  servePage({ electron, folder: paths.page, random: options.random })
  const menu = createAppMenu(electron, {
    platform,
    isDevelopment,
    onCommand: id => showWindow().webContents.send(channels.command, id),
    onOpenFolder: () => void openFolder(),
  })
  electron.ipcMain.on(channels.connect, event => {
    if (!isTrusted(event)) return
    const { sender } = event
    host.connect(ports => {
      if (!sender.isDestroyed()) sender.postMessage(channels.ports, null, ports)
    })
  })
  electron.ipcMain.on(channels.setCommands, (event, commands: unknown) => {
    const parsed = isTrusted(event) ? parseCommands(commands) : null
    if (parsed !== null) menu.setCommands(parsed)
  })
  electron.ipcMain.handle(channels.chooseFolder, event =>
    isTrusted(event) ? dialogs.chooseFolder(words.chooseFolder) : null,
  )
  host.start()
  showWindow()
  isStarted = true
  void serveGiven()

  async function serveGiven(): Promise<void> {
    for (const request of given) await serve(request)
    // Nothing was asked for, or it could not be done: the sample greets.
    if (host.workspace === null) await open({ kind: 'open-sample' })
  }
}
