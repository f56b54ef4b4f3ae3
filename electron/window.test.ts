import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../host/files/temporary-folder.ts'
import { onlyWindow, testShell } from './stand-in/started-shell.ts'
import { pageReloads } from './window.ts'
import { fitToScreens } from './window-state.ts'
import { words } from './words.ts'

test('the window comes back where it was, as it was', async () => {
  using profile = temporaryFolder()
  {
    await using shell = testShell({ profile })
    await shell.start()
    await shell.opened()
    const window = onlyWindow(shell.standIn)
    expect([window.bounds.width, window.bounds.height, window.isMaximizedNow]).toEqual([1440, 900, false])
    window.bounds = { x: 40, y: 60, width: 1000, height: 700 }
    window.isMaximizedNow = true
    const ended = once(shell.standIn.app, 'quit')
    shell.standIn.app.quit()
    await ended
  }
  await using again = testShell({ profile })
  await again.start()
  const window = onlyWindow(again.standIn)
  expect(window).toMatchObject({
    bounds: { x: 40, y: 60, width: 1000, height: 700 },
    isMaximizedNow: true,
    isShown: true,
  })
})

test('a place that is on no screen any more is forgotten, its size is not', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: 1920, y: 0, width: 1280, height: 1024 },
  ]
  const [left] = screens
  const onRight = { x: 2000, y: 10, width: 1000, height: 700 }
  expect(fitToScreens(onRight, screens)).toEqual(onRight)
  expect(fitToScreens(onRight, left === undefined ? [] : [left])).toEqual({ width: 1000, height: 700 })
  const above = { x: 100, y: -50, width: 1000, height: 700 }
  expect(fitToScreens(above, screens)).toEqual({ width: 1000, height: 700 })
  const corner = { x: 1800, y: 1030, width: 1000, height: 700 }
  expect(fitToScreens(corner, screens)).toEqual({ width: 1000, height: 700 })
  expect(fitToScreens({ x: 5000, y: 0, width: 4000, height: 3000 }, screens)).toEqual({ width: 1920, height: 1040 })
  expect(fitToScreens({ x: 0, y: 0, width: 1, height: 1 }, screens)).toEqual({ x: 0, y: 0, width: 800, height: 500 })
})

test.for(['', 'null', '{"bounds":{"x":"a"}}', '{"bounds"'])('a window state of %j is as good as none', async text => {
  await using shell = testShell()
  mkdirSync(join(shell.profile, 'desktop'), { recursive: true })
  writeFileSync(join(shell.profile, 'desktop', 'window.json'), text)
  await shell.start()
  expect(onlyWindow(shell.standIn).bounds).toMatchObject({ width: 1440, height: 900 })
})

test('a page that dies is loaded again with a notice, three times in a minute; then the user is asked', async () => {
  await using shell = testShell()
  await shell.start()
  const window = onlyWindow(shell.standIn)
  const { webContents } = window
  for (let death = 0; death < pageReloads.most; death += 1) {
    webContents.crash('crashed')
    await once(webContents, 'did-finish-load')
  }
  expect(webContents.loads).toBe(1 + pageReloads.most)
  expect(shell.standIn.asked.map(({ message }) => message)).toEqual(Array(pageReloads.most).fill(words.page.again))

  shell.standIn.answer = () => 0
  webContents.crash('oom')
  await once(webContents, 'did-finish-load')
  expect(shell.standIn.asked.at(-1)?.message).toBe(words.page.gaveUp)

  webContents.crash('clean-exit')
  expect(webContents.loads).toBe(2 + pageReloads.most)
})

test('after a quiet minute a dying page is loaded again without a question', async () => {
  await using shell = testShell()
  await shell.start()
  const { webContents } = onlyWindow(shell.standIn)
  for (let death = 0; death < 2 * pageReloads.most; death += 1) {
    if (death === pageReloads.most) shell.schedule.pass(pageReloads.windowMs)
    webContents.crash('crashed')
    await once(webContents, 'did-finish-load')
  }
  expect(new Set(shell.standIn.asked.map(({ message }) => message))).toEqual(new Set([words.page.again]))
})

test('a page that hangs: waiting does nothing, loading it again does', async () => {
  await using shell = testShell()
  await shell.start()
  const window = onlyWindow(shell.standIn)
  window.emit('unresponsive')
  await settled()
  expect(shell.standIn.asked[0]).toMatchObject({
    message: words.page.hangs,
    buttons: [words.page.load, words.page.wait],
    cancelId: 1,
  })
  expect(window.webContents.loads).toBe(1)
  shell.standIn.answer = () => 0
  window.emit('unresponsive')
  await once(window.webContents, 'did-finish-load')
  expect(window.webContents.loads).toBe(2)
})

test('a window over edits that are not stored closes only after a question', async () => {
  await using shell = testShell({ platform: 'darwin' })
  await shell.start()
  const window = onlyWindow(shell.standIn)
  expect(window.closeLast(true)).toBe(false)
  expect(shell.standIn.asked[0]).toMatchObject({ message: words.page.unsent, defaultId: 0 })
  shell.standIn.answer = () => 1
  expect(window.closeLast(true)).toBe(true)
  expect(JSON.parse(readFileSync(join(shell.profile, 'desktop', 'window.json'), 'utf8'))).toMatchObject({
    isMaximized: false,
  })
})

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
