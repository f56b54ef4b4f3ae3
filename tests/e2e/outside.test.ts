/** Git, Godot and text editors go on working on the folder while a window has it open. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio } from './studio.ts'
import { expectNode, expectState, node, openScene, palette } from './window.ts'

const file = 'levels/harbor.tscn'

browserTest('what Git and a text editor write appears in the open window, and stays as they wrote it', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const path = join(folder, file)
  const older = await readFile(path, 'utf8')
  const newer = older.replace('[node name="Moon"', '[node name="Sun"')
  expect(newer).not.toBe(older)
  await git(folder, 'init', '-q')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'moon')
  await writeFile(path, newer)
  await git(folder, 'commit', '-qam', 'sun')
  const page = await studio.open(await studio.host('Ines', { folder }))
  await openScene(page, 'harbor.tscn')
  await node(page, 'Sun').waitFor()

  await git(folder, 'checkout', '-q', 'HEAD~1', '--', file)
  await node(page, 'Moon').waitFor()
  await node(page, 'Sun').waitFor({ state: 'detached' })
  await expectState(page, 'Saved')
  expect(await readFile(path, 'utf8')).toBe(older)

  const typed = older.replace('[node name="Cloud1"', '[node name="Rain"')
  await writeFile(`${path}.tmp`, typed)
  await rename(`${path}.tmp`, path)
  await node(page, 'Rain').waitFor()
  await expectState(page, 'Saved')
  expect(await readFile(path, 'utf8')).toBe(typed)
})

browserTest(
  'a file with conflict markers is shown with its line, left alone, and opens once it is mended',
  async () => {
    await using studio = await createStudio()
    const folder = await studio.game('game')
    const path = join(folder, file)
    const whole = await readFile(path, 'utf8')
    const torn = whole.replace('\n[node name="Boat"', '\n<<<<<<< ours\n[node name="Boat"')
    const line = torn.split('\n').indexOf('<<<<<<< ours') + 1
    await writeFile(path, torn)
    const page = await studio.open(await studio.host('Ines', { folder }))
    await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
    await palette(page, '/harbor.tscn')
    await page.getByText(new RegExp(`^Line ${line}: `)).waitFor()
    await page.getByRole('region', { name: 'Text of the file' }).getByText('<<<<<<< ours').waitFor()
    await studio.shot(page, 'unreadable')
    expect(await readFile(path, 'utf8')).toBe(torn)
    await writeFile(path, whole)
    await expectNode(page, 'Boat')
    expect(await readFile(path, 'utf8')).toBe(whole)
  },
)
