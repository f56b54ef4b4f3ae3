/** What was acknowledged survives: a host and a relay that are killed in the middle of edits. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browserTest } from './browser-test.ts'
import { expectEqualFolders } from './files.ts'
import { createStudio, type StudioHost } from './studio.ts'
import { addNode, expectNode, expectState, openScene } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }
const path = 'res://actors/lantern.tscn'

browserTest('a host killed in the middle of edits has everything that it said was saved', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const host = await studio.host('Ines', { folder })
  const window = await studio.open(host)
  await openScene(window, 'lantern.tscn')
  for (const name of ['Wick', 'Glass']) await addNode(window, 'Lantern', 'Marker2D', name)
  await expectState(window, 'Saved')

  // A script edits as fast as it can; the host goes while an answer is on its way.
  const acknowledged: string[] = ['Wick', 'Glass']
  const edits = editUntilItFails(host, acknowledged)
  await expect.poll(() => acknowledged.length, { ...patience, interval: 5 }).toBeGreaterThan(30)
  await host.kill()
  await edits
  await window.context().close()

  await host.start()
  const names = await nodesOf(host)
  expect(names).toEqual(expect.arrayContaining(acknowledged))
  expect(new Set(names).size).toBe(names.length)
  const again = await studio.open(host)
  await openScene(again, 'lantern.tscn')
  await expectNode(again, acknowledged.at(-1) ?? '')
  await expectState(again, 'Saved')
  const file = await readFile(join(folder, 'actors/lantern.tscn'), 'utf8')
  for (const name of acknowledged) expect(file).toContain(`[node name="${name}"`)
})

browserTest('a relay killed in the middle of edits comes back, and both sides have all of them', async () => {
  await using studio = await createStudio()
  const relay = await studio.relay()
  const first = await studio.game('first')
  const ines = await studio.host('Ines', { folder: first, relay: relay.link })
  await expect.poll(() => connectionOf(ines), patience).toBe('online')
  const { link } = (await ines.call('POST', '/sharing/links', { rights: 'write' })) as { link: string }
  const second = await studio.folder('second')
  const tomas = await studio.host('Tomas', { folder: second, relay: link })
  await expectEqualFolders(second, first)

  const windows = [await studio.open(ines), await studio.open(tomas)] as const
  for (const window of windows) await openScene(window, 'lantern.tscn')
  await addNode(windows[0], 'Lantern', 'Marker2D', 'Wick')
  await relay.kill()
  await addNode(windows[0], 'Lantern', 'Marker2D', 'Glass')
  await addNode(windows[1], 'Lantern', 'Marker2D', 'Handle')
  for (const window of windows) await expectState(window, /^Offline, \d+ changes? waits?$/)

  await relay.start()
  for (const window of windows) {
    for (const name of ['Wick', 'Glass', 'Handle']) await expectNode(window, name)
    await expectState(window, 'Saved')
  }
  await expectEqualFolders(second, first)
})

/** Adds nodes one after the other; a name is acknowledged once the host has answered. */
async function editUntilItFails(host: StudioHost, acknowledged: string[]): Promise<void> {
  for (let count = 0; ; count += 1) {
    const name = `Spark${count}`
    try {
      await host.call('POST', '/scenes/edit', {
        path,
        edits: [{ kind: 'add', parent: 'Glow', name, type: 'Marker2D' }],
      })
    } catch (error) {
      if (error instanceof TypeError) return
      throw error
    }
    acknowledged.push(name)
  }
}

async function nodesOf(host: StudioHost): Promise<string[]> {
  const tree = await host.call('GET', `/scenes/tree?path=${encodeURIComponent(path)}`)
  return (tree as { nodes: { name: string }[] }).nodes.map(each => each.name)
}

async function connectionOf(host: StudioHost): Promise<unknown> {
  return ((await host.call('GET', '/app')) as { workspace: { connection: string } | null }).workspace?.connection
}
