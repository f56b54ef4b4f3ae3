/** Shortcuts as data: `Mod+Shift+Z`. `Mod` is Command on Apple systems, Control elsewhere. */

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Does this key press mean `keys`? Shift is not asked for where the character itself needs it (`?`, `+`). */
export function matchesKeys(press: KeyPress, keys: string, apple: boolean): boolean {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const key = parts.at(-1) ?? ''
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier)
  const mod = apple ? press.metaKey : press.ctrlKey
  const other = apple ? press.ctrlKey : press.metaKey
  if (mod !== wants('Mod') || other !== wants('Ctrl') || press.altKey !== wants('Alt')) return false
  const isSymbol = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  if (!isSymbol && press.shiftKey !== wants('Shift')) return false
  return press.key.toLowerCase() === key.toLowerCase()
}

const appleNames: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }
const names: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '⏎',
  Escape: 'Esc',
  Delete: 'Del',
}

export function describeKeys(keys: string, apple: boolean): string {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const words = parts.map(part => (apple ? appleNames[part] : undefined) ?? names[part] ?? part)
  return words.join(apple ? '' : ' ')
}
