/** A real headless Godot editor that a test can drive: what a user's open editor does to a project. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { temporaryProfile } from '../../build/godot.ts'
import { killGroup } from '../../build/run-bounded.ts'
import { godot, importProject } from './godot.ts'

export interface Editor extends AsyncDisposable {
  /** The temporary copy of the project that the editor has open. */
  readonly folder: string
  /** Opens a scene in a tab, or loads a resource. It stays open, with whatever it then held. */
  open(resourcePath: string): Promise<void>
  /** Changes an open scene: lines of GDScript, in which `root` is its root. */
  edit(resourcePath: string, code: string): Promise<void>
  /** Saves an open scene or a loaded resource as the editor holds it, whatever the file says by now. */
  save(resourcePath: string): Promise<void>
  /** Takes an open scene from its file again, as after the editor's question about outside changes. */
  reload(resourcePath: string): Promise<void>
  /** Ends the editor without saving, and removes the copy. */
  close(): Promise<void>
}

/** Opens a temporary copy of a project in the editor. Takes some seconds: it imports first. */
export async function openEditor(projectFolder: string): Promise<Editor> {
  if (godot === null) throw new Error('no Godot: use godotTest')
  await using undo = new AsyncDisposableStack()
  const temporary = await mkdtemp(join(tmpdir(), 'weft-editor-'))
  undo.defer(() => rm(temporary, { recursive: true, force: true, maxRetries: 5 }))
  const folder = join(temporary, basename(projectFolder))
  await cp(projectFolder, folder, { recursive: true })
  await importProject(folder)
  await addLink(folder)

  const profile = undo.use(await temporaryProfile())
  const server = createServer()
  undo.defer(() => closeServer(server))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const [program = '', ...first] = godot.command
  const child = spawn(program, [...first, '--headless', '--editor', '--path', folder], {
    env: { ...profile.env, WEFT_EDITOR_LINK_PORT: String(port) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  undo.defer(() => endProcess(child))
  const output = keepTail(child)
  const link = await createLink(child, server, output)
  undo.use(link)

  const resources = undo.move()
  const ask = async (action: string, path: string, code = '') => {
    const error = await link.ask({ action, path, code })
    if (error !== 0) throw new Error(`The editor could not ${action} ${path} (error ${error}):\n${output()}`)
  }
  return {
    folder,
    open: path => ask('open', path),
    edit: (path, code) => ask('edit', path, code),
    save: path => ask('save', path),
    reload: path => ask('reload', path),
    close: () => resources.disposeAsync(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

const addon = fileURLToPath(new URL('editor-link', import.meta.url))
const answerTimeoutMs = 90_000

async function addLink(folder: string): Promise<void> {
  await cp(addon, join(folder, 'addons', 'weft_editor_link'), { recursive: true })
  const settings = join(folder, 'project.godot')
  const text = await readFile(settings, 'utf8')
  const path = '"res://addons/weft_editor_link/plugin.cfg"'
  const list = /^enabled=PackedStringArray\((.*)\)$/m
  const section = `\n[editor_plugins]\n\nenabled=PackedStringArray(${path})\n`
  const listed = text.replace(
    list,
    (_, others: string) => `enabled=PackedStringArray(${[others, path].filter(Boolean).join(', ')})`,
  )
  await writeFile(settings, list.test(text) ? listed : text + section)
}

interface Link extends Disposable {
  /** Sends one request and waits for Godot's error code; throws if the editor ends or falls silent. */
  ask(request: { action: string; path: string; code: string }): Promise<number>
}

/** Resolves once the editor has connected, scanned the project and said so. */
async function createLink(child: ChildProcess, server: Server, output: () => string): Promise<Link> {
  const pending = new Map<number, (error: number) => void>()
  const answer = (id: number) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const fail = (why: string) => () => reject(new Error(`${why}:\n${output()}`))
    const timer = setTimeout(fail('The editor does not answer'), answerTimeoutMs)
    const onExit = fail('The editor ended')
    child.once('exit', onExit)
    pending.set(id, resolve)
    return promise.finally(() => {
      clearTimeout(timer)
      child.off('exit', onExit)
      pending.delete(id)
    })
  }
  let socket: Socket | null = null
  const greeting = answer(0)
  server.once('connection', connected => {
    socket = connected
    // The editor is killed at the end: its reset is no news.
    connected.on('error', () => {})
    createInterface(connected).on('line', line => {
      const { id, error } = JSON.parse(line) as { id: number; error: number }
      pending.get(id)?.(error)
    })
  })
  await greeting
  let lastId = 0
  return {
    ask(request) {
      const id = ++lastId
      const answered = answer(id)
      socket?.write(`${JSON.stringify({ id, ...request })}\n`)
      return answered
    },
    [Symbol.dispose]: () => socket?.destroy(),
  }
}

/** The last lines of both streams, for the error message; reading them also keeps the pipes from filling. */
function keepTail(child: ChildProcess): () => string {
  let text = ''
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-8_000)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return () => text
}

async function endProcess(child: ChildProcess): Promise<void> {
  const isGone = child.exitCode !== null || child.signalCode !== null
  const exited = isGone ? Promise.resolve([]) : once(child, 'exit')
  killGroup(child)
  await exited
}

async function closeServer(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}
