/** Text over all files: found as it is typed, opened at its line, replaced in some files and taken back. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio } from './studio.ts'

const patience = { timeout: 30_000, interval: 100 }

browserTest('text is found in every file; replaced in those that are kept, and taken back', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const page = await studio.open(await studio.host('Ines', { folder }))
  page.setDefaultTimeout(60_000)
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await page.keyboard.press('Alt+S')
  const field = page.getByRole('textbox', { name: 'Text to search for' })
  await field.waitFor()
  await studio.shot(page, 'text-search-empty')

  await field.fill('extends')
  const results = page.getByRole('listbox', { name: 'Lines found' })
  await results.getByRole('option').first().waitFor()
  await studio.shot(page, 'text-search-results')
  await expectNoBarriers(page)
  await page.getByRole('button', { name: 'Regular expression' }).click()
  await field.fill('extends (')
  await page.getByText(/cannot be read/).waitFor()
  await field.fill('^extends (\\w+)$')
  await page.getByRole('textbox', { name: 'Only in these files' }).fill('actors/')
  await expect.poll(() => results.getByRole('group').count(), patience).toBe(5)

  await page.keyboard.press('Control+Shift+H')
  await page.getByRole('textbox', { name: 'Replace with' }).fill('extends $1 # seen')
  await results
    .getByText(/# seen/)
    .first()
    .waitFor()
  const paths = await results.getByRole('group').evaluateAll(groups => groups.map(group => group.ariaLabel ?? ''))
  const [kept = '', ...others] = paths
  await results.getByRole('group', { name: kept }).locator('.find-scene').click()
  await results.getByRole('group', { name: `${kept}, left out` }).waitFor()
  await studio.shot(page, 'text-search-replace')
  await expectNoBarriers(page)
  const read = () => Promise.all(paths.map(path => readFile(join(folder, path), 'utf8')))
  const before = await read()
  await page.getByRole('button', { name: /^Replace \d+ lines? in/ }).click()
  const notice = page.getByText(`Replaced in ${others.length} files.`)
  await notice.waitFor()
  const after = await read()
  expect(after[0]).toBe(before[0])
  for (const text of after.slice(1)) expect(text).toMatch(/^extends \w+ # seen$/m)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(read, patience).toEqual(before)

  await field.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: kept.slice(kept.lastIndexOf('/') + 1) }).waitFor()
})
