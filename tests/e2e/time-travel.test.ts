/** The project as it was: by slider and list, at edits and at commits, taken out as a copy, and gone back to. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio } from './studio.ts'
import { expectState, goTo, openScene, palette, rename, run } from './window.ts'

const file = 'levels/harbor.tscn'

browserTest('the project is looked at as it was, copied from there, and restored', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const copy = join(folder, '..', 'then')
  await git(folder, 'init', '-q')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'The first harbor')
  const committed = await readFile(join(folder, file), 'utf8')
  const host = await studio.host('Ines', { folder })
  const page = await studio.open(host)
  await openScene(page, 'harbor.tscn')
  await goTo(page, 'Moon')
  await rename(page, 'Sun')
  await expectState(page, 'Saved')

  // A text has a life of its own, told by lines.
  await palette(page, '/README.md')
  const text = page.getByRole('textbox', { name: /^Text of res:/ })
  await text.press('Control+Home')
  await page.keyboard.type('Written later\n')
  await expect.poll(() => readFile(join(folder, 'README.md'), 'utf8'), { timeout: 20_000 }).toMatch(/^Written later\n/)
  await run(page, 'History of this file')
  const edits = page.getByRole('treegrid', { name: 'Edits of the file, newest first' })
  await edits.getByRole('row').filter({ hasText: 'Written later' }).first().waitFor()
  await page.getByRole('slider', { name: 'Moment in the life of the file' }).focus()
  await page.keyboard.press('Home')
  const lines = page.getByRole('grid', { name: /README\.md/ })
  await lines.getByText('Written later').waitFor()
  await studio.shot(page, 'text-history')
  await page.getByRole('radio', { name: 'As it was' }).click()
  await page.getByRole('region', { name: 'Text of the file' }).waitFor()
  await page.getByRole('button', { name: /^Restore .* as a new edit$/ }).waitFor()
  await expectNoBarriers(page)

  await run(page, 'Time travel')
  const files = page.getByRole('treegrid', { name: 'Files as they were' })
  const list = page.getByRole('treegrid', { name: 'What happened in the project, newest first' })
  const row = (name: string) => files.getByRole('row').filter({ hasText: name }).first()
  await row('harbor.tscn').click()
  await list.getByRole('row').filter({ hasText: 'Sun' }).first().waitFor()
  const slider = page.getByRole('slider', { name: 'Moment in the life of the project' })
  const beforeSun = async () => {
    await list.getByRole('row').filter({ hasText: 'Sun' }).first().click()
    await slider.focus()
    await page.keyboard.press('ArrowLeft')
  }
  await beforeSun()
  await row('harbor.tscn').getByLabel('Changed since').waitFor()
  await page.getByText('Then', { exact: true }).waitFor()
  await studio.shot(page, 'time-travel')

  await list.getByRole('row').filter({ hasText: 'The first harbor' }).click()
  await page.getByText('The first harbor').first().waitFor()
  await page.getByRole('radio', { name: 'Changed' }).click()
  await row('harbor.tscn').waitFor()
  expect(await files.getByRole('row').filter({ hasText: 'player.gd' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Write a copy…' }).click()
  await page.getByRole('textbox', { name: 'Empty folder, outside of the project' }).fill(copy)
  await page.keyboard.press('Enter')
  await page.getByText(/files written to/).waitFor()
  expect(await readFile(join(copy, file), 'utf8')).toBe(committed)
  expect(await readFile(join(folder, file), 'utf8')).not.toBe(committed)

  await page.getByRole('radio', { name: 'All' }).click()
  await files.focus()
  await page.keyboard.type('README')
  await row('README.md').click()
  await page.getByRole('region', { name: 'Text of the file' }).waitFor()
  await page.getByRole('radio', { name: 'As it was' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await lines.getByText('Written later').waitFor()
  await studio.shot(page, 'time-travel-text')

  await beforeSun()
  await page.getByRole('button', { name: 'Restore the project…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(file).waitFor()
  await studio.shot(page, 'time-travel-restore')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await expectState(page, 'Saved')
  await expect.poll(() => readFile(join(folder, file), 'utf8'), { timeout: 10_000 }).toBe(committed)
  const light = await studio.open(host, 'light')
  await light.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await run(light, 'Time travel')
  await light.getByRole('treegrid', { name: 'Files as they were' }).waitFor()
  await studio.shot(light, 'time-travel-light')
})
