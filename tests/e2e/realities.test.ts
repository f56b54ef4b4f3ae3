/** Forking the project, working in the fork, merging it back, reviewing what met, and taking the merge back. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio, type StudioHost } from './studio.ts'
import { expectState, goTo, node, openScene, rename, run } from './window.ts'

const harbor = 'levels/harbor.tscn'
const patience = { timeout: 30_000, interval: 100 }

browserTest(
  'a fork is worked in, switched from, looked at, merged, reviewed by keyboard, and the merge undone',
  async () => {
    await using studio = await createStudio()
    const folder = await studio.game('game')
    const host = await studio.host('Lina', { folder, color: 5 })
    const page = await studio.open(host)
    await openScene(page, 'harbor.tscn')

    await page.keyboard.press('Alt+b')
    const form = page.getByRole('dialog', { name: 'Fork a reality' })
    await form.getByRole('textbox', { name: 'Name of the new reality' }).fill('night-lighting')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Reality: night-lighting' }).waitFor()
    await edit(host, [
      set('Lighthouse/Beam', 'energy', '1.8'),
      set('Lighthouse/Beam', 'shadow_enabled', 'true'),
      set('Boat', 'position', 'Vector2(1300, 640)'),
      { kind: 'add', parent: 'Player', name: 'Halo', type: 'PointLight2D' },
      { kind: 'delete', node: 'Home' },
    ])
    await goTo(page, 'Vane')
    await rename(page, 'WindVane')
    await expectState(page, 'Saved')
    await expect.poll(() => energy(folder), patience).toBe('1.8')

    await page.getByRole('button', { name: 'Reality: night-lighting' }).click()
    await page.getByRole('menuitem', { name: 'main' }).click()
    await page.getByRole('button', { name: 'Reality: main' }).waitFor()
    await node(page, 'Vane').waitFor()
    await expect.poll(() => energy(folder), patience).toBe('1.4')
    await edit(host, [set('Lighthouse/Beam', 'energy', '1.6'), set('Sea/Foam', 'width', '4.0')])

    await run(page, 'Show realities')
    const graph = page.getByRole('listbox', { name: 'Realities and versions' })
    await graph.getByRole('option', { name: 'night-lighting' }).click()
    const card = page.getByRole('region', { name: 'night-lighting', exact: true })
    await card.getByText('Would meet work on main').waitFor()
    await studio.shot(page, 'realities-dark')
    await expectNoBarriers(page)
    await card.getByRole('button', { name: 'Preview merge' }).click()
    const file = page.getByRole('region', { name: `res://${harbor}` })
    await file.getByText('1.8').waitFor()
    expect(await file.getByText('1.6').isVisible()).toBe(true)
    await page.getByRole('treegrid', { name: 'Nodes that differ' }).getByText('Halo').waitFor()
    // What main would be, not how the two differ: Foam is main's own.
    const changed = page.getByRole('treegrid', { name: 'Nodes that differ' })
    expect(await changed.getByText('Foam').count()).toBe(0)
    const beam = changed.getByText('Beam')
    await beam.click()
    const values = page.getByRole('region', { name: 'Beam' })
    await values.getByText('shadow_enabled').waitFor()
    expect(await values.getByText('energy').count()).toBe(0)
    await studio.shot(page, 'merge-preview-dark')
    await page.getByRole('button', { name: 'What holds where both have set something' }).click()
    await page.getByRole('option', { name: 'Take night-lighting’s, list what met' }).click()
    await values.getByText('energy').waitFor()
    await studio.shot(page, 'merge-preview-theirs-dark')
    await expectNoBarriers(page)
    expect(await energy(folder)).toBe('1.6')

    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('night-lighting is merged into main').waitFor()
    await expect.poll(() => readFile(join(folder, harbor), 'utf8'), patience).toContain('name="Halo"')
    const list = page.getByRole('region', { name: 'What met or was repaired' })
    await list.getByText('energy', { exact: true }).waitFor()
    await page.getByRole('treegrid', { name: 'Nodes that differ' }).getByText('Halo').waitFor()
    await studio.shot(page, 'merged-dark')
    await expectNoBarriers(page)
    await list.getByRole('button', { name: /^night-lighting/ }).waitFor()
    await chooseValue(page, 'energy', '1.8')
    await expect.poll(() => energy(folder), patience).toBe('1.8')
    // The changes beside the list follow.
    await page.getByRole('treegrid', { name: 'Nodes that differ' }).getByText('Beam').click()
    await page.getByRole('region', { name: 'Beam' }).getByText('energy').waitFor()

    await page.getByRole('button', { name: 'Undo the merge' }).click()
    await page.getByText('main is as it was before the merge.').waitFor()
    await expect.poll(() => energy(folder), patience).toBe('1.6')
    expect(await readFile(join(folder, harbor), 'utf8')).not.toContain('name="Halo"')
  },
)

browserTest('a reality is thrown away with what is only there said first, and brought back', async () => {
  await using studio = await createStudio()
  const host = await studio.host('Lina', { folder: await studio.game('game'), color: 5 })
  const fork = (await host.call('POST', '/realities', { name: 'gull-ai' })) as { id: string }
  await host.call('POST', `/realities/${fork.id}/switch`, {})
  await edit(host, [set('Boat', 'position', 'Vector2(1, 1)')])
  await host.call('POST', '/realities/main/switch', {})
  const page = await studio.open(host, 'light')
  await openScene(page, 'harbor.tscn')
  await run(page, 'Show realities')
  const graph = page.getByRole('listbox', { name: 'Realities and versions' })
  await graph.getByRole('option', { name: 'gull-ai' }).click()
  await page.getByRole('button', { name: 'More of this reality' }).click()
  await page.getByRole('menuitem', { name: 'Throw away…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Throw gull-ai away?' })
  await dialog.getByText(harbor).waitFor()
  await studio.shot(page, 'drop-light')
  await expectNoBarriers(page)
  await dialog.getByRole('button', { name: 'Throw away' }).click()
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await page.getByText('gull-ai is back.').waitFor()
  await graph.getByRole('option', { name: 'gull-ai' }).waitFor()
  await studio.shot(page, 'realities-light')
})

function set(nodePath: string, property: string, value: string): object {
  return { kind: 'set', node: nodePath, property, value }
}

async function edit(host: StudioHost, edits: readonly object[]): Promise<void> {
  await host.call('POST', '/scenes/edit', { path: `res://${harbor}`, edits })
}

async function energy(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, harbor), 'utf8')
  const beam = text.split('\n[').find(section => section.startsWith('node name="Beam"'))
  return /^energy = (.*)$/m.exec(beam ?? '')?.[1]
}

/** Goes to the item by J and takes the choice with that value by its digit. */
async function chooseValue(page: Page, property: string, value: string): Promise<void> {
  const list = page.getByRole('region', { name: 'What met or was repaired' })
  const entry = list.getByRole('article').filter({ hasText: property }).first()
  await list.focus()
  for (let press = 0; press < 20 && (await entry.getAttribute('data-current')) === null; press += 1)
    await list.press('j')
  const texts = await entry.locator('[aria-pressed]').allTextContents()
  await list.press(String(texts.findIndex(text => text.includes(value)) + 1))
}
