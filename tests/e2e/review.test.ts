/** Reviewing what met between two people who worked offline, with the keyboard: choose, accept, take back. */
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio, type Studio, type StudioHost } from './studio.ts'

const harbor = 'res://levels/harbor.tscn'
const player = 'res://actors/player.tscn'
const patience = { timeout: 30_000, interval: 100 }

browserTest('what met is chosen by keyboard, filtered, accepted in one go, and taken back', async () => {
  await using studio = await createStudio()
  const { ines, tomas } = await apart(studio)
  const set = (node: string, property: string, value: string) => ({ kind: 'set', node, property, value })
  await edit(ines, harbor, [
    set('Lighthouse/Beam', 'energy', '1.6'),
    set('Lighthouse/Beam', 'color', 'Color(1, 0.88, 0.63, 1)'),
    { kind: 'delete', node: 'Lanterns' },
    { kind: 'add', parent: 'Enemies', name: 'Crab3', type: 'Sprite2D' },
    { kind: 'delete', node: 'Home' },
  ])
  await edit(tomas, harbor, [
    set('Lighthouse/Beam', 'energy', '1.8'),
    set('Lighthouse/Beam', 'color', 'Color(0.73, 0.83, 1, 1)'),
    set('Lanterns/OnThePier', 'position', 'Vector2(900, 400)'),
    { kind: 'add', parent: 'Enemies', name: 'Crab3', type: 'Marker2D' },
  ])
  await edit(ines, player, [set('.', 'rotation', '1.0')])
  await edit(tomas, player, [set('.', 'rotation', '2.0')])
  await tomas.call('POST', '/sharing/reconnect')
  await expect.poll(() => kinds(ines), patience).toEqual(expect.arrayContaining(['dangling', 'recovered', 'renamed']))

  const page = await studio.open(ines)
  await page.getByRole('button', { name: /\d to review/ }).click()
  const list = page.getByRole('region', { name: 'What met or was repaired' })
  await list.getByText('energy', { exact: true }).waitFor()
  await expectNoBarriers(page)
  await studio.shot(page, 'review-dark')

  const entry = (property: string) => list.getByRole('article').filter({ hasText: property }).first()
  await list.focus()
  for (let press = 0; press < 20 && (await entry('energy').getAttribute('data-current')) === null; press += 1) {
    await list.press('j')
  }
  await list.press('1')
  await expect.poll(() => propertyOf(ines, 'Lighthouse/Beam', 'energy'), patience).toBe('1.4')
  await page.getByRole('button', { name: '1 settled, hidden' }).click()
  await page.getByRole('button', { name: 'Undo what was chosen for Lighthouse/Beam' }).click()
  await entry('energy').getByRole('button', { name: 'Base' }).waitFor()
  await expect.poll(() => propertyOf(tomas, 'Lighthouse/Beam', 'energy'), patience).not.toBe('1.4')

  await page
    .getByRole('radiogroup', { name: 'Kind' })
    .getByRole('radio', { name: /Values/ })
    .click()
  const values = 3
  await expect.poll(() => list.getByRole('article').count(), patience).toBe(values)
  await list.press('Control+Enter')
  await page.getByText(`${values} choices accepted as they were.`).waitFor()
  await expect.poll(async () => (await kinds(tomas)).includes('value'), patience).toBe(false)
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect.poll(async () => (await kinds(tomas)).filter(kind => kind === 'value').length, patience).toBe(values)
  expect(studio.consoleErrors).toEqual([])
})

browserTest('a path that leads nowhere is pointed to another node', async () => {
  await using studio = await createStudio()
  const host = await studio.host('Ines', { folder: await studio.game('game') })
  await edit(host, harbor, [{ kind: 'delete', node: 'Home' }])
  const page = await studio.open(host, 'light')
  await page.getByRole('button', { name: '1 to review' }).click()
  await page
    .getByRole('main')
    .getByRole('button', { name: /Point to/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Point home to' })
  await dialog.getByRole('combobox').fill('GullSpawner')
  await page.keyboard.press('Enter')
  await expect.poll(() => propertyOf(host, 'Player', 'home'), patience).toBe('NodePath("../GullSpawner")')
  await page.getByRole('button', { name: '1 settled, hidden' }).click()
  await expectNoBarriers(page)
  await studio.shot(page, 'review-light')
})

async function apart(studio: Studio): Promise<{ ines: StudioHost; tomas: StudioHost }> {
  const relay = await studio.relay()
  const ines = await studio.host('Ines', { folder: await studio.game('first'), relay: relay.link, color: 5 })
  await expect.poll(() => connectionOf(ines), patience).toBe('online')
  const { link } = (await ines.call('POST', '/sharing/links', { rights: 'write' })) as { link: string }
  const tomas = await studio.host('Mara', { folder: await studio.folder('second'), relay: link, color: 2 })
  for (const path of [harbor, player]) await expect.poll(() => isHere(tomas, path), patience).toBe(true)
  await expect.poll(() => connectionOf(tomas), patience).toBe('online')
  await tomas.call('POST', '/sharing/disconnect')
  return { ines, tomas }
}

async function isHere(host: StudioHost, path: string): Promise<boolean> {
  return host.call('GET', `/scenes/tree?path=${encodeURIComponent(path)}`).then(
    () => true,
    () => false,
  )
}

async function edit(host: StudioHost, path: string, edits: readonly object[]): Promise<void> {
  await host.call('POST', '/scenes/edit', { path, edits })
}

async function kinds(host: StudioHost): Promise<string[]> {
  return ((await host.call('GET', '/review')) as { kind: string }[]).map(({ kind }) => kind)
}

async function propertyOf(host: StudioHost, path: string, property: string): Promise<string | undefined> {
  const tree = (await host.call('GET', `/scenes/tree?path=${encodeURIComponent(harbor)}`)) as {
    nodes: { path: string; properties: Record<string, string> }[]
  }
  return tree.nodes.find(node => node.path === path)?.properties[property]
}

async function connectionOf(host: StudioHost): Promise<unknown> {
  return ((await host.call('GET', '/app')) as { workspace: { connection: string } | null }).workspace?.connection
}
