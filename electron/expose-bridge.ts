/** The preload: puts `window.weft` into the page. Few, checked calls; nothing of Electron is passed through. */
import { type CommandData, channels, type WeftBridge } from './bridge.ts'

export type ElectronInPage = Pick<typeof import('electron/renderer'), 'contextBridge' | 'ipcRenderer'>

/** What of the page's window the bridge uses. */
export interface PageWindow {
  postMessage(message: unknown, targetOrigin: string, transfer: MessagePort[]): void
}

export function exposeBridge({ contextBridge, ipcRenderer }: ElectronInPage, page: PageWindow): void {
  // '/' is this page's own origin, whatever that is.
  ipcRenderer.on(channels.ports, ({ ports }) => page.postMessage(channels.ports, '/', [...ports]))

  const bridge: WeftBridge = {
    connect: () => ipcRenderer.send(channels.connect),
    async chooseFolder() {
      const folder: unknown = await ipcRenderer.invoke(channels.chooseFolder)
      return typeof folder === 'string' ? folder : null
    },
    setCommands(commands) {
      if (!Array.isArray(commands)) throw new TypeError('commands must be a list')
      ipcRenderer.send(channels.setCommands, commands.map(plainCommand))
    },
    onCommand(listener) {
      if (typeof listener !== 'function') throw new TypeError('listener must be a function')
      // The event itself stays here: it carries ipcRenderer.
      const receive = (_event: unknown, id: unknown) => {
        if (typeof id === 'string') listener(id)
      }
      ipcRenderer.on(channels.command, receive)
      return () => ipcRenderer.off(channels.command, receive)
    },
  }
  contextBridge.exposeInMainWorld('weft', bridge)
}

/** Only the fields that are meant to go: a command of the page carries functions too, which cannot be sent. */
function plainCommand({ id, title, keys, isEnabled }: CommandData): CommandData {
  return {
    id: String(id),
    title: String(title),
    isEnabled: isEnabled === true,
    ...(keys != null && { keys: String(keys) }),
  }
}
