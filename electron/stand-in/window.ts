/** BrowserWindow and its WebContents, with a page behind: it loads through the protocol and has a preload's ipcRenderer. */
import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, WindowOpenHandlerResponse } from 'electron'
import { cancellable, type StandInApp } from './app.ts'
import type { StandInPort } from './ports.ts'

export interface WindowWorld {
  readonly app: StandInApp
  readonly ipcMain: EventEmitter
  readonly handlers: Map<string, (event: unknown, ...args: unknown[]) => unknown>
  readonly fetchPage: (url: string) => Promise<Response>
  readonly windows: StandInWindow[]
}

export class StandInContents extends EventEmitter {
  readonly mainFrame = { url: '' }
  readonly ipcRenderer: StandInIpcRenderer
  readonly #world: WindowWorld
  loads = 0
  #isDestroyed = false
  #openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: 'allow' })

  constructor(world: WindowWorld) {
    super()
    this.#world = world
    this.ipcRenderer = new StandInIpcRenderer(this, world)
  }

  async loadURL(url: string): Promise<void> {
    const response = await this.#world.fetchPage(url)
    await response.arrayBuffer()
    this.mainFrame.url = url
    this.loads += 1
    this.emit('did-finish-load')
    if (this.loads === 1) this.emit('ready')
  }

  reload(): void {
    void this.loadURL(this.mainFrame.url)
  }

  getURL(): string {
    return this.mainFrame.url
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  destroy(): void {
    this.#isDestroyed = true
  }

  setWindowOpenHandler(handler: (details: { url: string }) => WindowOpenHandlerResponse): void {
    this.#openHandler = handler
  }

  send(channel: string, ...args: unknown[]): void {
    this.ipcRenderer.emit(channel, { ports: [] }, ...structuredClone(args))
  }

  postMessage(channel: string, message: unknown, ports: StandInPort[] = []): void {
    this.ipcRenderer.emit(channel, { ports: ports.map(port => port.raw) }, structuredClone(message))
  }

  forcefullyCrashRenderer(): void {
    this.crash('killed')
  }

  /** For tests: what a page, a user or a fault does. */
  crash(reason: string): void {
    this.emit('render-process-gone', {}, { reason, exitCode: 1 })
  }

  navigate(url: string, isMainFrame = true): boolean {
    const event = cancellable({ url, isMainFrame })
    this.emit('will-frame-navigate', event)
    return !event.defaultPrevented
  }

  openWindow(url: string): string {
    return this.#openHandler({ url }).action
  }
}

/** ipcRenderer of the page in one window. */
export class StandInIpcRenderer extends EventEmitter {
  readonly #contents: StandInContents
  readonly #world: WindowWorld

  constructor(contents: StandInContents, world: WindowWorld) {
    super()
    this.#contents = contents
    this.#world = world
  }

  send(channel: string, ...args: unknown[]): void {
    this.#world.ipcMain.emit(channel, this.#event(), ...structuredClone(args))
  }

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = this.#world.handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return structuredClone(await handler(this.#event(), ...structuredClone(args)))
  }

  #event(): object {
    return { sender: this.#contents, senderFrame: this.#contents.mainFrame }
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents: StandInContents
  readonly options: BrowserWindowConstructorOptions
  readonly #world: WindowWorld
  title: string
  isShown = false
  isFocusedNow = false
  isMinimizedNow = false
  isMaximizedNow = false
  isFullScreenNow = false
  bounds: { x: number; y: number; width: number; height: number }
  #isDestroyed = false

  constructor(options: BrowserWindowConstructorOptions, world: WindowWorld) {
    super()
    world.app.needReady('BrowserWindow')
    this.#world = world
    this.options = options
    this.title = options.title ?? ''
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    this.webContents = new StandInContents(world)
    this.webContents.once('ready', () => this.emit('ready-to-show'))
    world.windows.push(this)
    world.app.windows.add(this)
    world.app.emit('web-contents-created', {}, this.webContents)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  /** For tests: the user closes it, over a page that may object. */
  close(pageObjects = false): boolean {
    if (pageObjects) {
      const event = cancellable({})
      this.webContents.emit('will-prevent-unload', event)
      // Here preventing means that the page is not heard.
      if (!event.defaultPrevented) return false
    }
    this.emit('close', cancellable({}))
    this.#isDestroyed = true
    this.webContents.destroy()
    this.#world.app.windows.delete(this)
    this.emit('closed')
    return true
  }

  /** For tests: the last window closed by the user. */
  closeLast(pageObjects = false): boolean {
    const isClosed = this.close(pageObjects)
    if (isClosed) this.#world.app.emit('window-all-closed')
    return isClosed
  }

  closeForQuit(): boolean {
    return this.close()
  }

  isDestroyed = () => this.#isDestroyed
  isMinimized = () => this.isMinimizedNow
  isMaximized = () => this.isMaximizedNow
  isFullScreen = () => this.isFullScreenNow
  getNormalBounds = () => this.bounds
  show(): void {
    this.isShown = true
  }

  focus(): void {
    this.isFocusedNow = true
  }

  restore(): void {
    this.isMinimizedNow = false
  }

  maximize(): void {
    this.isMaximizedNow = true
  }

  setFullScreen(is: boolean): void {
    this.isFullScreenNow = is
  }

  setTitle(title: string): void {
    this.title = title
  }

  setRepresentedFilename = (_path: string) => {}
}
