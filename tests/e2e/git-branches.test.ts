/** Branches, tags and stashes by the keyboard, pictures side by side, and the message that survives a reload. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio, type Studio } from './studio.ts'
import { run } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }

browserTest('tags are made and deleted, branches renamed and deleted, by the keyboard alone', async () => {
  await using studio = await createStudio()
  const { folder, ask } = await repository(studio)
  // More than fits: those in view alone may be in the page.
  const hash = await ask('rev-parse', 'HEAD')
  await writeFile(join(folder, '.git/packed-refs'), manyTags(hash, 300))
  const page = await studio.open(await studio.host('Ines', { folder }), 'dark')
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await run(page, 'Git: Branches')
  const branches = page.getByRole('treegrid', { name: 'Branches' })
  await row(branches, 'night').waitFor()
  await expectFocus(branches)
  expect(await branches.getByRole('row').count()).toBeLessThan(100)

  await run(page, 'New tag…')
  const tag = page.getByRole('dialog', { name: 'New tag' })
  await tag.getByRole('textbox', { name: 'Name of the tag' }).fill('v1..0')
  await tag
    .getByRole('alert')
    .getByText(/Git takes no “\.\.”/)
    .waitFor()
  await bothLooks(studio, page, 'git-tag-refused')
  await expectNoBarriers(page)
  await tag.getByRole('textbox', { name: 'Name of the tag' }).fill('v1.0')
  await tag.getByRole('textbox', { name: 'Message, if it has one' }).fill('First light')
  await page.keyboard.press('Enter')
  await tag.waitFor({ state: 'detached' })
  await expect.poll(() => ask('tag', '-n', '-l', 'v1.0'), patience).toMatch(/^v1\.0 +First light$/)

  // Typing finds a row; the keys act on it, and the list has the focus again afterwards.
  await branches.focus()
  await page.keyboard.type('night')
  await expectChosen(branches, 'night')
  await page.keyboard.press('F2')
  const rename = page.getByRole('dialog', { name: 'Rename night' })
  await rename.getByRole('textbox', { name: 'Name of the branch' }).fill('dusk')
  await page.keyboard.press('Enter')
  await rename.waitFor({ state: 'detached' })
  await expect.poll(() => ask('branch', '--format=%(refname:short)'), patience).toBe('dusk\nmain')
  await expectFocus(branches)
  await row(branches, 'dusk').waitFor()
  await page.keyboard.type('dusk')
  await expectChosen(branches, 'dusk')
  await bothLooks(studio, page, 'git-branches')

  // Its commit is nowhere else: that is said, and it goes only where that is meant.
  await page.keyboard.press('Delete')
  const remove = page.getByRole('dialog', { name: 'Delete the branch dusk' })
  const force = remove.getByRole('checkbox', { name: /^Its commits are on no other branch/ })
  await force.waitFor()
  await bothLooks(studio, page, 'git-branch-delete')
  await force.press('Space')
  await remove.getByText('No file of the folder changes.').waitFor()
  await remove.getByRole('button', { name: 'Delete' }).press('Enter')
  await remove.waitFor({ state: 'detached' })
  await expect.poll(() => ask('branch', '--format=%(refname:short)'), patience).toBe('main')
  await expectFocus(branches)
  await undoOf(page, 'Delete branch dusk').click()
  await expect.poll(() => ask('branch', '--format=%(refname:short)'), patience).toBe('dusk\nmain')

  await branches.focus()
  await page.keyboard.type('v1.0')
  await expectChosen(branches, 'v1.0')
  await page.keyboard.press('Delete')
  const untag = page.getByRole('dialog', { name: 'Delete the tag v1.0' })
  await expectFocus(untag.getByRole('button', { name: 'Delete' }))
  await page.keyboard.press('Enter')
  await untag.waitFor({ state: 'detached' })
  await expect.poll(() => ask('tag', '-l', 'v1.0'), patience).toBe('')
  await row(branches, 'v1.0').waitFor({ state: 'detached' })
  expect(studio.consoleErrors).toEqual([])
})

browserTest('a stash is applied and dropped, a picture stands beside its older self, a message waits', async () => {
  await using studio = await createStudio()
  const { folder, ask } = await repository(studio)
  const page = await studio.open(await studio.host('Ines', { folder }), 'light')
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await writeFile(join(folder, 'lamp.png'), picture(48, 32, [30, 150, 160]))
  await writeFile(join(folder, 'README.md'), '# Isle of lanterns\n')
  await page.keyboard.press('Alt+C')
  const changes = page.getByRole('treegrid', { name: 'Changed files' })
  await row(changes, 'lamp.png').waitFor()
  await changes.focus()
  await page.keyboard.type('lamp')
  await expectChosen(changes, 'lamp.png')
  await page.keyboard.press('Enter')
  const [before, after] = [page.getByAltText('lamp.png, Last commit'), page.getByAltText('lamp.png, Now')]
  await expect.poll(() => sizes(before, after), patience).toEqual([32, 48])
  await bothLooks(studio, page, 'git-pictures')
  await expectNoBarriers(page)

  const message = page.getByRole('textbox', { name: 'Message of the commit' })
  await message.fill('A wider lamp')
  await page.getByRole('checkbox', { name: 'Amend the last' }).press('Space')
  await expect.poll(() => message.inputValue(), patience).toBe('The harbor')
  await page.getByRole('checkbox', { name: 'Amend the last' }).press('Space')
  await expect.poll(() => message.inputValue(), patience).toBe('A wider lamp')
  await page.reload()
  await expect.poll(() => message.inputValue(), patience).toBe('A wider lamp')

  await run(page, 'Stash changes')
  const form = page.getByRole('dialog', { name: 'Stash changes' })
  await form.getByRole('textbox', { name: 'What it is' }).fill('Lamps')
  await page.keyboard.press('Enter')
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => ask('status', '--porcelain'), patience).toBe('')
  await run(page, 'Git: Stash')
  const stashes = page.getByRole('treegrid', { name: 'Stashes' })
  await stashes.getByText(/Lamps/).waitFor()
  await expectFocus(stashes)
  await bothLooks(studio, page, 'git-stashes')
  await page.getByRole('button', { name: 'Apply' }).press('Enter')
  await confirm(page, 'Apply the stash', 'Apply')
  await expect.poll(() => readFile(join(folder, 'README.md'), 'utf8'), patience).toBe('# Isle of lanterns\n')
  expect(await ask('stash', 'list')).toMatch(/Lamps/)
  await stashes.focus()
  await page.keyboard.press('Delete')
  await confirm(page, 'Drop the stash', 'Drop')
  await expect.poll(() => ask('stash', 'list'), patience).toBe('')
  await page.getByText(/^Nothing is stashed/).waitFor()
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# Isle of lanterns\n')

  await run(page, 'Show Git')
  await page.getByRole('button', { name: 'Stage all', exact: true }).click()
  await page.locator('#git-changes-staged').waitFor()
  await message.press('Control+Enter')
  await expect.poll(() => ask('log', '-1', '--format=%s'), patience).toBe('A wider lamp')
  await expect.poll(() => message.inputValue(), patience).toBe('')
  expect(studio.consoleErrors).toEqual([])
})

/** `main` with one commit, and `night` with one more. */
async function repository(studio: Studio) {
  const folder = await studio.game('game')
  const ask = (...args: readonly string[]) => git(folder, ...args)
  await writeFile(join(folder, '.gitignore'), '.weft/\n.godot/\n')
  await writeFile(join(folder, 'lamp.png'), picture(32, 32, [200, 120, 40]))
  await ask('init', '-q', '-b', 'main')
  await ask('config', 'user.name', 'Ines')
  await ask('config', 'user.email', 'ines@localhost')
  await ask('add', '.')
  await ask('commit', '-qm', 'The harbor')
  await ask('switch', '-qc', 'night')
  await ask('commit', '-q', '--allow-empty', '-m', 'Night lights')
  await ask('switch', '-q', 'main')
  return { folder, ask }
}

