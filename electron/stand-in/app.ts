/** `app`: readiness, the single-instance lock, and the order in which an app ends. */
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'

export interface CancellableEvent {
  preventDefault(): void
  readonly defaultPrevented: boolean
}

export function cancellable<Fields extends object>(fields: Fields): Fields & CancellableEvent {
  let defaultPrevented = false
  const event = {
    ...fields,
    defaultPrevented,
    preventDefault() {
      defaultPrevented = true
    },
  }
  return Object.defineProperty(event, 'defaultPrevented', { get: () => defaultPrevented })
}

/** Apps of one computer and one user data folder: the first has the lock. */
export interface Computer {
  readonly locks: Map<string, StandInApp>
}

export interface Closable {
  /** False where the page or a listener keeps it open. */
  closeForQuit(): boolean
}

export class StandInApp extends EventEmitter {
  readonly windows = new Set<Closable>()
  readonly paths = new Map<string, string>()
  readonly protocolClients: unknown[][] = []
  readonly log: string[] = []
  /** For main.ts, which looks where it is. */
  isPackaged = false
  appPath = ''
  isSandboxed = false
  isReadyNow = false
  hasEnded = false
  readonly #computer: Computer
  readonly #ready = Promise.withResolvers<void>()

  constructor(computer: Computer) {
    super()
    this.#computer = computer
  }

  /** For tests: what the system does when it has started the app. */
  becomeReady(): void {
    this.isReadyNow = true
    this.#ready.resolve()
  }

  whenReady(): Promise<void> {
    return this.#ready.promise
  }

  needReady(what: string): void {
    if (!this.isReadyNow) throw new Error(`${what} cannot be used before the app is ready`)
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path '${name}'`)
    this.paths.set(name, path)
  }

  getAppPath(): string {
    return this.appPath
  }

  getVersion(): string {
    return '0.0.0-test'
  }

  enableSandbox(): void {
    if (this.isReadyNow) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.isSandboxed = true
  }

  setAsDefaultProtocolClient(...given: unknown[]): boolean {
    this.protocolClients.push(given)
    return true
  }

  requestSingleInstanceLock(handedOver: unknown): boolean {
    const key = this.paths.get('userData') ?? ''
    const first = this.#computer.locks.get(key)
    if (first === undefined || first === this) {
      this.#computer.locks.set(key, this)
      return true
    }
    // Through JSON, as it goes between processes.
    first.emit('second-instance', cancellable({}), ['weft'], '/', JSON.parse(JSON.stringify(handedOver)))
    return false
  }

  /** before-quit, the windows close, will-quit, quit; whoever prevents any of these stops it. */
  quit(): void {
    if (this.hasEnded) return
    this.log.push('before-quit')
    const before = cancellable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    for (const window of [...this.windows]) if (!window.closeForQuit()) return
    this.log.push('will-quit')
    const will = cancellable({})
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.end()
  }

  exit(): void {
    this.end()
  }

  private end(): void {
    this.hasEnded = true
    this.log.push('quit')
    this.#computer.locks.delete(this.paths.get('userData') ?? '')
    this.emit('quit')
  }
}
