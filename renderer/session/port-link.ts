/**
 * The host over two MessagePorts, on the desktop. `window.weft.connect()` asks the preload for a pair; it answers with
 * a message to this window that carries the ports: calls first, documents second. A new pair comes for each call, so
 * that a host that was started again is reached the same way.
 */
import { RPCLink } from '@orpc/client/message-port'
import { createApiClient } from './api-link.ts'
import type { HostLink } from './host-link.ts'

/** What the preload puts on `window`; the main process parses all of it again. */
export interface DesktopBridge {
  connect(): void
  /** The system's folder dialog: an absolute path, or null where nothing was chosen. */
  chooseFolder(): Promise<string | null>
  /** Everything for the native menus; again whenever something of it changes. */
  setCommands(commands: readonly MenuCommand[]): void
  /** A command was chosen in a menu. Returns what stops listening. */
  onCommand(listener: (id: string) => void): () => void
}

export interface MenuCommand {
  readonly id: string
  readonly title: string
  /** As the palette shows them: `Mod+Shift+D`. */
  readonly keys?: string
  readonly isEnabled: boolean
}

const portsMessage = 'weft:ports'

export function desktopBridge(): DesktopBridge | null {
  return 'weft' in window ? (window.weft as DesktopBridge) : null
}

export function createPortLinkOpener(bridge: DesktopBridge): (signal: AbortSignal) => Promise<HostLink> {
  return async signal => {
    const [rpc, documents] = await receivePorts(bridge, signal)
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    const close = () => {
      rpc.close()
      documents.close()
      resolve()
    }
    for (const port of [rpc, documents]) port.addEventListener('close', close)
    const link = new RPCLink({ port: rpc })
    rpc.start()
    return {
      api: createApiClient(link),
      documents: {
        send: frame => documents.postMessage(frame),
        onFrame: listener => {
          documents.addEventListener('message', ({ data }) => {
            if (data instanceof Uint8Array) listener(data)
          })
          documents.start()
        },
      },
      closed,
      close,
    }
  }
}

function receivePorts(bridge: DesktopBridge, signal: AbortSignal): Promise<[MessagePort, MessagePort]> {
  return new Promise((resolve, reject) => {
    const receive = (event: MessageEvent) => {
      const [rpc, documents] = event.ports
      if (event.source !== window || event.data !== portsMessage || rpc === undefined || documents === undefined) return
      removeEventListener('message', receive)
      resolve([rpc, documents])
    }
    addEventListener('message', receive)
    signal.addEventListener('abort', () => {
      removeEventListener('message', receive)
      reject(signal.reason)
    })
    bridge.connect()
  })
}
