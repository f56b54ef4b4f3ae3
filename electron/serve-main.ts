/**
 * The host's side of the utility process: starts the host when told to, answers the main process, and gives each
 * window its ports. A bug or a failed start ends the process: the main process starts another.
 */
import type { Host } from '../host/host.ts'
import type { Port } from '../host/server/carriers.ts'
import { assertNever } from '../shared/assert-never.ts'
import { isAppError } from '../shared/contract/errors.ts'
import { type Failure, type FromHost, type HostProcessOptions, type HostRequest, toHost } from './host-protocol.ts'
import { words } from './words.ts'

/** `process.parentPort` */
export interface ParentPort {
  on(
    event: 'message',
    listener: (message: { readonly data: unknown; readonly ports: readonly Port[] }) => void,
  ): unknown
  postMessage(message: unknown): void
}

interface Deps {
  readonly parent: ParentPort
  readonly startHost: (options: HostProcessOptions) => Promise<Host>
  /** Ends the process. Called once everything is disposed (0), or when it cannot go on (1). */
  readonly exit: (code: 0 | 1, error?: unknown) => void
}

export function serveMain({ parent, startHost, exit }: Deps): void {
  let starting: Promise<Host> | null = null

  function say(message: FromHost): void {
    parent.postMessage(message)
  }

  async function start(options: HostProcessOptions): Promise<void> {
    starting = startHost(options)
    const host = await starting
    let said = ''
    function sayWorkspace(): void {
      const { workspace } = host.api.state()
      const next =
        workspace === null ? null : { name: workspace.name, folder: workspace.folder, isSample: workspace.isSample }
      // The state changes with every edit; what is open seldom does.
      const text = JSON.stringify(next)
      if (text !== said) say({ type: 'workspace', workspace: next })
      said = text
    }
    host.api.onDidChangeState(sayWorkspace)
    say({ type: 'ready' })
    sayWorkspace()
  }

  async function connect([rpc, documents]: readonly Port[]): Promise<void> {
    if (starting === null || rpc === undefined || documents === undefined)
      throw new Error('connect without host or ports')
    const host = await starting
    host.serveMessagePorts({ rpc, documents })
  }

  async function answer(id: number, request: HostRequest): Promise<void> {
    if (starting === null) throw new Error('request before start')
    const host = await starting
    let failure: Failure | null = null
    try {
      await run(host, request)
    } catch (error) {
      failure = failureOf(error)
      if (failure === null) throw error
    }
    say({ type: 'answer', id, failure })
  }

  async function stop(): Promise<void> {
    const host = await starting
    await host?.[Symbol.asyncDispose]()
    exit(0)
  }

  parent.on('message', ({ data, ports }) => {
    receive(data, ports).catch((error: unknown) => exit(1, error))
  })

  function receive(data: unknown, ports: readonly Port[]): Promise<void> {
    const message = toHost.parse(data)
    switch (message.type) {
      case 'start':
        return start(message.options)
      case 'connect':
        return connect(ports)
      case 'request':
        return answer(message.id, message.request)
      case 'stop':
        return stop()
      default:
        return assertNever(message)
    }
  }
}

/** What is the user's to mend: null for a bug, which ends the process. */
function failureOf(error: unknown): Failure | null {
  if (isAppError(error)) {
    const { hint } = error.data
    return { message: error.message, hint: typeof hint === 'string' ? hint : null }
  }
  // Of the system: a file in place of a folder, a folder of somebody else, a disk that is full or may not be written.
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    return { message: words.host.cannotUse(String(error.path)), hint: error.message }
  }
  return null
}

async function run({ api }: Host, request: HostRequest): Promise<void> {
  switch (request.kind) {
    case 'open-sample':
      await api.openSample()
      return
    case 'open-folder':
      await api.openFolder(request.folder)
      return
    case 'join':
      await api.sharing.join({ link: request.link, folder: request.folder })
      return
    default:
      assertNever(request)
  }
}
