/**
 * A studio of several people: relays, hosts and windows, all real, in one temporary folder.
 *
 *     await using studio = await createStudio()
 *     const ines = await studio.host('Ines', { folder: await studio.game('ines') })
 *     const window = await studio.open(ines)
 *
 * Disposed, it ends every process it started and fails where a page met an error that nobody caught.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Cable, createCable } from '../cable.ts'
import { chromiumPath } from './browser-test.ts'
import { startWeft, type WeftProcess } from './processes.ts'

export interface Studio extends AsyncDisposable {
  /** An empty folder. */
  folder(name: string): Promise<string>
  /** A copy of the sample game. */
  game(name: string): Promise<string>
  relay(): Promise<StudioRelay>
  cable(port: number): Promise<Cable>
  host(name: string, options?: HostOptions): Promise<StudioHost>
  /** A window of its own, as another person would have: nothing is shared with other windows. */
  open(host: StudioHost, look?: 'dark' | 'light'): Promise<Page>
  /** Into the system's temporary folder where WEFT_SHOTS is set, and nowhere else. */
  shot(page: Page, name: string): Promise<void>
  /** What pages wrote to their consoles as errors. */
  readonly consoleErrors: readonly string[]
}

export interface StudioRelay {
  readonly port: number
  /** The relay's own address, which may share anything through it. */
  readonly link: string
  kill(): Promise<void>
  /** Again, on the same port and data. */
  start(): Promise<void>
}

export interface HostOptions {
  /** The sample in the user's own profile unless given. */
  readonly folder?: string
  readonly relay?: string
  /** Index of a hue. */
  readonly color?: number
}

export interface StudioHost {
  readonly name: string
  /** Address of a new window; its code opens one. */
  address(): Promise<string>
  call(method: string, path: string, body?: object): Promise<unknown>
  kill(): Promise<void>
  start(): Promise<void>
}

const sample = fileURLToPath(new URL('../../examples/lantern-isle/', import.meta.url))
const size = { width: 1440, height: 900 }

export async function createStudio(): Promise<Studio> {
  const ground = await mkdtemp(join(tmpdir(), 'weft-e2e-'))
  await using building = new AsyncDisposableStack()
  building.defer(() => rm(ground, { recursive: true, force: true, maxRetries: 5 }))
  const pageErrors: string[] = []
  const consoleErrors: string[] = []
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
  const processes = building.adopt(new Set<WeftProcess>(), async all => {
    await Promise.all([...all].map(each => each.kill()))
  })
  // Windows go before hosts, so that none of them sees its host go.
  building.defer(() => browser.close())
  const owned = building.move()

  async function folder(name: string): Promise<string> {
    await mkdir(join(ground, name))
    return join(ground, name)
  }

  async function start(args: readonly string[], home: string): Promise<WeftProcess> {
    const started = await startWeft(args, { home: join(ground, home) })
    processes.add(started)
    return started
  }

  function watch(context: BrowserContext, name: string): void {
    context.on('weberror', error => pageErrors.push(`${name}: ${error.error().stack ?? error.error().message}`))
    context.on('console', message => {
      if (message.type() === 'error') consoleErrors.push(`${name}: ${message.text()}`)
    })
  }

  return {
    folder,
    consoleErrors,
    async game(name) {
      const game = join(ground, name)
      await cp(sample, game, { recursive: true, filter: path => !/[\\/]\.(godot|weft|git)$/.test(path) })
      return game
    },
    async relay() {
      const data = await folder('relay-data')
      const begin = (port: number) => start(['relay', '--port', String(port), '--data', data], 'relay-home')
      let running = await begin(0)
      const port = Number(new URL(running.url).port)
      return {
        port,
        link: `ws://127.0.0.1:${port}#${running.token}`,
        kill: () => running.kill(),
        async start() {
          running = await begin(port)
        },
      }
    },
    async cable(port) {
      return owned.use(await createCable(port))
    },
    async host(name, { folder: project, relay, color = name.length % 10 } = {}) {
      const args = ['serve', ...(project === undefined ? [] : [project])]
      const begin = (port: number, link?: string) =>
        start([...args, '--port', String(port), ...(link === undefined ? [] : ['--relay', link])], `home-${name}`)
      let running = await begin(0, relay)
      const { origin, port } = new URL(running.url)
      let isFresh = true
      const call = async (method: string, path: string, body?: object): Promise<unknown> => {
        const answer = await fetch(`${origin}/api${path}`, {
          method,
          headers: { authorization: `Bearer ${running.token}`, 'content-type': 'application/json' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        const result: unknown = await answer.json()
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(result)}`)
        return result
      }
      if (project !== undefined) await call('PUT', '/app/identity', { name, color })
      return {
        name,
        call,
        async address() {
          if (isFresh) {
            isFresh = false
            return running.url
          }
          return ((await call('POST', '/session/code')) as { url: string }).url
        },
        kill: () => running.kill(),
        async start() {
          running = await begin(Number(port))
          isFresh = true
        },
      }
    },
    async open(host, look = 'dark') {
      const context = await browser.newContext({
        viewport: size,
        colorScheme: look,
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      })
      watch(context, host.name)
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      await page.goto(await host.address())
      return page
    },
    async shot(page, name) {
      if ((process.env.WEFT_SHOTS ?? '') === '') return
      const path = join(tmpdir(), 'weft-shots', `${name}.png`)
      await page.screenshot({ path })
      process.stdout.write(`${path}\n`)
    },
    async [Symbol.asyncDispose]() {
      await owned.disposeAsync()
      if (pageErrors.length > 0) throw new Error(`Pages met errors:\n${pageErrors.join('\n')}`)
    },
  }
}
