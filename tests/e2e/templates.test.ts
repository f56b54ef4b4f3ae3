/** A template made from a lighthouse, put into another place with other values by the keyboard, looked at on disk. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio } from './studio.ts'
import { expectNode, expectState, goTo, openScene, run } from './window.ts'

browserTest(
  'a template is made, put in with values, taken back with one undo, renamed, deleted and brought back',
  async () => {
    await using studio = await createStudio()
    const folder = await studio.game('game')
    const host = await studio.host('Ines', { folder })
    const page = await studio.open(host)
    await openScene(page, 'harbor.tscn')
    await goTo(page, 'Gallery')
    await page.keyboard.press('Alt+i')
    await dialog(page, 'Insert template').getByText('No templates yet.').waitFor()
    await studio.shot(page, 'templates-empty')
    await expectNoBarriers(page)
    await page.keyboard.press('Escape')

    await goTo(page, 'Lighthouse')
    await run(page, 'Make template')
    const make = dialog(page, 'Make template: Lighthouse')
    await make.getByRole('textbox', { name: 'Description' }).fill('A tower with a beam')
    await make.getByRole('textbox', { name: 'Tags' }).fill('building, night')
    await make.getByRole('checkbox', { name: 'Ask for Lighthouse name' }).press('Space')
    await make.getByRole('checkbox', { name: 'Ask for Lighthouse position' }).press('Space')
    await make.getByRole('checkbox', { name: 'Ask for Tower color' }).press('Space')
    await make.getByText('Lighthouse/Beam swept → . _on_beam_swept').waitFor()
    await studio.shot(page, 'templates-make')
    await expectNoBarriers(page)
    const parameterName = make.getByRole('textbox', { name: 'Name of the parameter for Tower color' })
    await parameterName.fill('1st')
    await make
      .getByRole('status')
      .getByText(/letters, digits/)
      .waitFor()
    await parameterName.fill('paint')
    await make.getByRole('textbox', { name: 'Name', exact: true }).press('Enter')
    await make.waitFor({ state: 'detached' })
    const file = join(folder, 'weft-templates/lighthouse.weft-template.json')
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      format: 1,
      tags: ['building', 'night'],
      parameters: [
        { name: 'name', default: 'Lighthouse' },
        { name: 'position', type: 'Vector2' },
        { name: 'paint', type: 'Color' },
      ],
    })

    await goTo(page, 'Sea')
    await page.keyboard.press('Alt+i')
    const insert = dialog(page, 'Insert template')
    await insert.getByRole('combobox').fill('light')
    await insert.getByRole('img', { name: 'Outline of the template' }).waitFor()
    await insert.getByRole('textbox', { name: 'name' }).fill('a/b')
    await insert
      .getByRole('alert')
      .getByText(/cannot contain/)
      .waitFor()
    await studio.shot(page, 'templates-insert')
    await expectNoBarriers(page)
    await insert.getByRole('textbox', { name: 'name' }).fill('Faro')
    await insert.getByRole('textbox', { name: 'paint, hex' }).fill('336699')
    await insert.getByRole('textbox', { name: 'paint, hex' }).press('Enter')
    await insert.getByRole('textbox', { name: 'name' }).press('Enter')
    await insert.waitFor({ state: 'detached' })
    await expectNode(page, 'Faro')
    await expectState(page, 'Saved')
    const level = join(folder, 'levels/harbor.tscn')
    await expect.poll(() => readFile(level, 'utf8')).toContain('[node name="Faro" type="Node2D" parent="Sea"')
    expect(await readFile(level, 'utf8')).toMatch(
      /\[node name="Tower" type="Polygon2D" parent="Sea\/Faro"[^\n]*\ncolor = Color\(0\.2, 0\.4, 0\.6, 1\)/,
    )
    const before = await readFile(new URL('../../examples/lantern-isle/levels/harbor.tscn', import.meta.url), 'utf8')
    await goTo(page, 'Faro')
    await page.keyboard.press('Control+z')
    await expect.poll(() => readFile(level, 'utf8')).toBe(before)

    await page.keyboard.press('Alt+i')
    await more(page, 'Edit…')
    const edit = dialog(page, 'Edit lighthouse')
    await edit.getByRole('textbox', { name: 'Description: paint' }).fill('Of the walls')
    await edit.getByRole('button', { name: 'Take out position' }).click()
    await studio.shot(page, 'templates-edit')
    await expectNoBarriers(page)
    await edit.getByRole('button', { name: 'Save' }).click()
    await more(page, 'Rename…')
    await dialog(page, 'Rename lighthouse').getByRole('textbox').fill('beacon')
    await page.keyboard.press('Enter')
    await insert.getByRole('option', { name: /beacon/ }).waitFor()
    await more(page, 'Delete')
    await insert.getByText('No templates yet.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Undo' }).click()
    const beacon = join(folder, 'weft-templates/beacon.weft-template.json')
    await expect
      .poll(async () => JSON.parse(await readFile(beacon, 'utf8').catch(() => '{}')))
      .toMatchObject({
        parameters: [{ name: 'name' }, { name: 'paint', description: 'Of the walls' }],
      })

    const light = await studio.open(host, 'light')
    await openScene(light, 'harbor.tscn')
    await light.keyboard.press('Alt+i')
    await dialog(light, 'Insert template').getByRole('img', { name: 'Outline of the template' }).waitFor()
    await studio.shot(light, 'templates-insert-light')
    await expectNoBarriers(light)
  },
)

function dialog(page: Page, title: string) {
  return page.getByRole('dialog', { name: title })
}

async function more(page: Page, title: string): Promise<void> {
  await dialog(page, 'Insert template').getByRole('img', { name: 'Outline of the template' }).waitFor()
  await page.getByRole('button', { name: 'More for this template' }).click()
  await page.getByRole('menuitem', { name: title }).click()
}
