/** utilityProcess: the program runs in this process, but is reached only by cloned messages. */
import { EventEmitter } from 'node:events'
import type { StandInPort } from './ports.ts'

/** What the program of a utility process sees. */
export interface UtilityWorld {
  /** The file that the real one would run. */
  readonly entry: string
  readonly parentPort: {
    on(event: 'message', listener: (message: { data: unknown; ports: StandInPort[] }) => void): unknown
    postMessage(message: unknown): void
  }
  exit(code: number): void
}

export class StandInUtilityProcess extends EventEmitter {
  readonly entry: string
  hasExited = false
  readonly #inside = new EventEmitter()
  readonly #ports: StandInPort[] = []
  readonly #onKill: () => Promise<void>

  constructor(entry: string, program: (world: UtilityWorld) => (() => Promise<void>) | undefined) {
    super()
    this.entry = entry
    const clean = program({
      entry,
      parentPort: {
        on: (event, listener) => this.#inside.on(event, listener),
        postMessage: message => {
          const copy: unknown = structuredClone(message)
          queueMicrotask(() => {
            if (!this.hasExited) this.emit('message', copy)
          })
        },
      },
      exit: code => this.#end(code),
    })
    this.#onKill = clean ?? (async () => {})
  }

  postMessage(message: unknown, ports: StandInPort[] = []): void {
    this.#ports.push(...ports)
    const data: unknown = structuredClone(message)
    queueMicrotask(() => {
      if (!this.hasExited) this.#inside.emit('message', { data, ports })
    })
  }

  kill(): boolean {
    void this.die(15)
    return true
  }

  /** For tests: as if it were killed. What it held of the world, locks and sockets, goes with it. */
  async die(code: number): Promise<void> {
    if (this.hasExited) return
    this.hasExited = true
    await this.#onKill()
    this.hasExited = false
    this.#end(code)
  }

  #end(code: number): void {
    if (this.hasExited) return
    this.hasExited = true
    for (const port of this.#ports) port.close()
    this.emit('exit', code)
  }
}
