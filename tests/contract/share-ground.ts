/** Hosts with folders and profiles of their own, a relay as a process of its own, and a cable between them to cut. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { pino } from 'pino'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { relayStarter } from '../../cli/start-relay.ts'
import { createHost, type Host } from '../../host/host.ts'
import { decodeFrame, encodeFrame, FRAME_SYNC, PRESENCE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { createCable } from '../cable.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
export const harbor = 'res://levels/harbor.tscn'
export const patience = { timeout: 20_000, interval: 40 }

const log = pino({ level: 'silent' })

export const files = {
  'project.godot': 'config_version=5\n\n[application]\n\nconfig/name="Harbour"\n',
  'levels/harbor.tscn':
    '[gd_scene format=3 uid="uid://harbor"]\n\n[node name="Harbor" type="Node2D"]\n\n' +
    '[node name="Dock" type="Node2D" parent="."]\nposition = Vector2(10, 20)\n',
  'levels/empty.tscn': '[gd_scene format=3]\n\n[node name="Empty" type="Node"]\n',
  'scripts/boat.gd': 'extends Node2D\n',
  'art/boat.png': '\u0089PNG not really',
}

/** A window as far as presence goes. */
export async function openPresence(host: Host) {
  const socket = new WebSocket(`${host.server.origin.replace('http', 'ws')}/api/documents`)
  const mine = new Awareness(new Y.Doc())
  const seen = new Map<number, unknown>()
  await once(socket, 'open')
  socket.send(JSON.stringify({ token: host.token }))
  await once(socket, 'message')
  socket.on('message', (data: Buffer) => {
    const frame = decodeFrame(data)
    if (frame?.kind !== FRAME_SYNC) return
    const decoder = decoding.createDecoder(frame.message)
    if (decoding.readVarUint(decoder) !== 1) return
    applyAwarenessUpdate(mine, decoding.readVarUint8Array(decoder), 'host')
    seen.clear()
    for (const [client, state] of mine.getStates()) if (client !== mine.clientID) seen.set(client, state)
  })
  return {
    others: () => [...seen.values()],
    say(state: Record<string, unknown>) {
      mine.setLocalState(state)
      const message = encoding.encode(encoder => {
        encoding.writeVarUint(encoder, 1)
        encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(mine, [mine.clientID]))
      })
      socket.send(encodeFrame({ kind: FRAME_SYNC, document: PRESENCE_DOCUMENT, message }))
    },
    [Symbol.dispose]() {
      mine.destroy()
      socket.close()
    },
  }
}

export async function twoHosts(ground: Ground) {
  const ines = await ground.host('ines')
  const first = await ground.project('first')
  await ines.api.openFolder(first)
  await ines.api.sharing.start({ relay: `ws://127.0.0.1:${ground.relayPort}#${ground.relayToken}`, onNetwork: false })
  await expect.poll(() => connectionOf(ines), patience).toBe('online')
  const { link } = await ines.api.sharing.createLink({ rights: 'write' })
  ground.lastLink = link
  const tomas = await ground.host('tomas')
  const second = await ground.folder('second')
  await tomas.api.sharing.join({ link, folder: second })
  await equal(second, first)
  await settled(tomas)
  return { ines, tomas, first, second }
}

export function connectionOf(host: Host): string | undefined {
  return host.api.state().workspace?.connection
}

/** Everything sent, stored and written. */
export async function settled(host: Host): Promise<void> {
  await expect
    .poll(() => host.api.state().workspace, patience)
    .toMatchObject({ connection: 'online', waiting: 0, progress: null })
  await host.api.workspace().whenSettled()
}

export async function edit(host: Host, change: object): Promise<void> {
  const answer = await call(host, 'POST', '/scenes/edit', { path: harbor, edits: [change] })
  expect(answer).toMatchObject({ status: 200 })
}

export async function nodes(host: Host): Promise<string[]> {
  return (await tree(host)).map(node => node.path)
}

export async function position(host: Host): Promise<string | undefined> {
  return (await tree(host)).find(node => node.path === 'Dock')?.properties.position
}

async function tree(host: Host) {
  const { body } = await call(host, 'GET', `/scenes/tree?path=${encodeURIComponent(harbor)}`)
  return (body as { nodes: { path: string; properties: Record<string, string> }[] }).nodes
}

export async function call(host: Host, method: string, path: string, body?: object) {
  const answer = await fetch(`${host.server.origin}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as unknown }
}

/** Both folders hold the same, byte for byte, as soon as both hosts have written. */
export async function equal(one: string, other: string): Promise<void> {
  await expect
    .poll(async () => {
      const [left, right] = await Promise.all([contents(one), contents(other)])
      const paths = [...new Set([...Object.keys(left), ...Object.keys(right)])]
      return paths.filter(path => left[path] !== right[path])
    }, patience)
    .toEqual([])
}

/** Every file of a project by its path, but what Weft keeps for itself. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name))
    if (!entry.isFile() || path.startsWith('.weft')) continue
    found[path] = await readFile(join(folder, path), 'latin1')
  }
  return found
}

export async function allBytes(folder: string): Promise<string> {
  const parts: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) parts.push(await readFile(join(entry.parentPath, entry.name), 'latin1'))
  }
  return parts.join('')
}

export type Ground = Awaited<ReturnType<typeof createGround>>

/** A folder for everything, a relay as its own process, and hosts with a profile each. */
export async function createGround() {
  const folder = await mkdtemp(join(tmpdir(), 'weft-share-'))
  const owned = new AsyncDisposableStack()
  owned.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  let relay: ChildProcess | null = null
  const ground = {
    relayPort: 0,
    relayToken: '',
    lastLink: '',
    async startRelay() {
      relay = spawn(
        process.execPath,
        [join(root, 'cli/weft.mjs'), 'relay', '--port', String(ground.relayPort), '--data', join(folder, 'relay')],
        { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, WEFT_HOME: join(folder, 'relay-home') } },
      )
      const [line] = (await once(relay.stdout ?? relay, 'data')) as [Buffer]
      const ready = JSON.parse(String(line)) as { url: string; token: string }
      ground.relayPort = Number(new URL(ready.url).port)
      ground.relayToken = ready.token
    },
    async killRelay() {
      if (relay === null || relay.exitCode !== null || relay.signalCode !== null) return
      const gone = once(relay, 'exit')
      relay.kill('SIGKILL')
      await gone
    },
    async folder(name: string): Promise<string> {
      await mkdir(join(folder, name))
      return join(folder, name)
    },
    async project(name: string): Promise<string> {
      const project = await ground.folder(name)
      for (const [path, text] of Object.entries(files)) {
        await mkdir(join(project, path, '..'), { recursive: true })
        await writeFile(join(project, path), text, 'latin1')
      }
      return project
    },
    /** Not `isKept`: its owner ends it before the ground does. */
    async host(name: string, { isKept = true } = {}): Promise<Host> {
      const host = await createHost({
        profileFolder: join(folder, `profile-${name}`),
        pageFolder: join(folder, 'no-page'),
        sampleFolder: join(root, 'examples/lantern-isle'),
        port: 0,
        version: '0.0.0',
        startRelay: relayStarter(log),
        log,
      })
      if (isKept) owned.use(host)
      await host.api.setIdentity({ name, color: name.length % 10 })
      return host
    },
    async proxy(port: number) {
      const proxy = await createCable(port)
      owned.use(proxy)
      return proxy
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
  owned.defer(() => ground.killRelay())
  await ground.startRelay()
  return ground
}
