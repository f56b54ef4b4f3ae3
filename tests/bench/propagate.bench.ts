/**
 * One property, from one host's document to the other's: two hosts and a relay, each a process of its own, on loopback.
 * The clock runs from the edit in a window of the first host until a window of the second has the value: four sockets,
 * and everything that each process does in between, storing included.
 */
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setProperty } from '../../shared/scene/commands.ts'
import { openSceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import type { NodeId, Scene } from '../../shared/scene/scene.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { startWeft, type WeftProcess } from '../e2e/processes.ts'
import { followDocument } from './propagate/follow-document.ts'
import type { BenchRow } from './row.ts'

const WARM_UP = 50
const SAMPLES = 1_000
/** Edits come as people make them, not one on the heels of the other. */
const PAUSE_MS = 4
const READY_MS = 60_000
const sample = fileURLToPath(new URL('../../examples/lantern-isle/', import.meta.url))
const path = 'res://levels/harbor.tscn'
const script = 'res://actors/crab.gd'

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-propagate-'))
  await using owned = new AsyncDisposableStack()
  owned.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const start = async (name: string, args: readonly string[]) =>
    owned.adopt(await startWeft(args, { home: join(folder, `home-${name}`) }), started => started.kill())

  await cp(sample, join(folder, 'first'), { recursive: true })
  const relay = await start('relay', ['relay', '--data', join(folder, 'relay')])
  const first = await start('first', ['serve', join(folder, 'first'), '--relay', `${relay.url}#${relay.token}`])
  await until(() => isOnline(first))
  const { link } = (await call(first, 'POST', '/sharing/links', { rights: 'write' })) as { link: string }
  const second = await start('second', ['serve', join(folder, 'second'), '--relay', link])
  await until(() => isOnline(second))
  await until(() => hasScene(second))

  const times = await measure(first, second)
  const [p50, p99] = [percentile(times, 50), percentile(times, 99)]
  const note = `${times.length} edits, window to window, stored on the way`
  const typed = await measureTyping(first, second)
  const [typed50, typed99] = [percentile(typed, 50), percentile(typed, 99)]
  const typedNote = `${typed.length} letters typed in one script, window to window, stored on the way`
  return [
    {
      name: 'one letter to the other host, p50',
      ours: typed50,
      unit: 'ms',
      target: 'under 10 ms',
      pass: typed50 < 10,
      note: typedNote,
    },
    {
      name: 'one letter to the other host, p99',
      ours: typed99,
      unit: 'ms',
      target: 'under 50 ms',
      pass: typed99 < 50,
      note: typedNote,
    },
    { name: 'one property to the other host, p50', ours: p50, unit: 'ms', target: 'under 10 ms', pass: p50 < 10, note },
    { name: 'one property to the other host, p99', ours: p99, unit: 'ms', target: 'under 50 ms', pass: p99 < 50, note },
  ]
}

async function measure(first: WeftProcess, second: WeftProcess): Promise<number[]> {
  await using near = await openWindow(first)
  await using far = await openWindow(second)
  const editor = createSceneEditor(openSceneDocument(near.doc), {
    person: { name: 'Ines', color: 2 },
    now: () => Date.now(),
    random: size => randomBytes(size),
  })
  const arriving = openSceneDocument(far.doc)
  const boat = idOf(editor.document.scene, 'Boat')
  const times: number[] = []
  for (let round = 0; round < WARM_UP + SAMPLES; round += 1) {
    const value = `Vector2(${round}, 606)`
    const arrived = new Promise<void>(resolve => {
      const stop = arriving.onDidChange(({ scene }) => {
        if (scene.nodes.get(boat)?.properties.get('position') !== value) return
        stop()
        resolve()
      })
    })
    const begin = performance.now()
    setProperty(editor, [boat], 'position', value)
    await arrived
    if (round >= WARM_UP) times.push(performance.now() - begin)
    await wait(PAUSE_MS)
  }
  return times
}

/** Both type in turn, as two people do: each letter is timed until the other's window has it. */
async function measureTyping(first: WeftProcess, second: WeftProcess): Promise<number[]> {
  await using near = await openWindow(first, '/texts/open', script)
  await using far = await openWindow(second, '/texts/open', script)
  const texts = [near, far].map(window => openTextDocument(window.doc).text)
  const times: number[] = []
  for (let round = 0; round < WARM_UP + SAMPLES; round += 1) {
    const [from, to] = round % 2 === 0 ? texts : texts.toReversed()
    if (from === undefined || to === undefined) throw new Error('two windows are open')
    const length = from.length + 1
    const arrived = new Promise<void>(resolve => {
      const look = () => {
        if (to.length < length) return
        to.unobserve(look)
        resolve()
      }
      to.observe(look)
    })
    const begin = performance.now()
    from.insert(round % 2 === 0 ? 0 : from.length, 'x')
    await arrived
    if (round >= WARM_UP) times.push(performance.now() - begin)
    await wait(PAUSE_MS)
  }
  return times
}

async function openWindow(host: WeftProcess, route = '/scenes/open', file = path) {
  const opened = (await call(host, 'POST', route, { path: file })) as { document: string }
  return followDocument({ origin: new URL(host.url).origin, token: host.token, document: opened.document })
}

function idOf(scene: Scene, name: string): NodeId {
  for (const node of scene.nodes.values()) if (node.name === name) return node.id
  throw new Error(`the scene has no ${name}`)
}

async function isOnline(host: WeftProcess): Promise<boolean> {
  const { workspace } = (await call(host, 'GET', '/app')) as {
    workspace: { connection: string; waiting: number; progress: unknown } | null
  }
  return workspace?.connection === 'online' && workspace.waiting === 0 && workspace.progress === null
}

async function hasScene(host: WeftProcess): Promise<boolean> {
  const files = (await call(host, 'GET', '/files')) as { path: string }[]
  return files.some(file => file.path === path)
}

async function call(host: WeftProcess, method: string, route: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${new URL(host.url).origin}/api${route}`, {
    method,
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + READY_MS
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('the hosts are not ready in time')
    await wait(50)
  }
}

function percentile(numbers: readonly number[], percent: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}
