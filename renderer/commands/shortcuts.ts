/** One listener for all shortcuts. Fields keep their own keys; a widget that handled a key has stopped it before. */
import { isApple } from '../ui/kbd.tsx'
import { matchesKeys } from '../ui/keys.ts'
import { type Command, type CommandContext, canRun, runCommand } from './command.ts'

/** Returns what stops listening. */
export function listenForShortcuts(present: () => CommandContext): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const context = present()
    const found = context.commands.find(one => means(one, event) && canRun(one, context))
    if (found === undefined) return
    event.preventDefault()
    runCommand(found, context)
  }
  addEventListener('keydown', onKeyDown)
  return () => removeEventListener('keydown', onKeyDown)
}

function means(one: Command, event: KeyboardEvent): boolean {
  if (one.keys === undefined) return false
  const keys = [one.keys, ...(one.alsoKeys ?? [])].find(each => matchesKeys(event, each, isApple()))
  if (keys === undefined) return false
  const target = event.target instanceof Element ? event.target : null
  if (isTyping(target) && !isGlobalKey(keys)) return false
  if (document.querySelector('.modal, .popover') !== null && !isGlobalKey(keys)) return false
  return one.scope === undefined || target?.closest(`[data-scope~="${one.scope}"]`) != null || target === document.body
}

function isTyping(target: Element | null): boolean {
  return (
    target?.matches('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, [contenteditable]') ??
    false
  )
}

/** Keys that mean nothing in a field. */
function isGlobalKey(keys: string): boolean {
  return ['Mod+K', 'Mod+O', 'Mod+Shift+S', 'Mod+Shift+F', 'Mod+Shift+H', 'Mod+,'].includes(keys) || /^Alt\+[A-Z0-9]$/.test(keys)
}
