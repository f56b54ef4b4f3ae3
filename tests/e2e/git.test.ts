/** Git in the window, with git itself as the judge: from no repository to hunks, commits, amending and undo. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio, type Studio } from './studio.ts'
import { run } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }

browserTest.for(['dark', 'light'] as const)(
  'a project becomes a repository, and places of a file are committed one by one, in %s',
  async look => {
    await using studio = await createStudio()
    const folder = await studio.game('game')
    await rm(join(folder, '.gitignore'), { force: true })
    await writeFile(join(folder, '.gitignore'), '.weft/\n.godot/\n')
    const host = await studio.host('Ines', { folder })
    const page = await studio.open(host, look)
    const crab = join(folder, 'actors/crab.gd')
    const ask = (...args: readonly string[]) => git(folder, ...args)

    await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
    await page.keyboard.press('Alt+C')
    const make = page.getByRole('button', { name: 'Make a repository' })
    await make.waitFor()
    await studio.shot(page, `git-none-${look}`)
    await make.click()
    await changes(page)
      .getByRole('row', { name: /crab\.gd/ })
      .first()
      .waitFor()
    await git(folder, 'config', 'user.name', 'Ines')
    await git(folder, 'config', 'user.email', 'ines@localhost')
    await page.getByText('Nothing is staged: stage what belongs in it.').waitFor()
    await studio.shot(page, `git-first-${look}`)

    await page.getByRole('button', { name: 'Stage all', exact: true }).click()
    await row(page, 'Staged', '.gitignore').waitFor()
    const message = page.getByRole('textbox', { name: 'Message of the commit' })
    await message.fill('The island')
    await message.press('Control+Enter')
    await page.getByText(/^Nothing changed since/).waitFor()
    expect(await ask('log', '--format=%s')).toBe('The island')
    await studio.shot(page, `git-clean-${look}`)

    // Two places of one file, a new file, and one that goes.
    const before = await readFile(crab, 'utf8')
    await writeFile(
      crab,
      before.replace('mood := Mood.CALM', 'mood := Mood.CROSS').replace('stats.push * 0.6', 'stats.push * 0.8'),
    )
    await writeFile(join(folder, 'notes.md'), '# Notes\n')
    await rm(join(folder, 'voyage.gd.uid'))
    await row(page, 'Changes', 'crab.gd').waitFor()
    await row(page, 'Changes', 'notes.md').waitFor()

    // By file, with the keyboard.
    await row(page, 'Changes', 'notes.md').click()
    await changes(page).press(' ')
    await row(page, 'Staged', 'notes.md').waitFor()
    expect(await ask('diff', '--cached', '--name-status')).toBe('A\tnotes.md')
    await row(page, 'Staged', 'notes.md').click()
    await changes(page).press(' ')
    await row(page, 'Changes', 'notes.md').waitFor()
    expect(await ask('diff', '--cached', '--name-status')).toBe('')

    // By hunk: the second place alone.
    await row(page, 'Changes', 'crab.gd').click()
    await changes(page).press('Enter')
    const lines = page.getByRole('grid', { name: /Lines that differ in actors\/crab\.gd/ })
    await lines.getByText('Mood.CROSS').waitFor()
    await studio.shot(page, `git-hunks-${look}`)
    await expectNoBarriers(page)
    await lines.press('j')
    await lines.press('s')
    await lines.getByText('Staged', { exact: true }).waitFor()
    await studio.shot(page, `git-hunks-staged-${look}`)
    expect(await ask('diff', '--cached', '-U0', '--', 'actors/crab.gd')).toMatch(/^\+.*push \* 0\.8/m)
    expect(await ask('diff', '--cached', '-U0', '--', 'actors/crab.gd')).not.toMatch(/CROSS/)

    await message.fill('Crabs push harder')
    await page.getByRole('button', { name: /^Commit/ }).click()
    await expect.poll(() => ask('log', '--format=%s'), patience).toBe('Crabs push harder\nThe island')
    expect(await ask('status', '--porcelain')).toBe(' M actors/crab.gd\n D voyage.gd.uid\n?? notes.md')

    // Amended with the other place, then all of it taken back.
    await page.getByRole('button', { name: 'Stage the place at line 10' }).click()
    await lines.getByText('Not staged').waitFor({ state: 'detached' })
    await page.getByRole('checkbox', { name: 'Amend the last' }).press('Space')
    await expect.poll(() => message.inputValue()).toBe('Crabs push harder')
    await message.fill(`Crabs push harder and are cross ${'x'.repeat(60)}`)
    await page.getByText(/^92 of 72/).waitFor()
    await message.fill('Crabs push harder and are cross')
    await message.press('Control+Enter')
    await expect.poll(() => ask('log', '--format=%s'), patience).toBe('Crabs push harder and are cross\nThe island')
    expect(await ask('show', '--format=', '--numstat', 'HEAD')).toBe('2\t2\tactors/crab.gd')
    await undoOf(page, 'Amend: Crabs push harder and are cross').click()
    await expect.poll(() => ask('log', '--format=%s'), patience).toBe('Crabs push harder\nThe island')

    // What goes is shown first.
    await row(page, 'Changes', 'voyage.gd.uid').click()
    await row(page, 'Changes', 'notes.md').click({ modifiers: ['Control'] })
    await changes(page).press('Delete')
    const preview = page.getByRole('dialog', { name: 'Discard the changes of 2 files' })
    await preview.getByRole('listitem').filter({ hasText: 'notes.md' }).waitFor()
    await studio.shot(page, `git-discard-${look}`)
    await preview.getByRole('button', { name: 'Discard' }).click()
    await preview.waitFor({ state: 'detached' })
    await expect.poll(() => ask('status', '--porcelain', '--', 'notes.md', 'voyage.gd.uid'), patience).toBe('')
    await run(page, 'Undo the last Git operation')
    await page.getByRole('dialog', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => readFile(join(folder, 'notes.md'), 'utf8').catch(() => ''), patience).toBe('# Notes\n')
    await page.getByRole('tab', { name: 'Done' }).click()
    await page.getByRole('treegrid', { name: 'Operations' }).getByRole('row').nth(3).waitFor()
    await studio.shot(page, `git-operations-${look}`)
    await expectNoBarriers(page)
    if (look === 'dark') await settleInWindow(page, studio, folder)
  },
)

/** OPS11 OPS12: a rebase of Git's that stopped is settled and gone on with. */
async function settleInWindow(page: Page, studio: Studio, folder: string): Promise<void> {
  const ask = (...args: readonly string[]) => git(folder, ...args)
  const crab = join(folder, 'actors/crab.gd')
  await page.getByRole('tab', { name: /^Changes/ }).click()
  await ask('stash', '-q', '-u')
  const began = await readFile(crab, 'utf8')
  const commit = async (words: string) => {
    await writeFile(crab, began.replace('push * 0.8', `push * ${words}`))
    await ask('commit', '-qam', words)
  }
  const branch = await ask('branch', '--show-current')
  await ask('branch', 'night')
  await commit('0.7')
  await ask('switch', '-q', 'night')
  await commit('0.9')
  await expect(ask('rebase', branch)).rejects.toThrow()
  const strip = page.getByRole('region', { name: 'What Git began' })
  await strip.getByText('A rebase of Git is under way, 1 file contested.').waitFor()
  await studio.shot(page, 'git-under-way')
  await expectNoBarriers(page)
  await strip.getByRole('button', { name: 'Settle…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Settle what is contested' })
  await dialog.getByRole('listitem').filter({ hasText: 'crab.gd' }).first().waitFor()
  await dialog.getByText('Merge, theirs first').click()
  await studio.shot(page, 'git-settle')
  await expectNoBarriers(page)
  await dialog.getByRole('button', { name: 'Settle', exact: true }).click()
  await page.getByRole('dialog', { name: 'What met' }).getByRole('button', { name: 'Close' }).click()
  await strip.getByText('A rebase of Git is under way, nothing is contested.').waitFor()
  expect(await readFile(crab, 'utf8')).toBe(began.replace('push * 0.8', 'push * 0.9'))
  await strip.getByRole('button', { name: 'Continue' }).click()
  await strip.waitFor({ state: 'detached' })
  expect(await ask('log', '-2', '--format=%s')).toBe('0.9\n0.7')
}

function changes(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Changed files' })
}

/** The row of a file in a group: groups are rows of the first level, in order. */
function row(page: Page, group: 'Met' | 'Staged' | 'Changes', file: string): Locator {
  const key = { Met: 'met', Staged: 'staged', Changes: 'changed' }[group]
  return page.locator(`[id^="git-changes-${key}_58"]`).filter({ hasText: file })
}

/** The button in the notice that says this. */
function undoOf(page: Page, notice: string): Locator {
  return page.locator('.toast').filter({ hasText: notice }).getByRole('button', { name: 'Undo' })
}
