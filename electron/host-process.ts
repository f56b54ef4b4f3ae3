/**
 * The host, in a utility process that is started, watched, and started again when it dies: the folder that was open
 * is opened again, and windows get new ports when they ask.
 *
 * Owner's duties: `start` once the app is ready; `stop` before the app ends, which waits for what is not on disk yet.
 */
import type { MessagePortMain, UtilityProcess } from 'electron'
import type { Schedule } from '../host/relay-client/schedule.ts'
import { assertNever } from '../shared/assert-never.ts'
import type { Electron } from './electron-module.ts'
import {
  type Failure,
  fromHost,
  type HostProcessOptions,
  type HostRequest,
  type OpenWorkspace,
  type ToHost,
} from './host-protocol.ts'
import { words } from './words.ts'

export interface HostProcess {
  start(): void
  /** Waits for a host where there is none: two ports, calls first. */
  connect(receive: (ports: [MessagePortMain, MessagePortMain]) => void): void
  /** Waits for a host where there is none. Never rejects: what could not be done comes back as words. */
  request(request: HostRequest): Promise<Failure | null>
  readonly workspace: OpenWorkspace | null
  /** Once all is on disk and the process has ended, or after the deadline, when it is killed. */
  stop(): Promise<void>
}

interface Deps {
  readonly electron: Pick<Electron, 'utilityProcess' | 'MessageChannelMain'>
  /** Of host.cjs. */
  readonly entry: string
  readonly options: HostProcessOptions
  readonly schedule: Schedule
  readonly onDidChangeWorkspace: (workspace: OpenWorkspace | null) => void
  /** Died too often: `start` begins again. */
  readonly onDidGiveUp: () => void
  /** The folder that was open could not be opened by the new host. */
  readonly onDidFailToReopen: (failure: Failure) => void
}

export const hostTimes = {
  firstRestartMs: 250,
  longestRestartMs: 8_000,
  /** From starting the process to its `ready`. */
  startMs: 30_000,
  /** For writing what is not on disk yet. */
  stopMs: 15_000,
  /** Deaths are counted within this time… */
  windowMs: 120_000,
} as const

/** …and after so many the user is asked. */
export const hostDeaths = 5

interface Running {
  readonly process: UtilityProcess
  isReady: boolean
  readonly answers: Map<number, (failure: Failure | null) => void>
}

export function createHostProcess(deps: Deps): HostProcess {
  const { electron, schedule } = deps
  const deaths: number[] = []
  /** What waits for a host that is ready. */
  const waiting: ((ready: Running) => void)[] = []
  /** The window asks again when it has waited long: only its last question counts. */
  let waitingWindow: ((ready: Running) => void) | null = null
  let running: Running | null = null
  let restart: Disposable | null = null
  let workspace: OpenWorkspace | null = null
  let isReopening = false
  let stopping: Promise<void> | null = null
  let lastId = 0

  function start(): void {
    if (running !== null || stopping !== null) return
    restart?.[Symbol.dispose]()
    const child = electron.utilityProcess.fork(deps.entry, [], { serviceName: 'Weft host', stdio: 'inherit' })
    const started: Running = { process: child, isReady: false, answers: new Map() }
    running = started
    const deadline = schedule.after(hostTimes.startMs, () => child.kill())
    child.on('message', (message: unknown) => receive(started, message, deadline))
    child.once('exit', () => {
      deadline[Symbol.dispose]()
      onExit(started)
    })
    post(child, { type: 'start', options: deps.options })
  }

  function receive(from: Running, message: unknown, deadline: Disposable): void {
    const said = fromHost.parse(message)
    switch (said.type) {
      case 'ready':
        deadline[Symbol.dispose]()
        onReady(from)
        return
      case 'workspace':
        // A host that was just started has nothing open yet, but will in a moment.
        if (said.workspace === null && isReopening) return
        isReopening = false
        workspace = said.workspace
        deps.onDidChangeWorkspace(workspace)
        return
      case 'answer':
        from.answers.get(said.id)?.(said.failure)
        from.answers.delete(said.id)
        return
      default:
        assertNever(said)
    }
  }

  function onReady(ready: Running): void {
    ready.isReady = true
    if (workspace !== null) void reopen(ready, workspace)
    waitingWindow?.(ready)
    waitingWindow = null
    for (const use of waiting.splice(0)) use(ready)
  }

  async function reopen(host: Running, { isSample, folder }: OpenWorkspace): Promise<void> {
    isReopening = true
    const failure = await ask(host, isSample ? { kind: 'open-sample' } : { kind: 'open-folder', folder })
    // A host that died over it is followed by another, which tries again.
    if (failure === null || running !== host) return
    isReopening = false
    workspace = null
    deps.onDidChangeWorkspace(null)
    deps.onDidFailToReopen(failure)
  }

  function onExit(ended: Running): void {
    running = null
    for (const answer of ended.answers.values()) answer({ message: words.host.stopped, hint: null })
    if (stopping !== null) return
    const now = schedule.now()
    deaths.push(now)
    while (deaths[0] !== undefined && deaths[0] <= now - hostTimes.windowMs) deaths.shift()
    if (deaths.length >= hostDeaths) {
      deaths.length = 0
      deps.onDidGiveUp()
      return
    }
    const delayMs = Math.min(hostTimes.firstRestartMs * 2 ** (deaths.length - 1), hostTimes.longestRestartMs)
    restart = schedule.after(delayMs, start)
  }

  function ask(host: Running, request: HostRequest): Promise<Failure | null> {
    lastId += 1
    const id = lastId
    return new Promise(resolve => {
      host.answers.set(id, resolve)
      post(host.process, { type: 'request', id, request })
    })
  }

  async function stop(): Promise<void> {
    restart?.[Symbol.dispose]()
    if (running === null) return
    const { process: child } = running
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve())
    })
    const deadline = schedule.after(hostTimes.stopMs, () => child.kill())
    post(child, { type: 'stop' })
    await ended
    deadline[Symbol.dispose]()
  }

  return {
    start,
    connect(receivePorts) {
      const use = ({ process: child }: Running) => {
        const rpc = new electron.MessageChannelMain()
        const documents = new electron.MessageChannelMain()
        post(child, { type: 'connect' }, [rpc.port1, documents.port1])
        receivePorts([rpc.port2, documents.port2])
      }
      if (running?.isReady === true) use(running)
      else waitingWindow = use
    },
    request: request =>
      new Promise(resolve => {
        if (running?.isReady === true) resolve(ask(running, request))
        else waiting.push(ready => resolve(ask(ready, request)))
      }),
    get workspace() {
      return workspace
    },
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

function post(child: UtilityProcess, message: ToHost, ports?: MessagePortMain[]): void {
  child.postMessage(message, ports)
}
