import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../host/files/temporary-folder.ts'
import { hostDeaths, hostTimes } from './host-process.ts'
import type { Computer } from './stand-in/app.ts'
import { onlyWindow, testShell } from './stand-in/started-shell.ts'
import { words } from './words.ts'

test('from a start to a page that calls the host: the sample is open', async () => {
  await using shell = testShell()
  await shell.start()
  const window = onlyWindow(shell.standIn)
  const { client } = await shell.page().api()
  await shell.opened()
  const { workspace, version } = await client.app.state()
  expect({ version, isSample: workspace?.isSample }).toEqual({ version: '0.0.0-test', isSample: true })
  expect(window.title).toBe(`${workspace?.name} – Weft`)
  expect(window.isShown).toBe(true)
  expect(shell.standIn.processes.map(({ entry }) => entry)).toEqual(['/app/host-entry.cjs'])
  expect(shell.standIn.app.protocolClients).toEqual([['weft']])
})

test('started with a folder, it opens that and not the sample; a folder that is not there is said', async () => {
  using folder = project('harbor')
  await using shell = testShell({ args: ['--some-switch', folder.path] })
  await shell.start()
  expect(await shell.opened()).toMatchObject({ folder: folder.path, isSample: false })

  await using lost = testShell({ args: [join(folder.path, 'nowhere')] })
  const asked = Promise.withResolvers<void>()
  lost.standIn.answer = () => {
    asked.resolve()
    return 0
  }
  await lost.start()
  await asked.promise
  expect(lost.standIn.asked[0]).toMatchObject({ type: 'error', message: words.host.cannotOpen })
  expect(await lost.opened()).toMatchObject({ isSample: true })
})

test('a file in place of a folder is said, and the host lives on', async () => {
  using folder = project('harbor')
  await using shell = testShell({ args: [join(folder.path, 'project.godot')] })
  await shell.start()
  expect(await shell.opened()).toMatchObject({ isSample: true })
  expect(shell.standIn.asked).toMatchObject([{ type: 'error', message: words.host.cannotOpen }])
  expect(shell.standIn.processes.length).toBe(1)
})

test('a second start hands its folder over and ends; the window comes to the front', async () => {
  using profile = temporaryFolder()
  using folder = project('harbor')
  const computer: Computer = { locks: new Map() }
  await using first = testShell({ computer, profile })
  await first.start()
  await first.opened()
  const window = onlyWindow(first.standIn)
  window.isMinimizedNow = true

  await using second = testShell({ computer, profile, args: [folder.path] })
  await second.start()
  expect(second.standIn.app.hasEnded).toBe(true)
  expect(second.standIn.windows).toEqual([])
  expect(second.standIn.processes).toEqual([])
  expect(window).toMatchObject({ isMinimizedNow: false, isFocusedNow: true })
  await first.opened(folder.path)

  await using elsewhere = testShell({ computer })
  await elsewhere.start()
  expect(elsewhere.standIn.app.hasEnded).toBe(false)
})

test('a dead host is started again, opens what was open, and the window is connected again', async () => {
  using folder = project('harbor')
  await using shell = testShell({ args: [folder.path] })
  await shell.start()
  await shell.opened()
  const page = shell.page()
  const { port } = await page.api()
  const closed = once(port, 'close')
  await shell.standIn.processes[0]?.die(139)
  await closed
  expect(shell.schedule.delays()).toEqual([hostTimes.firstRestartMs])
  // Asked for while there is no host: answered by the next one.
  const again = page.api()
  shell.schedule.pass(hostTimes.firstRestartMs)
  const { client } = await again
  await shell.opened()
  expect((await client.app.state()).workspace?.folder).toBe(folder.path)
  expect(shell.standIn.processes.length).toBe(2)
  expect(shell.standIn.asked).toEqual([])
})

