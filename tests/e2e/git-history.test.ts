/** Branches, merges, picks, stashes, the history and blame in the window, with git itself as the judge. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { git } from './files.ts'
import { createStudio, type Studio } from './studio.ts'
import { palette, run } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }

browserTest('a branch is merged with its scene, taken back, picked from, reverted and reset', async () => {
  await using studio = await createStudio()
  const { folder, ask } = await twoBranches(studio)
  const page = await studio.open(await studio.host('Ines', { folder }), 'dark')
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await page.keyboard.press('Alt+C')
  await page.getByRole('tab', { name: 'Branches' }).click()
  const branches = page.getByRole('treegrid', { name: 'Branches' })
  await branches.getByRole('row', { name: /night/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Merge into main…' }).click()
  const preview = page.getByRole('dialog', { name: 'Merge night' })
  await preview.getByRole('list', { name: 'Files' }).getByText('harbor.tscn').waitFor()
  await preview.getByRole('list', { name: 'What meets' }).getByText('README.md').waitFor()
  await studio.shot(page, 'git-merge-preview')
  await expectNoBarriers(page)
  await preview.getByRole('button', { name: 'Merge' }).click()
  await page.getByRole('dialog', { name: 'What met' }).getByRole('button', { name: 'Close' }).click()
  const merged = await ask('log', '--format=%s', '--first-parent')
  expect(merged).toBe("Merge branch 'night'\nA brighter moon\nThe harbor")
  const scene = () => readFile(join(folder, 'levels/harbor.tscn'), 'utf8')
  expect(await scene()).toMatch(/position = Vector2\(220, 540\)/)
  expect(await scene()).toMatch(/name="FullMoon"/)
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toMatch(/^# Isle of lanterns/)

  await page.keyboard.press('Alt+L')
  const log = page.getByRole('treegrid', { name: 'Commits' })
  await commit(page, "Merge branch 'night'").click()
  await page.getByRole('region', { name: 'The commit' }).getByText('harbor.tscn').waitFor()
  await studio.shot(page, 'git-log-dark')
  await expectNoBarriers(page)

  // Back to before the merge, by the list of what was done.
  await page.getByRole('tab', { name: 'Done' }).click()
  await page.getByRole('treegrid', { name: 'Operations' }).getByRole('row').first().dblclick()
  await confirm(page, 'Undo', 'Undo')
  await expect.poll(() => ask('log', '--format=%s', '--first-parent'), patience).toBe('A brighter moon\nThe harbor')

  await commit(page, 'Crabs are cross at night').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Cherry-pick…' }).click()
  await confirm(page, 'Cherry-pick 1 commit', 'Cherry-pick')
  const first = () => ask('log', '-1', '--format=%s by %an')
  await expect.poll(first, patience).toBe('Crabs are cross at night by Mika')
  await commit(page, 'A brighter moon').click()
  await run(page, 'Revert')
  await confirm(page, 'Revert 1 commit', 'Revert')
  await expect.poll(first, patience).toMatch(/^Revert "A brighter moon" by /)
  await expect.poll(scene, patience).toMatch(/name="Moon"/)

  await commit(page, 'The harbor').click()
  await run(page, 'Reset to here')
  const reset = page.getByRole('dialog', { name: /^Reset to / })
  await reset.getByRole('radio', { name: 'Hard' }).click()
  await studio.shot(page, 'git-reset')
  await reset.getByRole('button', { name: 'Reset…' }).click()
  await confirm(page, /^Reset hard to /, 'Reset')
  await expect.poll(() => ask('log', '--format=%s', 'HEAD'), patience).toBe('The harbor')
  expect(await ask('status', '--porcelain')).toBe('')
  await page
    .locator('.toast')
    .filter({ hasText: /^Reset/ })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect.poll(first, patience).toMatch(/^Revert "A brighter moon"/)

  // A branch at a commit, and what differs between two.
  await commit(page, 'The harbor').click()
  await commit(page, 'Crabs are cross at night')
    .first()
    .click({ modifiers: ['Control'] })
  await run(page, 'Compare with')
  await page.getByRole('treegrid', { name: 'Files that differ' }).getByText('crab.gd').click()
  await page
    .getByRole('grid', { name: /Lines that differ in actors\/crab.gd/ })
    .getByText('Mood.CROSS')
    .waitFor()
  await studio.shot(page, 'git-compare')
  await expectNoBarriers(page)
  await log.waitFor({ state: 'detached' })
  await run(page, 'New branch…')
  const form = page.getByRole('dialog', { name: 'New branch' })
  await form.getByRole('textbox', { name: 'Name of the branch' }).fill('dawn')
  await form.getByRole('button', { name: 'Create' }).click()
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => ask('branch', '--show-current'), patience).toBe('dawn')
  await page.getByRole('button', { name: 'Branch dawn: switch' }).waitFor()
  expect(studio.consoleErrors).toEqual([])
})

browserTest('changes are stashed and come back; the history is searched; blame leads to a commit', async () => {
  await using studio = await createStudio()
  const { folder, ask } = await twoBranches(studio)
  await git(folder, 'merge', '-q', '-X', 'ours', 'night')
  const page = await studio.open(await studio.host('Ines', { folder }), 'light')
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  const notes = join(folder, 'notes.md')
  await writeFile(notes, '# Notes\n')
  await page.keyboard.press('Alt+C')
  await page.getByRole('treegrid', { name: 'Changed files' }).getByText('notes.md').waitFor()
  await run(page, 'Stash changes')
  const form = page.getByRole('dialog', { name: 'Stash changes' })
  await form.getByRole('textbox', { name: 'What it is' }).fill('Half a thought')
  await form.getByRole('button', { name: 'Stash', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => ask('status', '--porcelain'), patience).toBe('')
  await page.getByRole('tab', { name: 'Stash' }).click()
  await page
    .getByRole('treegrid', { name: 'Stashes' })
    .getByText(/Half a thought/)
    .waitFor()
  await page.getByRole('treegrid', { name: 'Files in the stash' }).getByText('notes.md').waitFor()
  await studio.shot(page, 'git-stash-light')
  await expectNoBarriers(page)
  await page.getByRole('button', { name: 'Pop' }).click()
  await confirm(page, 'Pop the stash', 'Pop')
  await expect.poll(() => readFile(notes, 'utf8').catch(() => ''), patience).toBe('# Notes\n')
  expect(await ask('stash', 'list')).toBe('')

  await page.keyboard.press('Alt+L')
  await commit(page, 'The harbor').waitFor()
  await page.getByRole('textbox', { name: 'Author' }).fill('mika')
  await commit(page, 'The harbor').waitFor({ state: 'detached' })
  await commit(page, 'Crabs are cross at night').waitFor()
  await studio.shot(page, 'git-log-filtered')
  await page.getByRole('textbox', { name: 'Author' }).fill('')
  await page.getByRole('searchbox', { name: 'Search in messages' }).fill('MOON')
  await commit(page, 'A brighter moon').waitFor()
  await commit(page, 'Crabs are cross at night').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await commit(page, 'The harbor').waitFor()
  await commit(page, 'A brighter moon').click()
  await page.getByRole('region', { name: 'The commit' }).getByText('harbor.tscn').dblclick()
  await page.getByRole('treegrid', { name: 'Changed nodes' }).getByText('FullMoon').waitFor()
  await studio.shot(page, 'git-scene-light')
  await page.getByRole('radio', { name: 'Lines' }).click()
  await page
    .getByRole('grid', { name: /Lines that differ/ })
    .getByText('FullMoon')
    .first()
    .waitFor()
  await expectNoBarriers(page)

  await palette(page, '/crab.gd')
  await page.getByRole('textbox', { name: /Text of .*crab\.gd/ }).waitFor()
  await page.keyboard.press('Alt+A')
  const blamed = page.locator('.blame-line').filter({ hasText: 'Mika' })
  await blamed.waitFor()
  await studio.shot(page, 'git-blame-light')
  await expectNoBarriers(page)
  await blamed.click()
  await page
    .getByRole('region', { name: 'The commit' })
    .getByRole('heading', { name: 'Crabs are cross at night' })
    .waitFor()

  await palette(page, '/harbor.tscn')
  await page.getByRole('tab', { name: 'harbor.tscn', selected: true, exact: true }).waitFor()
  await palette(page, '#Lighthouse')
  await page.getByRole('button', { name: /^position: Night lights \(Mika\)/ }).waitFor()
  await studio.shot(page, 'git-blame-scene-light')
  await page.getByRole('button', { name: /^position: Night lights \(Mika\)/ }).click()
  await page.getByRole('region', { name: 'The commit' }).getByRole('heading', { name: 'Night lights' }).waitFor()
  expect(studio.consoleErrors).toEqual([])
})

/** main: The harbor, A brighter moon; night, from the first: Night lights and Crabs are cross at night, by Mika. */
async function twoBranches(studio: Studio) {
  const folder = await studio.game('game')
  const ask = (...args: readonly string[]) => git(folder, ...args)
  const change = async (path: string, from: string | RegExp, to: string) => {
    const before = await readFile(join(folder, path), 'utf8')
    const after = before.replace(from, to)
    expect(after, path).not.toBe(before)
    await writeFile(join(folder, path), after)
  }
  const mika = ['-c', 'user.name=Mika', '-c', 'user.email=mika@localhost']
  await writeFile(join(folder, '.gitignore'), '.weft/\n.godot/\n')
  await ask('init', '-q', '-b', 'main')
  await ask('config', 'user.name', 'Ines')
  await ask('config', 'user.email', 'ines@localhost')
  await ask('add', '.')
  await ask('commit', '-qm', 'The harbor')
  await ask('switch', '-qc', 'night')
  await change('levels/harbor.tscn', 'position = Vector2(136, 480)', 'position = Vector2(220, 540)')
  await change('README.md', /^# .*$/m, '# Isle by night')
  await ask(...mika, 'commit', '-qam', 'Night lights')
  await change('actors/crab.gd', 'mood := Mood.CALM', 'mood := Mood.CROSS')
  await ask(...mika, 'commit', '-qam', 'Crabs are cross at night')
  await ask('switch', '-q', 'main')
  await change('levels/harbor.tscn', 'name="Moon"', 'name="FullMoon"')
  await change('README.md', /^# .*$/m, '# Isle of lanterns')
  await ask('commit', '-qam', 'A brighter moon')
  return { folder, ask }
}

function commit(page: Page, subject: string): Locator {
  return page
    .getByRole('treegrid', { name: 'Commits' })
    .getByRole('row')
    .filter({ has: page.getByText(subject, { exact: true }) })
    .first()
}

async function confirm(page: Page, title: string | RegExp, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
