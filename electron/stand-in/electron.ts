/**
 * A stand-in of the electron module, for tests: it behaves as the real one does where the shell depends on it (order
 * of events, what throws before `ready`, cloned messages, ports that close with their process), and records the rest.
 * It is no proof that the shell runs under Electron.
 */
import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions, MessageBoxOptions } from 'electron'
import type { Electron } from '../electron-module.ts'
import { type Computer, StandInApp } from './app.ts'
import { StandInChannel } from './ports.ts'
import { StandInUtilityProcess, type UtilityWorld } from './utility-process.ts'
import { StandInWindow, type WindowWorld } from './window.ts'

export interface StandIn {
  /** For the shell. */
  readonly electron: Electron
  readonly app: StandInApp
  readonly windows: StandInWindow[]
  readonly processes: StandInUtilityProcess[]
  /** `message`: everything that a utility process says. */
  readonly said: EventEmitter
  readonly session: StandInSession
  readonly schemes: { scheme: string; privileges?: object }[]
  readonly opened: string[]
  readonly asked: MessageBoxOptions[]
  /** Set by tests: how the user answers. Unless set, with `cancelId`. */
  answer: (options: MessageBoxOptions) => number | Promise<number>
  chooseFolder: () => string | null
  menu: StandInMenu | null
  displays: { workArea: { x: number; y: number; width: number; height: number } }[]
  fetchPage(url: string, init?: RequestInit): Promise<Response>
}

export interface StandInMenu {
  readonly template: MenuItemConstructorOptions[]
  /** By id, or by label where there is none. */
  readonly items: Map<string, { enabled: boolean; click: () => void }>
}

export class StandInSession extends EventEmitter {
  request: ((contents: unknown, permission: string, callback: (is: boolean) => void, details: object) => void) | null =
    null
  check: ((contents: unknown, permission: string, origin: string, details: object) => boolean) | null = null
  device: (() => boolean) | null = null
  display: ((request: unknown, callback: (streams: object) => void) => void) | null = null
  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler
  }

  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler
  }

  setDevicePermissionHandler(handler: typeof this.device): void {
    this.device = handler
  }

  setDisplayMediaRequestHandler(handler: typeof this.display): void {
    this.display = handler
  }
}

export interface StandInOptions {
  readonly computer?: Computer
  /** The program of every utility process; returns what frees its resources if it is killed. */
  readonly program?: (world: UtilityWorld) => (() => Promise<void>) | undefined
}

export function createStandIn({
  computer = { locks: new Map() },
  program = () => undefined,
}: StandInOptions = {}): StandIn {
  const app = new StandInApp(computer)
  const handlers: WindowWorld['handlers'] = new Map()
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
      handlers.set(channel, handler),
  })
  const schemeHandlers = new Map<string, (request: Request) => Promise<Response>>()
  const session = new StandInSession()

  async function fetchPage(url: string, init?: RequestInit): Promise<Response> {
    const handler = schemeHandlers.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) throw new Error(`net::ERR_UNKNOWN_URL_SCHEME ${url}`)
    return handler(new Request(url, init))
  }

  const world: WindowWorld = { app, ipcMain, handlers, fetchPage, windows: [] }
  const standIn: Omit<StandIn, 'electron'> = {
    app,
    windows: world.windows,
    processes: [],
    said: new EventEmitter(),
    session,
    schemes: [],
    opened: [],
    asked: [],
    answer: ({ cancelId }) => cancelId ?? 0,
    chooseFolder: () => null,
    menu: null,
    displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
    fetchPage,
  }

  async function showMessageBox(...args: unknown[]): Promise<{ response: number }> {
    // reason: the last of one or two arguments, as Electron overloads it.
    const options = args.at(-1) as MessageBoxOptions
    standIn.asked.push(options)
    return { response: await standIn.answer(options) }
  }

  const parts = {
    app,
    ipcMain,
    MessageChannelMain: StandInChannel,
    BrowserWindow: class extends StandInWindow {
      constructor(options: ConstructorParameters<typeof StandInWindow>[0]) {
        super(options, world)
      }
    },
    utilityProcess: {
      fork(entry: string) {
        app.needReady('utilityProcess.fork')
        const child = new StandInUtilityProcess(entry, program)
        child.on('message', message => standIn.said.emit('message', message))
        standIn.processes.push(child)
        return child
      },
    },
    Menu: {
      buildFromTemplate: buildMenu,
      setApplicationMenu(menu: StandInMenu) {
        standIn.menu = menu
      },
    },
    dialog: {
      showMessageBox,
      showMessageBoxSync(...args: unknown[]) {
        const options = args.at(-1) as MessageBoxOptions
        standIn.asked.push(options)
        return standIn.answer(options)
      },
      async showOpenDialog() {
        const folder = standIn.chooseFolder()
        return { canceled: folder === null, filePaths: folder === null ? [] : [folder] }
      },
    },
    nativeTheme: { shouldUseDarkColors: true },
    protocol: {
      registerSchemesAsPrivileged(schemes: StandIn['schemes']) {
        if (app.isReadyNow) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
        standIn.schemes.push(...schemes)
      },
      handle(scheme: string, handler: (request: Request) => Promise<Response>) {
        app.needReady('protocol')
        schemeHandlers.set(scheme, handler)
      },
    },
    screen: {
      getAllDisplays() {
        app.needReady('screen')
        return standIn.displays
      },
    },
    session: {
      get defaultSession() {
        app.needReady('session')
        return session
      },
    },
    shell: {
      async openExternal(url: string) {
        standIn.opened.push(url)
      },
    },
  }
  // reason: the shell's types are Electron's own classes, of which this has only what the shell uses.
  return Object.assign(standIn, { electron: parts as unknown as Electron })
}

function buildMenu(template: MenuItemConstructorOptions[]): StandInMenu & object {
  const items: StandInMenu['items'] = new Map()
  function add(options: MenuItemConstructorOptions): void {
    const { id, label, role, type, submenu, enabled = true, click } = options
    if (label === undefined && role === undefined && type === undefined) {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
    }
    // reason: what a click passes on is not used by the shell.
    const key = id ?? label
    if (key !== undefined) items.set(key, { enabled, click: () => (click as (() => void) | undefined)?.() })
    if (Array.isArray(submenu)) for (const inner of submenu) add(inner)
  }
  for (const options of template) add(options)
  return Object.assign({ template, items }, { getMenuItemById: (id: string) => items.get(id) ?? null, popup: () => {} })
}
