/** One window, by keyboard: every edit of the tree changes its own lines of one file, and nothing else. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { browserTest } from './browser-test.ts'
import { followFile, git } from './files.ts'
import { createStudio } from './studio.ts'
import { addNode, expectState, goTo, node, openScene, pickFirst, rename, run, sceneTree } from './window.ts'

const anchor = (name: string, parent = 'Boat') => `[node name="${name}" type="Marker2D" parent="${parent}" unique_id=…]`

browserTest('nodes are added, renamed, duplicated, moved and deleted, each as its own lines', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  await git(folder, 'init', '-q')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'game')
  const page = await studio.open(await studio.host('Ines', { folder }))
  await openScene(page, 'harbor.tscn')
  const file = await followFile(join(folder, 'levels/harbor.tscn'))
  const original = file.text()

  await goTo(page, 'Boat')
  await page.keyboard.press('Control+Enter')
  await pickFirst(page, 'Add a node', 'Marker2D')
  await file.expectChange([`+${anchor('Marker2D')}`, '+'])
  await sceneTree(page).focus()
  await rename(page, 'Anchor')
  await file.expectChange([`-${anchor('Marker2D')}`, `+${anchor('Anchor')}`])
  await page.keyboard.press('Control+d')
  await node(page, 'Anchor2').waitFor()
  await file.expectChange([`+${anchor('Anchor2')}`, '+'])
  await page.keyboard.press('Alt+ArrowUp')
  await file.expectChange([`-${anchor('Anchor')}`, '-', `+${anchor('Anchor')}`, '+'])
  await studio.shot(page, 'nodes')

  await sceneTree(page).hover()
  await page.mouse.wheel(0, 240)
  await node(page, 'Bounds').waitFor()
  await node(page, 'Anchor2').dragTo(node(page, 'Bounds'))
  await file.expectChange([`-${anchor('Anchor2')}`, '-', `+${anchor('Anchor2', 'Bounds')}`, '+'])
  await sceneTree(page).focus()
  await page.keyboard.press('Delete')
  await file.expectChange([`-${anchor('Anchor2', 'Bounds')}`, '-'])
  await page.keyboard.press('Control+z')
  await file.expectChange([`+${anchor('Anchor2', 'Bounds')}`, '+'])
  await page.keyboard.press('Control+Shift+z')
  await file.expectChange([`-${anchor('Anchor2', 'Bounds')}`, '-'])
  await expectState(page, 'Saved')
  expect(await git(folder, 'diff', '--stat')).toMatch(
    /^ levels\/harbor\.tscn \| 2 \+\+\n 1 file changed, 2 insertions\(\+\)$/,
  )
  expect(await git(folder, 'status', '--porcelain')).toBe(' M levels/harbor.tscn')

  for (let undone = 0; undone < 6; undone += 1) await page.keyboard.press('Control+z')
  await expect.poll(() => git(folder, 'status', '--porcelain')).toBe('')
  await file.expectChange([`-${anchor('Anchor')}`, '-'])
  expect(file.text()).toBe(original)
})

browserTest('groups are a part of the node line; a name that is taken or forbidden is refused', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const page = await studio.open(await studio.host('Ines', { folder }))
  await openScene(page, 'lantern.tscn')
  const file = await followFile(join(folder, 'actors/lantern.tscn'))
  await goTo(page, 'Body')
  await run(page, 'Add to a group…')
  await pickFirst(page, 'Add to a group', 'shining')
  const body = '[node name="Body" type="Sprite2D" parent="." unique_id=…'
  await file.expectChange([`-${body}]`, `+${body} groups=["shining"]]`])

  await sceneTree(page).press('F2')
  const field = page.getByRole('textbox', { name: 'Node name' })
  await field.fill('a/b')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.keyboard.press('Escape')
  await addNode(page, 'Lantern', 'Timer', 'Wick')
  await file.expectChange(['+[node name="Wick" type="Timer" parent="." unique_id=…]', '+'])
})
