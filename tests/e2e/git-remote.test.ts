/** Fetch, pull and push from the window, through the user's own Git, to a remote on this disk. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio } from './studio.ts'

const patience = { timeout: 30_000, interval: 100 }

browserTest('a branch is pushed, follows what it was pushed to, and takes in what others pushed', async () => {
  await using studio = await createStudio()
  const folder = await studio.game('game')
  const remote = await studio.folder('remote')
  const other = await studio.folder('other')
  await git(remote, 'init', '-q', '--bare', '-b', 'main')
  await writeFile(join(folder, '.gitignore'), '.weft/\n.godot/\n')
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'config', 'user.name', 'Ines')
  await git(folder, 'config', 'user.email', 'ines@localhost')
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-qm', 'The harbor')
  await git(folder, 'remote', 'add', 'origin', remote)
  const page = await studio.open(await studio.host('Ines', { folder }), 'light')
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await page.keyboard.press('Alt+C')

  await page.getByRole('button', { name: 'Push', exact: true }).click()
  await page.getByText('Pushed main to origin.').waitFor()
  expect(await git(remote, 'log', '--format=%s', 'main')).toBe('The harbor')
  await page.getByText('in step with origin/main').waitFor()

  await git(other, 'clone', '-q', remote, '.')
  await writeFile(join(other, 'notes.md'), '# Notes\n')
  await git(other, 'add', '.')
  await git(other, 'commit', '-qm', 'Notes')
  await git(other, 'push', '-q')
  await page.getByRole('button', { name: 'Fetch', exact: true }).click()
  await page.getByRole('img', { name: '1 commit to pull' }).waitFor()
  await studio.shot(page, 'git-behind-light')
  await page.getByRole('button', { name: 'Pull', exact: true }).click()
  await page.getByText('in step with origin/main').waitFor()
  await expect.poll(() => readFile(join(folder, 'notes.md'), 'utf8').catch(() => ''), patience).toBe('# Notes\n')
  expect(await git(folder, 'status', '--porcelain')).toBe('')
  expect(studio.consoleErrors).toEqual([])
})
