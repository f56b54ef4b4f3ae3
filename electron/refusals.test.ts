import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../host/server/security-headers.ts'
import { pageUrl } from './page-scheme.ts'
import { cancellable } from './stand-in/app.ts'
import { onlyWindow, type TestShell, testShell } from './stand-in/started-shell.ts'
import { words } from './words.ts'

test('the window is sandboxed, isolated, without Node, and without developer tools once packaged', async () => {
  await using shell = testShell()
  await shell.start()
  expect(onlyWindow(shell.standIn).options.webPreferences).toEqual({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  })
  expect(shell.standIn.app.isSandboxed).toBe(true)
  await using developed = testShell({ isDevelopment: true })
  await developed.start()
  expect(onlyWindow(developed.standIn).options.webPreferences?.devTools).toBe(true)
})

test('navigation, redirects, new windows and webviews are refused; a reload is not', async () => {
  await using shell = testShell()
  await shell.start()
  const { webContents } = onlyWindow(shell.standIn)
  const hostile = [
    'http://127.0.0.1:80/',
    'file:///etc/passwd',
    'weft-app://other/',
    `${pageUrl}..`,
    'javascript:1',
    'data:text/html,x',
  ]
  expect(hostile.filter(url => webContents.navigate(url))).toEqual([])
  expect(webContents.navigate(pageUrl, false)).toBe(false)
  expect(webContents.navigate(pageUrl)).toBe(true)
  expect(hostile.map(url => webContents.openWindow(url))).toEqual(hostile.map(() => 'deny'))
  for (const name of ['will-attach-webview', 'will-redirect']) {
    const event = cancellable({})
    webContents.emit(name, event, {}, {})
    expect(event.defaultPrevented).toBe(true)
  }
  expect(shell.standIn.asked).toEqual([])
  expect(shell.standIn.opened).toEqual([])
})

test('a link to the web is opened in the browser only after a yes, and only https', async () => {
  await using shell = testShell()
  await shell.start()
  const { webContents } = onlyWindow(shell.standIn)
  const link = 'https://docs.example/a?b'
  expect(webContents.openWindow(link)).toBe('deny')
  await settled()
  expect(shell.standIn.asked).toMatchObject([
    { message: words.external.title('docs.example'), detail: link, defaultId: 0, cancelId: 0 },
  ])
  expect(shell.standIn.opened).toEqual([])
  shell.standIn.answer = () => 1
  expect(webContents.navigate(link)).toBe(false)
  await settled()
  expect(shell.standIn.opened).toEqual([link])
})

test('permissions: the clipboard for our own page, nothing else and for nobody else', async () => {
  await using shell = testShell()
  await shell.start()
  const { session } = shell.standIn
  const { webContents } = onlyWindow(shell.standIn)
  const permissions = [
    'clipboard-read',
    'clipboard-sanitized-write',
    'media',
    'notifications',
    'fileSystem',
    'openExternal',
    'usb',
  ]
  const granted = permissions.filter(permission => {
    let isGranted = false
    session.request?.(
      webContents,
      permission,
      is => {
        isGranted = is
      },
      { isMainFrame: true },
    )
    expect(session.check?.(webContents, permission, 'weft-app://page/', { isMainFrame: true })).toBe(isGranted)
    expect(session.check?.(webContents, permission, 'https://evil.example/', { isMainFrame: true })).toBe(false)
    expect(session.check?.(webContents, permission, 'weft-app://page/', { isMainFrame: false })).toBe(false)
    expect(session.check?.(null, permission, 'weft-app://page/', { isMainFrame: true })).toBe(false)
    return isGranted
  })
  expect(granted).toEqual(['clipboard-read', 'clipboard-sanitized-write'])
  expect(session.device?.()).toBe(false)
  let streams: object | null = null
  session.display?.({}, given => {
    streams = given
  })
  expect(streams).toEqual({})
  const download = cancellable({})
  session.emit('will-download', download)
  expect(download.defaultPrevented).toBe(true)
})

test('messages from another page or frame are not heard', async () => {
  await using shell = testShell()
  await shell.start()
  await shell.opened()
  const window = onlyWindow(shell.standIn)
  const page = shell.page()
  const before = shell.standIn.menu
  let connected = 0
  window.webContents.ipcRenderer.on('weft:ports', () => {
    connected += 1
  })
  shell.standIn.chooseFolder = () => '/home'
  window.webContents.mainFrame.url = 'https://evil.example/'
  page.weft.connect()
  page.weft.setCommands([{ id: 'a.b', title: 'B', isEnabled: true }])
  expect(await page.weft.chooseFolder()).toBe(null)
  expect(connected).toBe(0)
  expect(shell.standIn.menu).toBe(before)
  window.webContents.mainFrame.url = pageUrl
  page.weft.connect()
  expect(connected).toBe(1)
})

test('what is no list of commands changes nothing', async () => {
  await using shell = testShell()
  await shell.start()
  const before = shell.standIn.menu
  const { ipcRenderer } = onlyWindow(shell.standIn).webContents
  const good = { id: 'scene.copy', title: 'Copy', isEnabled: true }
  const bad = [
    null,
    'x',
    {},
    [1],
    [{ ...good, id: 'Copy' }],
    [{ ...good, title: '' }],
    [{ ...good, click: 1 }],
    [{ ...good, keys: 1 }],
  ]
  for (const commands of bad) ipcRenderer.send('weft:set-commands', commands)
  expect(shell.standIn.menu).toBe(before)
  ipcRenderer.send('weft:set-commands', [good])
  expect(shell.standIn.menu).not.toBe(before)
})

test('the page has the policy of the host’s own, but connects only through its ports', async () => {
  await using shell = testShell()
  await shell.start()
  const page = await shell.standIn.fetchPage(pageUrl)
  const nonce = /nonce="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const policy = page.headers.get('content-security-policy') ?? ''
  const hosts = contentSecurityPolicy(1, nonce).split('; ')
  expect(policy.split('; ')).toEqual(hosts.map(rule => (rule.startsWith('connect-src') ? "connect-src 'self'" : rule)))
  expect(policy).toContain("script-src 'self';")
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(
    await statuses(shell, ['assets/main.js', '../profile/identity.json', '%2e%2e/profile', '.hidden', 'nothing']),
  ).toEqual([200, 404, 404, 404, 404])
  expect((await shell.standIn.fetchPage('weft-app://elsewhere/')).status).toBe(404)
  expect((await shell.standIn.fetchPage(pageUrl, { method: 'POST' })).status).toBe(405)
  expect(shell.standIn.schemes).toEqual([
    { scheme: 'weft-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
})

async function statuses({ standIn }: TestShell, paths: readonly string[]): Promise<number[]> {
  return Promise.all(paths.map(async path => (await standIn.fetchPage(pageUrl + path)).status))
}

function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
