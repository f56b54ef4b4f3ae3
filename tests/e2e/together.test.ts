/** Two people, two hosts, a real relay: joining, seeing each other, working through a cut, and choosing what stays. */
import { readFile, writeFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { contents, expectEqualFolders } from './files.ts'
import { createStudio } from './studio.ts'
import { addNode, expectNode, expectState, goTo, join, node, openScene, sceneTree, share } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }
const harbor = 'levels/harbor.tscn'

browserTest('two windows on two hosts: live both ways, through a cut, and one click settles what met', async () => {
  await using studio = await createStudio()
  const relay = await studio.relay()
  const cable = await studio.cable(relay.port)
  const first = await studio.game('first')
  const ines = await studio.open(await studio.host('Ines', { folder: first, color: 2 }))
  const link = (await share(ines, relay.link)).replace(String(relay.port), String(cable.port))
  await expectState(ines, 'Saved')

  const second = await studio.folder('second')
  const tomasHost = await studio.host('Tomas')
  await tomasHost.call('POST', '/app/close')
  const tomas = await studio.open(tomasHost)
  await join(tomas, 'Tomas', link, second)
  await expectEqualFolders(second, first)
  expect(Object.keys(await contents(second)).length).toBeGreaterThan(40)
  await expectState(tomas, 'Saved')

  await openScene(ines, 'harbor.tscn')
  await openScene(tomas, 'harbor.tscn')
  await addNode(tomas, 'Boat', 'Marker2D', 'Oar')
  await expectNode(ines, 'Oar')
  await addNode(ines, 'Boat', 'Marker2D', 'Net')
  await expectNode(tomas, 'Net')
  await expectEqualFolders(second, first)

  await goTo(tomas, 'Sail')
  await goTo(ines, 'Mast')
  await node(tomas, 'Mast').getByRole('img', { name: 'Ines has selected this' }).waitFor()
  await tomas.getByRole('button', { name: 'Follow Ines' }).waitFor()
  await ines.getByRole('button', { name: 'Follow Tomas' }).waitFor()
  await expectPointerSeen(ines, tomas)
  expect(await tomas.getByRole('button', { name: 'Follow Ines' }).isVisible()).toBe(true)
  await expectNoBarriers(tomas)
  await studio.shot(tomas, 'together')

  cable.cut()
  await expectState(tomas, /^Offline$/)
  await addNode(tomas, 'Pier', 'Marker2D', 'Crate')
  await addNode(ines, 'Pier', 'Marker2D', 'Barrel')
  await nudge(tomas, 'Boat', 'ArrowDown')
  await nudge(ines, 'Boat', 'ArrowRight')
  await expectState(tomas, /^Offline, [3-9] changes wait$/)
  await tomas.getByText(/No connection since/).waitFor()
  await tomas.getByRole('tab', { name: 'Waiting' }).click()
  await tomas.getByRole('list', { name: 'Changes that wait to be sent' }).getByText('Crate').first().waitFor()
  await studio.shot(tomas, 'offline')
  await expectNoBarriers(tomas)
  const mine = await valueOn(second, 'Boat')
  const theirs = await valueOn(first, 'Boat')
  expect(mine).not.toBe(theirs)
  expect(await readFile(joinPath(second, harbor), 'utf8')).not.toContain('"Barrel"')

  cable.mend()
  await expectNode(tomas, 'Barrel')
  await expectNode(ines, 'Crate')
  await expectState(tomas, 'Saved')
  await expectState(ines, 'Saved')
  await expectEqualFolders(second, first)
  const both = await readFile(joinPath(first, harbor), 'utf8')
  expect(both).toContain('"Crate"')
  expect(both).toContain('"Barrel"')

  for (const page of [ines, tomas]) {
    await page.getByRole('button', { name: '1 to review' }).click()
    await page.getByRole('region', { name: 'What met or was repaired' }).getByText('position').first().waitFor()
  }
  await studio.shot(tomas, 'review')
  await expectNoBarriers(tomas)
  const loser = (await valueOn(first, 'Boat')) === mine ? theirs : mine
  await tomas.getByRole('button', { name: loser }).first().click()
  for (const page of [ines, tomas]) {
    await page.getByRole('button', { name: '1 to review' }).waitFor({ state: 'detached' })
  }
  await expect.poll(() => valueOn(first, 'Boat'), patience).toBe(loser)
  await expectEqualFolders(second, first)
})

