/** MessageChannelMain over the channels of Node: structured clone, queueing until `start`, and `close` on both ends. */
import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

export class StandInPort extends EventEmitter {
  /** What a window gets in its place: there a port is one of the web. */
  readonly raw: MessagePort

  constructor(raw: MessagePort) {
    super()
    this.raw = raw
    raw.on('close', () => this.emit('close'))
  }

  postMessage(data: unknown): void {
    this.raw.postMessage(data)
  }

  start(): void {
    this.raw.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }

  close(): void {
    this.raw.close()
  }
}

export class StandInChannel {
  readonly port1: StandInPort
  readonly port2: StandInPort

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new StandInPort(port1)
    this.port2 = new StandInPort(port2)
  }
}
