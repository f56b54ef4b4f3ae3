/** One window: a value of each kind, groups and signals, each as its own line of the file. */
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { followFile, git } from './files.ts'
import { createStudio } from './studio.ts'
import { expectState, goTo, openScene, pickFirst, run } from './window.ts'

browserTest('a value of each kind is edited in the inspector, and is one line of the file', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  await git(folder, 'init', '-q')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'game')
  const page = await studio.open(await studio.host('Ines', { folder }))
  await openScene(page, 'harbor.tscn')
  const file = await followFile(join(folder, 'levels/harbor.tscn'))

  await goTo(page, 'TideTimer')
  await type(field(page, 'Wait time'), '60 / 2')
  await file.expectChange(['-wait_time = 45.0', '+wait_time = 30.0'])

  await field(page, 'Wait time').press('Alt+t')
  const raw = field(page, 'Wait time, as text')
  await type(raw, 'Vector2(')
  await page
    .getByRole('alert')
    .getByText(/Not a Godot value/)
    .waitFor()
  await studio.shot(page, 'raw-refused')
  await expectNoBarriers(page)
  await raw.press('Escape')
  await expectState(page, 'Saved')

  await goTo(page, 'Boat')
  await type(field(page, 'Position x'), '1180')
  await file.expectChange(['-position = Vector2(1176, 606)', '+position = Vector2(1180, 606)'])

  await goTo(page, 'Deck')
  await type(field(page, 'Color, hex'), '336699')
  await file.expectChange(['-color = Color(0.5412, 0.4039, 0.2824, 1)', '+color = Color(0.2, 0.4, 0.6, 1)'])

  await goTo(page, 'Sign')
  await field(page, 'Text').first().fill('Short "Pier"')
  await page.keyboard.press('Control+Enter')
  await file.expectChange(['-text = "Long Pier"', '+text = "Short \\"Pier\\""'])
  await inspector(page).getByRole('button', { name: 'Center Horizontal alignment' }).click()
  await page.getByRole('option', { name: 'Right' }).click()
  await file.expectChange(['-horizontal_alignment = 1', '+horizontal_alignment = 2'])

  await goTo(page, 'DeckShape')
  await inspector(page).getByRole('checkbox', { name: 'One way collision', exact: true }).focus()
  await page.keyboard.press('Space')
  await file.expectChange(['-one_way_collision = true'])

  await goTo(page, 'Player')
  await inspector(page).getByRole('button', { name: 'Pick a node' }).first().click()
  await pickFirst(page, 'Pick a node', 'GullSpawner')
  await file.expectChange(['-home = NodePath("../Home")', '+home = NodePath("../GullSpawner")'])
  await studio.shot(page, 'inspector')
  await expectNoBarriers(page)
  await expectState(page, 'Saved')
  expect(await git(folder, 'status', '--porcelain')).toBe(' M levels/harbor.tscn')
  expect(await git(folder, 'diff', '--shortstat')).toBe(' 1 file changed, 6 insertions(+), 7 deletions(-)')
})

browserTest('groups and a signal connection: a part of a line, and a line', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const page = await studio.open(await studio.host('Ines', { folder }))
  await openScene(page, 'harbor.tscn')
  const file = await followFile(join(folder, 'levels/harbor.tscn'))
  const pier = '[node name="Pier" type="StaticBody2D" parent="." unique_id=…'

  await goTo(page, 'Pier')
  await inspector(page).getByRole('button', { name: 'Remove from landmarks' }).click()
  await file.expectChange([`-${pier} groups=["landmarks"]]`, `+${pier}]`])
  await run(page, 'Add to a group…')
  await pickFirst(page, 'Add to a group', 'wood')
  await file.expectChange([`-${pier}]`, `+${pier} groups=["wood"]]`])

  await goTo(page, 'TideTimer')
  await run(page, 'Connect a signal…')
  const dialog = page.getByRole('dialog', { name: 'Connect a signal: TideTimer' })
  await dialog.getByRole('button', { name: 'Signal' }).click()
  await page.getByRole('option', { name: 'tree_entered' }).click()
  await studio.shot(page, 'connect-signal')
  await expectNoBarriers(page)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await file.expectChange([
    '+[connection signal="tree_entered" from="TideTimer" to="." method="_on_tide_timer_tree_entered"]',
  ])
  await inspector(page).getByRole('button', { name: 'Disconnect tree_entered' }).click()
  await file.expectChange([
    '-[connection signal="tree_entered" from="TideTimer" to="." method="_on_tide_timer_tree_entered"]',
  ])
})

function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Inspector and review' })
}

function field(page: Page, name: string): Locator {
  return inspector(page).getByRole('textbox', { name, exact: true })
}

async function type(into: Locator, text: string): Promise<void> {
  await into.fill(text)
  await into.press('Enter')
}