browserTest('a read-only link shows everything, says so, and writes nothing', async () => {
  await using studio = await createStudio()
  const relay = await studio.relay()
  const first = await studio.game('first')
  const owner = await studio.host('Ines', { folder: first, relay: relay.link })
  await expect.poll(() => connectionOf(owner), patience).toBe('online')
  const { link } = (await owner.call('POST', '/sharing/links', { rights: 'read' })) as { link: string }

  const second = await studio.folder('second')
  const guest = await studio.host('Guest', { folder: second, relay: link })
  const page = await studio.open(guest)
  await expectEqualFolders(second, first)
  await page.getByRole('banner').getByText('Read only').waitFor()
  await openScene(page, 'harbor.tscn')
  await goTo(page, 'Mast')
  await studio.shot(page, 'read-only')
  await expect.poll(() => page.getByRole('button', { name: 'Add node' }).isDisabled()).toBe(true)
  await sceneTree(page).press('Delete')
  await sceneTree(page).press('F2')
  expect(await page.getByRole('textbox', { name: 'Node name' }).count()).toBe(0)
  await expect(
    guest.call('POST', '/scenes/edit', { path: `res://${harbor}`, edits: [{ kind: 'delete', node: 'Boat' }] }),
  ).rejects.toThrow('READ_ONLY')
  await node(page, 'Mast').waitFor()
  await expectEqualFolders(second, first)
})

browserTest('a clone that differs is looked at first: one difference accepted, one discarded', async () => {
  await using studio = await createStudio()
  const relay = await studio.relay()
  const first = await studio.game('first')
  const owner = await studio.host('Ines', { folder: first, relay: relay.link })
  await expect.poll(() => connectionOf(owner), patience).toBe('online')
  const { link } = (await owner.call('POST', '/sharing/links', { rights: 'write' })) as { link: string }

  const second = await studio.game('second')
  await changeOnDisk(joinPath(second, harbor), 'position = Vector2(1176, 606)', 'position = Vector2(1200, 606)')
  await changeOnDisk(joinPath(second, 'actors/gull.tscn'), '[node name="Gull"', '[node name="Tern"')
  const page = await studio.open(await studio.host('Tomas', { folder: second, relay: link }))
  await page.getByRole('button', { name: '2 local differences' }).click()
  const list = page.getByRole('list', { name: 'Files that differ' })
  await list.getByText(harbor).waitFor()
  await studio.shot(page, 'differences')
  await expectNoBarriers(page)
  expect(await readFile(joinPath(second, harbor), 'utf8')).toContain('Vector2(1200, 606)')
  expect(await readFile(joinPath(first, harbor), 'utf8')).toContain('Vector2(1176, 606)')

  await choose(page, `res://${harbor}`)
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.getByRole('button', { name: '1 local difference' }).waitFor()
  await choose(page, 'res://actors/gull.tscn')
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await page.getByText('No local differences.').waitFor()
  await expect.poll(() => valueOn(first, 'Boat'), patience).toBe('Vector2(1200, 606)')
  await expectEqualFolders(second, first)
  expect(await readFile(joinPath(second, 'actors/gull.tscn'), 'utf8')).toContain('[node name="Gull"')
})

async function choose(page: Page, path: string): Promise<void> {
  const box = page.getByRole('checkbox', { name: `Select ${path}` })
  await box.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => box.isChecked()).toBe(true)
}

/** Moves a node in the outline by one press of an arrow. */
async function nudge(page: Page, name: string, arrow: string): Promise<void> {
  await goTo(page, name)
  await page.getByRole('application', { name: 'Outline of the scene' }).press(arrow)
}

/** The pointer over one person's outline is drawn in the other's. */
async function expectPointerSeen(from: Page, by: Page): Promise<void> {
  const outline = (page: Page) => page.getByRole('application', { name: 'Outline of the scene' })
  const before = await outline(by).screenshot()
  const box = await outline(from).boundingBox()
  await from.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 120, { steps: 4 })
  await expect.poll(async () => before.equals(await outline(by).screenshot()), patience).toBe(false)
}

/** The position of a node in the file, as it stands there. */
async function valueOn(folder: string, name: string): Promise<string> {
  const text = await readFile(joinPath(folder, harbor), 'utf8')
  const section = text.split('\n[').find(each => each.startsWith(`node name="${name}"`)) ?? ''
  return /^position = (.*)$/m.exec(section)?.[1] ?? ''
}

async function changeOnDisk(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text).toContain(from)
  await writeFile(path, text.replace(from, to))
}

async function connectionOf(host: { call(method: string, path: string): Promise<unknown> }): Promise<unknown> {
  return ((await host.call('GET', '/app')) as { workspace: { connection: string } | null }).workspace?.connection
}
