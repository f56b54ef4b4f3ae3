/** Travelling in a scene's time: sliding to a moment, restoring it, taking single edits back, naming, backups. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio, type StudioHost } from './studio.ts'
import { openScene, run } from './window.ts'

const harbor = 'levels/harbor.tscn'
const patience = { timeout: 30_000, interval: 100 }

browserTest(
  'an earlier moment is looked at and restored as a new edit, and the later ones stay in the list',
  async () => {
    await using studio = await createStudio()
    const folder = await studio.game('game')
    const host = await studio.host('Lina', { folder, color: 5 })
    await work(host)
    const page = await studio.open(host)
    const sockets: string[] = []
    page.on('websocket', socket => sockets.push(socket.url()))
    await openHistory(page)
    const slider = page.getByRole('slider', { name: 'Moment in the life of the file' })
    const list = page.getByRole('treegrid', { name: 'Edits of the file, newest first' })
    await list.getByRole('row').first().waitFor()
    const edits = Number(
      /of ([\d,]+)$/.exec((await slider.getAttribute('aria-valuetext')) ?? '')?.[1]?.replace(',', ''),
    )
    expect(edits).toBeGreaterThanOrEqual(8)

    await slider.focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.getByText('Pier rebuilt', { exact: true }).first().waitFor()
    await page.getByRole('application', { name: /^Then, / }).waitFor()
    await page.getByRole('application', { name: 'Now' }).waitFor()
    await expectNoBarriers(page)
    await studio.shot(page, 'history-dark')
    await page.getByRole('radio', { name: 'Overlay' }).click()
    await studio.shot(page, 'history-overlay-dark')
    await page.getByRole('radio', { name: 'Tree' }).click()
    const tree = page.getByRole('treegrid', { name: 'Nodes that differ' })
    await tree.getByText('Buoy').waitFor()
    await tree.getByText('Beam').click()
    await studio.shot(page, 'history-tree-dark')
    await expectNoBarriers(page)

    expect(await property(folder, 'Boat', 'position')).toBe('Vector2(1240, 640)')
    await page.getByRole('button', { name: 'Restore Pier rebuilt as a new edit' }).click()
    await expect.poll(() => property(folder, 'Boat', 'position'), patience).toBe('Vector2(1200, 620)')
    expect(await readFile(join(folder, harbor), 'utf8')).not.toContain('name="Buoy"')
    await list.getByText('Buoy').first().waitFor()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(() => property(folder, 'Boat', 'position'), patience).toBe('Vector2(1240, 640)')
    expect(await readFile(join(folder, harbor), 'utf8')).toContain('name="Buoy"')
    // All of this takes longer than an attempt to connect may: the window is still on its first connection.
    expect(new Set(sockets).size).toBe(sockets.length)
  },
)

browserTest('one edit is taken back and later work kept; a moment is named; backups have a retention', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const host = await studio.host('Lina', { folder, color: 5 })
  await work(host)
  const page = await studio.open(host, 'light')
  await openHistory(page)
  const list = page.getByRole('treegrid', { name: 'Edits of the file, newest first' })
  await list
    .getByRole('checkbox', { name: /^Select Boat position/ })
    .first()
    .click()
  await list
    .getByRole('checkbox', { name: /^Select .*Beam/ })
    .first()
    .click()
  await page.getByText(/^2 edits .*selected$/).waitFor()
  await page.getByRole('slider').press('ArrowLeft')
  await studio.shot(page, 'history-light')
  await expectNoBarriers(page)
  await page.getByRole('button', { name: 'Revert 2 edits' }).click()
  await expect.poll(() => property(folder, 'Boat', 'position'), patience).toBe('Vector2(1200, 620)')

  await page.getByRole('slider').press('Home')
  await page.getByRole('button', { name: 'Name this moment' }).click()
  await page.getByText(/^The whole project as it was at /).waitFor()
  await page.getByRole('textbox', { name: 'Name of the version' }).fill('At first')
  await studio.shot(page, 'history-name-moment-light')
  await expectNoBarriers(page)
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'At first' }).waitFor()
  // It is on the line where it was, not where it got its name.
  await page.getByRole('slider').press('End')
  await page.getByRole('slider').press('Shift+ArrowLeft')
  await page.getByRole('button', { name: 'Restore Pier rebuilt as a new edit' }).waitFor()
  await page.getByRole('slider').press('Shift+ArrowLeft')
  await page.getByRole('button', { name: 'Restore At first as a new edit' }).waitFor()

  await page.getByRole('slider').press('End')
  await page.getByRole('button', { name: 'Name this moment' }).click()
  await page.getByRole('textbox', { name: 'Name of the version' }).fill('Demo build')
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Demo build' }).waitFor()

  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByRole('list', { name: 'Backups of the project' }).getByRole('button').first().waitFor()
  await expectNoBarriers(page)
  await page.getByRole('button', { name: 'Backup settings' }).click()
  const days = page.getByRole('textbox', { name: 'Keep for' }).or(page.getByRole('spinbutton', { name: 'Keep for' }))
  await days.fill('14')
  await page.keyboard.press('Enter')
  await studio.shot(page, 'backups-light')
  await expectNoBarriers(page)
  await page.keyboard.press('Escape')
  await page.getByText('every hour, kept 14 days').waitFor()
  expect(await host.call('GET', '/backups/settings')).toMatchObject({ retentionDays: 14 })
})

async function openHistory(page: Page): Promise<void> {
  await openScene(page, 'harbor.tscn')
  await run(page, 'History of this file')
  await page.getByRole('slider', { name: 'Moment in the life of the file' }).waitFor()
}

/** Two people, one after the other, and a version between. */
async function work(host: StudioHost): Promise<void> {
  const edit = (...edits: readonly object[]) => host.call('POST', '/scenes/edit', { path: `res://${harbor}`, edits })
  const set = (node: string, name: string, value: string) => ({ kind: 'set', node, property: name, value })
  await edit(set('Boat', 'position', 'Vector2(1200, 620)'))
  await edit({ kind: 'add', parent: 'Pier', name: 'OldLamps', type: 'Node2D' })
  await edit({ kind: 'add', parent: 'Pier/OldLamps', name: 'Lamp', type: 'PointLight2D' })
  await edit(set('Pier/OldLamps', 'position', 'Vector2(900, 430)'))
  await edit({ kind: 'rename', node: 'Lighthouse/Vane', name: 'WindVane' })
  await host.call('POST', '/versions', { name: 'Pier rebuilt' })
  await host.call('PUT', '/app/identity', { name: 'Tomas', color: 8 })
  await edit(set('Lighthouse/Beam', 'energy', '1.9'))
  await edit({ kind: 'add', parent: 'Sea', name: 'Buoy', type: 'Marker2D' })
  await edit(set('Sea/Buoy', 'position', 'Vector2(1100, 650)'))
  await edit({ kind: 'delete', node: 'Pier/OldLamps' })
  await edit(set('Pier', 'position', 'Vector2(0, 40)'))
  await edit(set('Boat', 'position', 'Vector2(1240, 640)'))
}

async function property(folder: string, node: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, harbor), 'utf8')
  const section = text.split('\n[').find(each => each.startsWith(`node name="${node}"`)) ?? ''
  return new RegExp(`^${name} = (.*)$`, 'm').exec(section)?.[1]
}
