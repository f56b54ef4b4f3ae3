/** Keys as commands name them, in Electron's spelling. */

const names: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
}

const known =
  /^(?:(?:Mod|Ctrl|Alt|Shift)\+)*(?:[A-Z0-9]|F[1-9]|F1[0-9]|Arrow(?:Up|Down|Left|Right)|Enter|Delete|Backspace|Escape|Home|End|PageUp|PageDown|Space|Tab|[,./;'[\]\\=\-`+])$/

/**
 * `Mod+Shift+D` → `CmdOrCtrl+Shift+D`. Undefined for keys that Electron would throw at, and on macOS for keys that
 * mean something while typing: a menu takes its keys from everything else there.
 */
export function acceleratorOf(keys: string | undefined, platform: NodeJS.Platform): string | undefined {
  if (keys === undefined || !known.test(keys)) return undefined
  if (platform === 'darwin' && (!/Mod\+|^F\d/.test(keys) || textKeys.has(keys))) return undefined
  return keys
    .split(/\+(?=.)/)
    .map(key => names[key] ?? key)
    .join('+')
}

/** Of the Edit menu that macOS expects. */
const textKeys: ReadonlySet<string> = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+X', 'Mod+C', 'Mod+V', 'Mod+A'])
