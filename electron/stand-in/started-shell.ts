/** The whole shell over the stand-in, with a real host in its utility process and a page that speaks to it. */
import { EventEmitter, once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { pino } from 'pino'
import { type TemporaryFolder, temporaryFolder } from '../../host/files/temporary-folder.ts'
import { createHost, type Host } from '../../host/host.ts'
import type { Schedule } from '../../host/relay-client/schedule.ts'
import type { contract } from '../../shared/contract/contract.ts'
import type { WeftBridge } from '../bridge.ts'
import { type ElectronInPage, exposeBridge } from '../expose-bridge.ts'
import type { FromHost, OpenWorkspace } from '../host-protocol.ts'
import { serveMain } from '../serve-main.ts'
import { runShell, type ShellOptions } from '../shell.ts'
import type { Computer } from './app.ts'
import { createStandIn, type StandIn } from './electron.ts'
import type { UtilityWorld } from './utility-process.ts'
import type { StandInWindow } from './window.ts'

export type Client = ContractRouterClient<typeof contract>

export interface ManualSchedule extends Schedule {
  /** What waits, in ms from when it was asked for. */
  readonly delays: () => number[]
  /** Runs all that is due after so long. */
  pass(ms: number): void
}

export function manualSchedule(): ManualSchedule {
  let now = 1_000_000
  const waiting = new Set<{ at: number; delayMs: number; run: () => void }>()
  return {
    now: () => now,
    after(delayMs, run) {
      const entry = { at: now + delayMs, delayMs, run }
      waiting.add(entry)
      return { [Symbol.dispose]: () => waiting.delete(entry) }
    },
    delays: () => [...waiting].map(({ delayMs }) => delayMs),
    pass(ms) {
      now += ms
      for (const entry of [...waiting].filter(({ at }) => at <= now)) {
        waiting.delete(entry)
        entry.run()
      }
    },
  }
}

export interface Page {
  readonly weft: WeftBridge
  /** Asks the preload for ports, as the window does: calls first, documents second. */
  connect(): Promise<[MessagePort, MessagePort]>
  api(): Promise<{ client: Client; port: MessagePort }>
}

export interface TestShell extends AsyncDisposable {
  readonly standIn: StandIn
  readonly schedule: ManualSchedule
  readonly profile: string
  readonly options: ShellOptions
  /** Once the newest host has this folder open; any, unless given. */
  opened(folder?: string): Promise<OpenWorkspace>
  /** Until the page is loaded, where there is one. */
  start(): Promise<void>
  page(window?: StandInWindow): Page
}

export interface TestShellOptions extends Partial<Pick<ShellOptions, 'args' | 'platform' | 'isDevelopment'>> {
  readonly computer?: Computer
  readonly profile?: TemporaryFolder
  /** In place of a host that works. */
  readonly program?: (world: UtilityWorld) => (() => Promise<void>) | undefined
}

const repository = fileURLToPath(new URL('../..', import.meta.url))

export function testShell(given: TestShellOptions = {}): TestShell {
  const folder = given.profile ?? temporaryFolder()
  const schedule = manualSchedule()
  const running = new Set<Host>()

  function program(world: UtilityWorld): () => Promise<void> {
    let mine: Host | null = null
    serveMain({
      parent: world.parentPort,
      async startHost({ profileFolder, pageFolder, sampleFolder, version }) {
        const log = pino({ level: 'silent' })
        mine = await createHost({ profileFolder, pageFolder, sampleFolder, version, port: 0, startRelay: null, log })
        running.add(mine)
        return mine
      },
      exit(code, error) {
        if (mine !== null) running.delete(mine)
        if (error !== undefined) throw error
        world.exit(code)
      },
    })
    return async () => {
      if (mine === null) return
      running.delete(mine)
      await mine[Symbol.asyncDispose]()
    }
  }

  const standIn = createStandIn({
    program: given.program ?? program,
    ...(given.computer !== undefined && { computer: given.computer }),
  })
  let workspace: OpenWorkspace | null = null
  standIn.said.on('message', (said: FromHost) => {
    if (said.type === 'ready') workspace = null
    if (said.type === 'workspace') workspace = said.workspace
  })
  const pageFolder = join(folder.path, 'page')
  mkdirSync(join(pageFolder, 'assets'), { recursive: true })
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><head><title>Weft</title></head>')
  writeFileSync(join(pageFolder, 'assets', 'main.js'), 'export {}')
  const options: ShellOptions = {
    electron: standIn.electron,
    platform: given.platform ?? 'linux',
    args: given.args ?? [],
    workingDirectory: folder.path,
    profileFolder: join(folder.path, 'profile'),
    paths: {
      preload: '/app/preload.cjs',
      hostEntry: '/app/host-entry.cjs',
      page: pageFolder,
      sample: join(repository, 'examples', 'lantern-isle'),
    },
    relay: { file: 'weft', args: ['relay'], environment: {} },
    protocolClient: null,
    isDevelopment: given.isDevelopment ?? false,
    schedule,
    random: bytes => new Uint8Array(bytes),
  }

  return {
    standIn,
    schedule,
    profile: options.profileFolder,
    options,
    async opened(folder) {
      while (workspace === null || (folder !== undefined && workspace.folder !== folder))
        await once(standIn.said, 'message')
      return workspace
    },
    async start() {
      const started = runShell(options)
      standIn.app.becomeReady()
      await started
      for (const { webContents } of standIn.windows)
        if (webContents.loads === 0) await once(webContents, 'did-finish-load')
    },
    page(window = onlyWindow(standIn)) {
      return openPage(window)
    },
    async [Symbol.asyncDispose]() {
      for (const child of standIn.processes) await child.die(0)
      for (const host of running) await host[Symbol.asyncDispose]()
      if (given.profile === undefined) folder[Symbol.dispose]()
    },
  }
}

export function onlyWindow({ windows }: StandIn): StandInWindow {
  const window = windows.at(-1)
  if (window === undefined) throw new Error('no window')
  return window
}

/** Runs the preload in a page of this window. */
function openPage({ webContents }: StandInWindow): Page {
  const messages = new EventEmitter()
  const world = new Map<string, unknown>()
  const { ipcRenderer } = webContents
  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => world.set(name, api) }
  // reason: Electron's own types, of which the preload uses these members.
  exposeBridge({ contextBridge, ipcRenderer } as unknown as ElectronInPage, {
    postMessage(message, target, transfer) {
      if (target !== '/') throw new Error(`message for ${target}`)
      messages.emit('message', message, transfer)
    },
  })
  // reason: what the preload put there.
  const weft = world.get('weft') as WeftBridge

  async function connect(): Promise<[MessagePort, MessagePort]> {
    const received = once(messages, 'message')
    weft.connect()
    // reason: the emitter above sends exactly this.
    const [message, ports] = (await received) as [unknown, [MessagePort, MessagePort]]
    if (message !== 'weft:ports') throw new Error(`unexpected message ${String(message)}`)
    return ports
  }

  return {
    weft,
    connect,
    async api() {
      const [port] = await connect()
      const client: Client = createORPCClient(new RPCLink({ port }))
      port.start()
      return { client, port }
    },
  }
}
