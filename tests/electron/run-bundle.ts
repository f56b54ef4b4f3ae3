/**
 * Runs the bundles of a packaged app over the stand-in: main here, the host in a thread (which can be handed ports, as
 * a utility process can), the preload beside a page. Says to its parent what the page sees, quits the app and ends.
 *
 *     node run-bundle.ts APP_FOLDER RESOURCES_FOLDER
 */
import { EventEmitter, once } from 'node:events'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { type MessagePort, Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { WeftBridge } from '../../electron/bridge.ts'
import { createStandIn } from '../../electron/stand-in/electron.ts'
import type { Client } from '../../electron/stand-in/started-shell.ts'
import type { UtilityWorld } from '../../electron/stand-in/utility-process.ts'

const [, , app = '', resources = ''] = process.argv
const require = createRequire(import.meta.url)
const built = join(app, '.vite', 'build')

const standIn = createStandIn({ program: runInThread })
standIn.app.isPackaged = true
standIn.app.appPath = app
Object.assign(process, { resourcesPath: resources, argv: [process.execPath] })

const world = new Map<string, unknown>()
pretendElectron({
  ...standIn.electron,
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => world.set(name, api) },
  // Of the page, which is there by the time the preload asks.
  get ipcRenderer() {
    return standIn.windows[0]?.webContents.ipcRenderer
  },
})
require(join(built, 'main.cjs'))
standIn.app.becomeReady()
await once(standIn.app, 'web-contents-created')
const [window] = standIn.windows
if (window === undefined) throw new Error('no window')
await once(window.webContents, 'did-finish-load')

const messages = new EventEmitter()
Object.assign(globalThis, {
  window: { postMessage: (...sent: unknown[]) => messages.emit('message', ...sent) },
})
require(join(built, 'preload.cjs'))

// reason: what the preload put into the page.
const weft = world.get('weft') as WeftBridge
const received = once(messages, 'message')
weft.connect()
const [, , [rpc, documents]] = (await received) as [string, string, [MessagePort, MessagePort]]
const client: Client = createORPCClient(new RPCLink({ port: rpc }))
rpc.start()
for await (const { workspace } of await client.app.watch()) {
  if (workspace === null) continue
  const { status } = await standIn.fetchPage('weft-app://page/')
  // Its addon and its thread are loaded for this.
  const repository = await client.repo.init({ branch: 'main' })
  process.send?.({ workspace, title: window.title, status, repository, bridge: Object.keys(weft).sort() })
  break
}
const ended = once(standIn.app, 'quit')
standIn.app.quit()
await ended
rpc.close()
documents.close()
process.disconnect()

/** What `require('electron')` gives from here on. One for all: Node remembers what a name means in a folder. */
function pretendElectron(value: object): void {
  const url = 'weft-test:electron'
  Object.assign(globalThis, { pretendedElectron: value })
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url, format: 'commonjs', shortCircuit: true } : next(specifier, context),
    load: (wanted, context, next) =>
      wanted === url
        ? { format: 'commonjs', source: 'module.exports = globalThis.pretendedElectron', shortCircuit: true }
        : next(wanted, context),
  })
}

function runInThread(utility: UtilityWorld): () => Promise<void> {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    process.parentPort = {
      on: (_event, listener) => parentPort.on('message', listener),
      postMessage: message => parentPort.postMessage(message),
    }
    require(workerData.entry)
  `
  const worker = new Worker(source, { eval: true, workerData: { entry: utility.entry } })
  utility.parentPort.on('message', ({ data, ports }) => {
    const raw = ports.map(port => port.raw)
    worker.postMessage({ data, ports: raw }, raw)
  })
  worker.on('message', message => utility.parentPort.postMessage(message))
  worker.on('exit', code => utility.exit(code))
  return async () => {
    await worker.terminate()
  }
}