test('a host that dies again and again: longer waits, then a question; one that never says ready is killed', async () => {
  await using shell = testShell({ program: () => undefined })
  await shell.start()
  const { standIn, schedule } = shell
  const waits: number[] = []
  for (let death = 1; death < hostDeaths; death += 1) {
    if (death === 1) schedule.pass(hostTimes.startMs)
    else await standIn.processes.at(-1)?.die(1)
    await settled()
    const delayMs = schedule.delays()[0] ?? 0
    waits.push(delayMs)
    schedule.pass(delayMs)
  }
  expect(waits).toEqual([250, 500, 1000, 2000])
  let answers = 0
  standIn.answer = () => {
    answers += 1
    return 0
  }
  await standIn.processes.at(-1)?.die(1)
  await settled()
  expect(standIn.asked.at(-1)?.message).toBe(words.host.gaveUp)
  expect(answers).toBe(1)
  // "Try again" begins anew.
  expect(standIn.processes.length).toBe(hostDeaths + 1)
})

test('quitting closes the window, then waits for the host, then ends', async () => {
  await using shell = testShell()
  await shell.start()
  await shell.opened()
  const { app } = shell.standIn
  const ended = once(app, 'quit')
  const exited = shell.standIn.processes[0]
  exited?.once('exit', code => app.log.push(`host ${code}`))
  onlyWindow(shell.standIn).once('closed', () => app.log.push('closed'))
  app.quit()
  await ended
  expect(app.log).toEqual(['before-quit', 'closed', 'will-quit', 'host 0', 'before-quit', 'will-quit', 'quit'])
})

test('a host that does not stop is killed after its time, and the app ends all the same', async () => {
  await using shell = testShell({ program: () => undefined })
  await shell.start()
  const { app } = shell.standIn
  app.quit()
  expect(app.hasEnded).toBe(false)
  expect(shell.schedule.delays()).toContain(hostTimes.stopMs)
  const ended = once(app, 'quit')
  shell.schedule.pass(hostTimes.stopMs)
  await ended
})

test('the last window closed ends the app, but on macOS, where the dock opens another', async () => {
  await using shell = testShell()
  await shell.start()
  await shell.opened()
  const ended = once(shell.standIn.app, 'quit')
  onlyWindow(shell.standIn).closeLast()
  await ended

  await using mac = testShell({ platform: 'darwin' })
  await mac.start()
  await mac.opened()
  onlyWindow(mac.standIn).closeLast()
  mac.standIn.app.emit('activate', {}, false)
  expect(mac.standIn.app.hasEnded).toBe(false)
  expect(mac.standIn.windows.length).toBe(2)
})

test('commands of the page become the menu, and a choice comes back', async () => {
  await using shell = testShell()
  await shell.start()
  const { weft } = shell.page()
  const chosen: string[] = []
  const stop = weft.onCommand(id => chosen.push(id))
  weft.setCommands([{ id: 'scene.duplicateNode', title: 'Duplicate', keys: 'Mod+D', isEnabled: true }])
  const item = shell.standIn.menu?.items.get('scene.duplicateNode')
  item?.click()
  stop()
  item?.click()
  expect(chosen).toEqual(['scene.duplicateNode'])
  const before = shell.standIn.menu
  weft.setCommands([{ id: 'scene.duplicateNode', title: 'Duplicate', keys: 'Mod+D', isEnabled: false }])
  expect(shell.standIn.menu).toBe(before)
  expect(item?.enabled).toBe(false)
})

test('the folder dialog, from the page and from the menu', async () => {
  using folder = project('harbor')
  await using shell = testShell()
  await shell.start()
  await shell.opened()
  expect(await shell.page().weft.chooseFolder()).toBe(null)
  shell.standIn.chooseFolder = () => folder.path
  expect(await shell.page().weft.chooseFolder()).toBe(folder.path)
  shell.standIn.menu?.items.get(words.openFolder)?.click()
  await shell.opened(folder.path)
})

function project(name: string) {
  const folder = temporaryFolder()
  mkdirSync(folder.path, { recursive: true })
  writeFileSync(join(folder.path, 'project.godot'), `config_version=5\n\n[application]\n\nconfig/name="${name}"\n`)
  return folder
}

/** What was asked for without waiting is done. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
