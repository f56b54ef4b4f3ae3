/** The first minutes with Weft, and whether everybody can use what is shown. */
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio } from './studio.ts'
import { openScene, sceneTree, state } from './window.ts'

browserTest.for(['dark', 'light'] as const)(
  'first run in %s: the greeting, the sample, a scene; nothing that axe finds serious',
  async look => {
    await using studio = await createStudio()
    const host = await studio.host('newcomer')
    const page = await studio.open(host, look)
    await page.getByRole('heading', { name: 'Welcome to Weft' }).waitFor()
    await page.getByRole('textbox', { name: 'Name or initials' }).fill('Ines')
    await page.getByRole('radiogroup', { name: 'Your colour' }).getByRole('radio', { name: 'Colour 3' }).press('Space')
    await studio.shot(page, `welcome-${look}`)
    await expectNoBarriers(page)

    await page.getByRole('button', { name: 'Try the sample' }).click()
    await page.getByRole('banner').getByRole('button', { name: 'Ines, you' }).waitFor()
    await openScene(page, 'harbor.tscn')
    await sceneTree(page).getByRole('row').first().waitFor()
    await page.getByRole('tab', { name: 'harbor.tscn' }).waitFor()
    await page.getByRole('tab', { name: 'Inspector', selected: true }).waitFor()
    await expect.poll(() => state(page).textContent()).toBe('Saved')
    await sceneTree(page).press('ArrowDown')
    await studio.shot(page, `editor-${look}`)
    await expectNoBarriers(page)

    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('button', { name: 'Start on this computer' }).waitFor()
    await studio.shot(page, `share-${look}`)
    await expectNoBarriers(page)
    await page.keyboard.press('Escape')

    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('lant')
    await page.getByRole('option').first().waitFor()
    await studio.shot(page, `palette-${look}`)
    await expectNoBarriers(page)
    await page.keyboard.press('Escape')

    await page.getByRole('tab', { name: 'Review' }).click()
    await page.getByText('Nothing to review.').waitFor()
    await expectNoBarriers(page)
    expect(studio.consoleErrors).toEqual([])
  },
)
