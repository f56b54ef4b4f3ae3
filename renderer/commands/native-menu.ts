/** The same commands in the menus of the desktop shell. */
import type { DesktopBridge, MenuCommand } from '../session/port-link.ts'
import { type Command, type CommandContext, canRun, runCommand } from './command.ts'

/** Returns what keeps the menus in step: call it whenever something changed that commands may ask for. */
export function offerNativeMenu(bridge: DesktopBridge, present: () => CommandContext): () => void {
  let told = ''
  bridge.onCommand(id => {
    const context = present()
    const chosen = context.commands.find(one => one.id === id)
    if (chosen !== undefined) runCommand(chosen, context)
  })
  const tell = () => {
    const context = present()
    const commands = context.commands.filter(one => one.isHidden !== true).map(one => menuCommand(one, context))
    const text = JSON.stringify(commands)
    if (text === told) return
    told = text
    bridge.setCommands(commands)
  }
  tell()
  return tell
}

function menuCommand(one: Command, context: CommandContext): MenuCommand {
  const { id, title, keys } = one
  return { id, title, ...(keys === undefined ? {} : { keys }), isEnabled: canRun(one, context) }
}
