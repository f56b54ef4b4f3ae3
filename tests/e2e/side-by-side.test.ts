/** Several realities made at once, laid side by side, a command run in each, and one of them taken. */
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { createStudio, type StudioHost } from './studio.ts'
import { openScene, run } from './window.ts'

const harbor = 'levels/harbor.tscn'
const patience = { timeout: 30_000, interval: 100 }

browserTest(
  'three are tried, compared by files, nodes and the outcome of a command, and one is taken by keyboard',
  async () => {
    await using studio = await createStudio()
    const folder = await studio.game('game')
    git(folder, 'init', '-q', '-b', 'main')
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'Begin')
    const host = await studio.host('Lina', { folder, color: 5 })
    const page = await studio.open(host)
    await openScene(page, 'harbor.tscn')

    await run(page, 'Try several realities at once')
    const form = page.getByRole('dialog', { name: 'Try several' })
    await form.getByRole('textbox').fill('dim, bright, storm')
    await studio.shot(page, 'side-by-side-try-dark')
    await page.keyboard.press('Enter')
    await page.getByText('3 realities made.').waitFor()
    await page.getByText('Nothing differs from the parent yet').waitFor()

    await workIn(host, page, folder, 'dim', '0.6')
    await workIn(host, page, folder, 'bright', '2.4')
    await workIn(host, page, folder, 'storm', '1.9')
    await writeFile(join(folder, 'storm.txt'), 'thunder\n')
    await expect.poll(() => filesOf(host), patience).toContain('res://storm.txt')
    await switchTo(page, 'main')
    await expect.poll(() => energy(folder), patience).toBe('1.4')

    await run(page, 'Compare realities side by side')
    const grid = page.getByRole('grid', { name: 'Files by reality' })
    await grid.getByRole('rowheader', { name: harbor }).waitFor()
    await grid.getByRole('rowheader', { name: 'storm.txt' }).waitFor()
    await grid.focus()
    await page.keyboard.press('ArrowRight')
    const changes = page.getByRole('treegrid', { name: 'Nodes that differ' })
    await changes.getByText('Beam').waitFor()

    const field = page.getByRole('textbox', { name: 'Command to run in each' })
    const script = `const t = require("fs").readFileSync("${harbor}", "utf8"); const e = Number(/energy = ([\\d.]+)/.exec(t)[1]); require("fs").writeFileSync("report.txt", String(e)); console.log(process.env.WEFT_REALITY + ": energy is " + e); process.exit(e > 2 ? 3 : 0)`
    await field.fill(`"${process.execPath}" -e '${script}'`)
    await page.keyboard.press('Enter')
    await grid.getByText('exit 3').waitFor()
    await expect.poll(() => grid.getByText('exit 0').count(), patience).toBe(2)
    await page.getByRole('region', { name: 'Output in bright' }).getByText('bright: energy is 2.4').waitFor()
    await page.getByText('1 file made or changed').first().waitFor()
    await studio.shot(page, 'side-by-side-dark')
    await expectNoBarriers(page)
    const light = await studio.open(host, 'light')
    await openScene(light, 'harbor.tscn')
    await run(light, 'Compare realities side by side')
    const other = light.getByRole('grid', { name: 'Files by reality' })
    // The project keeps how it ended: another window, and this one anew, says so.
    await other.getByText('exit 3').waitFor()
    await light.reload()
    await other.getByText('exit 3').waitFor()
    await other.getByRole('gridcell').nth(3).click()
    await light.getByRole('treegrid', { name: 'Nodes that differ' }).getByText('Beam').waitFor()
    await studio.shot(light, 'side-by-side-light')
    await expectNoBarriers(light)
    await light.close()

    await grid.focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: 'Take dim…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Take dim into main?' })
    await dialog.getByText('Merging it changes 1 file.').waitFor()
    await dialog.getByText('storm: 2 files only there').waitFor()
    await studio.shot(page, 'side-by-side-take-dark')
    await expectNoBarriers(page)
    await dialog.getByRole('button', { name: 'Take it' }).click()
    await expect.poll(() => energy(folder), patience).toBe('0.6')
    await expect
      .poll(() => statuses(host), patience)
      .toEqual({ main: 'open', dim: 'merged', bright: 'dropped', storm: 'dropped' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => energy(folder), patience).toBe('1.4')
    await expect
      .poll(() => statuses(host), patience)
      .toEqual({ main: 'open', dim: 'open', bright: 'open', storm: 'open' })

    await page.keyboard.press('Alt+b')
    const fork = page.getByRole('dialog', { name: 'Fork a reality' })
    await fork.getByRole('textbox', { name: 'Name of the new reality' }).fill('Night lights')
    await fork.getByRole('checkbox', { name: 'With a Git branch' }).waitFor()
    await studio.shot(page, 'fork-branch-dark')
    await expectNoBarriers(page)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Reality: Night lights' }).waitFor()
    expect(git(folder, 'symbolic-ref', 'HEAD')).toBe('refs/heads/night-lights')
    expect(studio.consoleErrors).toEqual([])
  },
)

async function switchTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Reality: / }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
  await page.getByRole('button', { name: `Reality: ${name}` }).waitFor()
}

async function workIn(host: StudioHost, page: Page, folder: string, name: string, value: string): Promise<void> {
  await switchTo(page, name)
  const edits = [{ kind: 'set', node: 'Lighthouse/Beam', property: 'energy', value }]
  await host.call('POST', '/scenes/edit', { path: `res://${harbor}`, edits })
  await expect.poll(() => energy(folder), patience).toBe(value)
}

async function energy(folder: string): Promise<string | undefined> {
  return /energy = ([\d.]+)/.exec(await readFile(join(folder, harbor), 'utf8'))?.[1]
}

async function statuses(host: StudioHost): Promise<Record<string, string>> {
  const { realities } = (await host.call('GET', '/realities')) as { realities: { name: string; status: string }[] }
  return Object.fromEntries(realities.map(({ name, status }) => [name, status]))
}

async function filesOf(host: StudioHost): Promise<string[]> {
  const files = (await host.call('GET', '/files')) as { path: string }[]
  return files.map(({ path }) => path)
}

function git(folder: string, ...words: string[]): string {
  const who = ['-c', 'user.name=Lina', '-c', 'user.email=lina@example.org']
  return execFileSync('git', [...who, ...words], { cwd: folder, encoding: 'utf8' }).trim()
}
