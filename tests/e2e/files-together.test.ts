/** Two people, a relay, and one project's files: folders renamed, a script typed together, an image replaced by both. */
import { copyFile, readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectNoBarriers } from './barriers.ts'
import { browserTest } from './browser-test.ts'
import { contents, expectEqualFolders } from './files.ts'
import { createStudio } from './studio.ts'
import { expectState, join, palette, share } from './window.ts'

const patience = { timeout: 30_000, interval: 100 }
const image = 'assets/glow.png'

browserTest(
  'a folder is renamed, a script is typed together, an image is replaced by both, and all of it is there',
  async () => {
    await using studio = await createStudio()
    const relay = await studio.relay()
    const cable = await studio.cable(relay.port)
    const first = await studio.game('first')
    const ines = await studio.open(await studio.host('Ines', { folder: first, color: 2 }), 'dark')
    const link = (await share(ines, relay.link)).replace(String(relay.port), String(cable.port))
    await expectState(ines, 'Saved')
    const second = await studio.folder('second')
    const tomasHost = await studio.host('Tomas')
    await tomasHost.call('POST', '/app/close')
    const tomas = await studio.open(tomasHost, 'light')
    await join(tomas, 'Tomas', link, second)
    await expectState(tomas, 'Saved')

    await file(ines, 'actors').click()
    await files(ines).press('F2')
    await ines.getByRole('textbox', { name: 'Rename' }).fill('crew')
    await ines.keyboard.press('Enter')
    await file(tomas, 'crew').waitFor()
    await expectEqualFolders(second, first)
    const renamed = Object.keys(await contents(second))
    expect(renamed).toContain('crew/crab.tscn')
    expect(renamed.some(path => path.startsWith('actors/'))).toBe(false)
    // References follow the folder, in an edit of their own.
    await expect
      .poll(() => readFile(joinPath(second, 'levels/harbor.tscn'), 'utf8'), patience)
      .not.toContain('res://actors/')
    await expectEqualFolders(second, first)

    await palette(ines, '/crab.gd')
    await palette(tomas, '/crab.gd')
    await text(ines).press('Control+Home')
    await ines.keyboard.type('# walks sideways\n')
    await text(tomas).getByText('# walks sideways').waitFor()
    await tomas.getByText('Ines', { exact: true }).and(tomas.locator('.text-caret-name')).waitFor()
    await text(tomas).press('Control+End')
    await tomas.keyboard.type('\n# and pinches')
    await text(ines).press('Control+End')
    await text(ines).getByText('# and pinches').waitFor()
    await expect
      .poll(() => readFile(joinPath(first, 'crew/crab.gd'), 'utf8'), patience)
      .toMatch(/^# walks sideways\n[\s\S]*# and pinches/)
    await expectEqualFolders(second, first)
    await studio.shot(ines, 'text-dark')
    await studio.shot(tomas, 'text-light')
    await expectNoBarriers(tomas)
    // In as many steps as she paused: her own only.
    await expect
      .poll(async () => {
        await text(ines).press('Control+z')
        return readFile(joinPath(second, 'crew/crab.gd'), 'utf8')
      }, patience)
      .toMatch(/^class_name[\s\S]*# and pinches/)
    await text(ines).press('Control+f')
    await ines.getByRole('textbox', { name: 'Find' }).fill('extends')
    await studio.shot(ines, 'text-search')

    cable.cut()
    await expectState(tomas, /^Offline$/)
    await copyFile(joinPath(first, 'assets/cloud.png'), joinPath(first, image))
    await copyFile(joinPath(second, 'assets/beam_cone.png'), joinPath(second, image))
    await expectState(tomas, /^Offline, 1 change waits$/)
    cable.mend()
    await palette(ines, '/glow.png')
    await palette(tomas, '/glow.png')
    const choice = ines.getByRole('region', { name: /Several people replaced glow.png/ })
    await choice.getByRole('img').nth(1).waitFor()
    await tomas
      .getByRole('region', { name: /Several people replaced glow.png/ })
      .getByRole('img')
      .nth(1)
      .waitFor()
    await studio.shot(ines, 'image-dark')
    await studio.shot(tomas, 'image-light')
    await expectNoBarriers(tomas)
    await choice.getByRole('button', { name: 'Use this' }).click()
    await choice.waitFor({ state: 'detached' })
    await expectEqualFolders(second, first)

    await files(ines).focus()
    // Out of view: letters lead there.
    await ines.keyboard.type('levels')
    await files(ines).press('Delete')
    await expect
      .poll(async () => Object.keys(await contents(second)).some(path => path.startsWith('levels/')), patience)
      .toBe(false)
    await files(ines).press('Control+z')
    await expect.poll(async () => Object.keys(await contents(second)), patience).toContain('levels/harbor.tscn')
    await expectEqualFolders(second, first)
    expect(Object.keys(await contents(second))).toContain('levels/harbor.tscn')
    await studio.shot(ines, 'files-dark')

    // Deleted by one while the other, offline, writes in it.
    await palette(tomas, '/crab.gd')
    await text(tomas).getByText('# and pinches').waitFor()
    cable.cut()
    await expectState(tomas, /^Offline$/)
    await text(tomas).press('Control+End')
    await tomas.keyboard.type('\n# unseen')
    await files(ines).focus()
    await ines.keyboard.type('crew')
    await files(ines).press('Delete')
    await file(ines, 'crew').waitFor({ state: 'detached' })
    cable.mend()
    await tomas.getByRole('button', { name: /1 to review/ }).click()
    const deleted = tomas
      .getByRole('article')
      .filter({ hasText: /Ines deleted crew .*Tomas wrote 9 characters in crew/ })
    await deleted.waitFor()
    await ines.getByRole('button', { name: /1 to review/ }).waitFor()
    await expectNoBarriers(tomas)
    await studio.shot(tomas, 'deleted-light')
    await deleted.getByRole('button', { name: 'Restore crew' }).click()
    await deleted.waitFor({ state: 'detached' })
    await file(ines, 'crew').waitFor()
    await expect.poll(async () => (await contents(first))['crew/crab.gd'], patience).toContain('# unseen')
    await expectEqualFolders(second, first)
  },
)

function files(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Files of the project' })
}

function file(page: Page, name: string): Locator {
  return files(page)
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
}

function text(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Text of res:/ })
}
