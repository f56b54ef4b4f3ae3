/**
 * What any web contents of the app may not do, whatever runs in it: go elsewhere, open windows, hold a webview.
 * A link to the web is shown to the user, who may open it in the browser.
 */
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import type { Electron } from './electron-module.ts'
import { isPage } from './page-scheme.ts'

interface Deps {
  readonly electron: Pick<Electron, 'app'>
  /** Asks before anything is opened. Only https comes here. */
  readonly openExternal: (url: URL) => void
}

/** Before the first window. */
export function guardContents({ electron, openExternal }: Deps): void {
  electron.app.enableSandbox()
  electron.app.on('web-contents-created', (_event, contents) => guard(contents, openExternal))
}

function guard(contents: WebContents, openExternal: (url: URL) => void): void {
  function offer(url: string): void {
    const parsed = URL.parse(url)
    if (parsed?.protocol === 'https:') openExternal(parsed)
  }
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    offer(url)
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', event => {
    // A reload of the page is the one navigation there is.
    if (event.isMainFrame && isPage(event.url)) return
    event.preventDefault()
    if (event.isMainFrame) offer(event.url)
  })
  contents.on('will-redirect', event => event.preventDefault())
}

/** Whether a message comes from our own page in the window's main frame. */
export function isTrusted({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPage(senderFrame.url)
}
