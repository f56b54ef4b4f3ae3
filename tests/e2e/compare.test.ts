/** A scene compared with its last commit: what changed is told and drawn, and one of it is put back. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio } from './studio.ts'
import { openScene, run } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }

browserTest('changes are compared with the last commit, and one is put back', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  await git(folder, 'init', '-q')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'The harbor')
  const file = join(folder, 'levels/harbor.tscn')
  const before = await readFile(file, 'utf8')
  await writeFile(file, changed(before))
  const host = await studio.host('Ines', { folder })

  for (const look of ['light', 'dark'] as const) {
    const page = await studio.open(host, look)
    await openScene(page, 'harbor.tscn')
    await run(page, 'Compare the scene with…')
    const tree = page.getByRole('treegrid', { name: 'Changed nodes' })
    const details = page.getByRole('list', { name: 'What changed' })
    await tree.getByRole('row', { name: /Lighthouse/ }).click()
    await details.getByText('Vector2(220, 540)').waitFor()
    await expectNoBarriers(page)
    await studio.shot(page, `compare-${look}`)
    await page.getByRole('radio', { name: 'Overlay' }).click()
    await studio.shot(page, `compare-overlay-${look}`)
    if (look === 'light') {
      await page.context().close()
      continue
    }
    await page.getByText('Put back: 1 change.').waitFor()
    await page.getByRole('button', { name: 'Put position back' }).click()
    await page.getByText('Lighthouse put back: 1 change.').waitFor()
    await expect.poll(() => readFile(file, 'utf8'), patience).toBe(changed(before, ORIGINAL))
    await details.getByText('Vector2(220, 540)').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => readFile(file, 'utf8'), patience).toBe(changed(before))
    await details.getByText('Vector2(220, 540)').waitFor()
    await tree.getByRole('row', { name: /Harbor/ }).click()
    await page.getByText(/^All below: \d+ changes/).waitFor()
    await studio.shot(page, 'compare-plan')
    await tree.focus()
    await page.keyboard.press('Shift+R')
    await studio.shot(page, 'compare-put-back')
    await page.getByText('Both states say the same.').waitFor()
    await expect.poll(() => readFile(file, 'utf8'), patience).toBe(before)
    await page.getByText(/^Harbor put back: \d+ changes/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect.poll(() => readFile(file, 'utf8'), patience).toBe(changed(before))
  }
})

const ORIGINAL = 'position = Vector2(136, 480)'

/** A lighthouse elsewhere, a band of another colour, a moon of another name, a cloud that is gone and a buoy that is new. */
function changed(text: string, place = 'position = Vector2(220, 540)'): string {
  return text
    .replace(ORIGINAL, place)
    .replace('color = Color(0.851, 0.3373, 0.3098, 1)', 'color = Color(0.2, 0.45, 0.8, 1)')
    .replace('name="Moon"', 'name="FullMoon"')
    .replace(/\[node name="Cloud4"[^[]*/, '')
    .replace(
      '[node name="Lighthouse"',
      '[node name="Buoy" type="Marker2D" parent="Sea" unique_id=5511]\nposition = Vector2(500, 600)\n\n[node name="Lighthouse"',
    )
}