/** As `git pack-refs` writes them. */
function manyTags(hash: string, count: number): string {
  const lines = Array.from({ length: count }, (_, i) => `${hash} refs/tags/build-${String(i).padStart(4, '0')}`)
  return `# pack-refs with: peeled fully-peeled sorted \n${lines.join('\n')}\n`
}

/** A PNG of one colour. */
function picture(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const line = Buffer.from([0, ...Array.from({ length: width }, () => [red, green, blue]).flat()])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function row(grid: Locator, text: string): Locator {
  return grid.getByRole('row').filter({ hasText: text }).first()
}

async function expectChosen(grid: Locator, text: string): Promise<void> {
  await row(grid, text).and(grid.page().locator('[aria-selected="true"]')).waitFor()
}

async function expectFocus(grid: Locator): Promise<void> {
  await expect.poll(() => grid.evaluate(element => element === document.activeElement), patience).toBe(true)
}

/** 0 for one that is not drawn. */
async function sizes(...pictures: readonly Locator[]): Promise<number[]> {
  await Promise.all(pictures.map(each => each.waitFor()))
  return Promise.all(pictures.map(each => each.evaluate(image => (image as HTMLImageElement).naturalWidth)))
}

/** The same moment in both themes. */
async function bothLooks(studio: Studio, page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await studio.shot(page, `${name}-${colorScheme}`)
  }
}

function undoOf(page: Page, notice: string): Locator {
  return page.locator('.toast').filter({ hasText: notice }).getByRole('button', { name: 'Undo' })
}

async function confirm(page: Page, title: string, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
