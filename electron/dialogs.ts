/** Questions and messages of the system, in front of the window where there is one. */
import type { BrowserWindow, MessageBoxOptions } from 'electron'
import type { Electron } from './electron-module.ts'
import type { Failure } from './host-protocol.ts'
import { words } from './words.ts'

export interface Dialogs {
  /** Absolute path, or null where nothing was chosen. */
  chooseFolder(title: string): Promise<string | null>
  /** Whether the user agrees. Escape, closing it and Return all mean no: what is asked about came from outside. */
  ask(question: { readonly message: string; readonly detail: string; readonly agree: string }): Promise<boolean>
  /** Index of the answer; escape means the last. */
  choose(message: string, detail: string, answers: readonly [string, string]): Promise<0 | 1>
  /** Holds everything until answered, for questions that an event cannot wait for. */
  chooseNow(message: string, detail: string, answers: readonly [string, string]): 0 | 1
  tell(message: string, detail: string): Promise<void>
  fail(message: string, failure: Failure): Promise<void>
}

interface Deps {
  readonly electron: Pick<Electron, 'dialog'>
  readonly window: () => BrowserWindow | null
}

export function createDialogs({ electron: { dialog }, window }: Deps): Dialogs {
  async function show(options: MessageBoxOptions): Promise<number> {
    const parent = window()
    const box = { noLink: true, title: words.product, ...options }
    const { response } = await (parent === null ? dialog.showMessageBox(box) : dialog.showMessageBox(parent, box))
    return response
  }

  async function tell(message: string, detail: string): Promise<void> {
    await show({ type: 'info', message, detail, buttons: [words.ok] })
  }

  return {
    async chooseFolder(title) {
      const parent = window()
      const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] }
      const { canceled, filePaths } = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options))
      return canceled ? null : (filePaths[0] ?? null)
    },
    async ask({ message, detail, agree }) {
      const buttons = [words.cancel, agree]
      return (await show({ type: 'question', message, detail, buttons, defaultId: 0, cancelId: 0 })) === 1
    },
    async choose(message, detail, answers) {
      return (await show({ type: 'warning', message, detail, buttons: [...answers], cancelId: 1 })) === 0 ? 0 : 1
    },
    chooseNow(message, detail, answers) {
      const options = { type: 'warning' as const, message, detail, buttons: [...answers], defaultId: 0, cancelId: 0 }
      const box = { noLink: true, title: words.product, ...options }
      const parent = window()
      return (parent === null ? dialog.showMessageBoxSync(box) : dialog.showMessageBoxSync(parent, box)) === 1 ? 1 : 0
    },
    tell,
    async fail(message, failure) {
      const detail = failure.hint === null ? failure.message : `${failure.message}\n\n${failure.hint}`
      await show({ type: 'error', message, detail, buttons: [words.ok] })
    },
  }
}
