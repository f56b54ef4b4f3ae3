/**
 * The native menus, made from the same commands as the palette: the page sends them as data, a choice goes back as an
 * id. The page itself listens for the keys; menus only show them, but for macOS, where a menu always takes its keys.
 */
import type { MenuItemConstructorOptions } from 'electron'
import { acceleratorOf } from './accelerator.ts'
import type { CommandData } from './bridge.ts'
import type { Electron } from './electron-module.ts'
import { words } from './words.ts'

export interface AppMenu {
  /** Replaces all commands. */
  setCommands(commands: readonly CommandData[]): void
}

export interface MenuContext {
  readonly platform: NodeJS.Platform
  readonly isDevelopment: boolean
  readonly onCommand: (id: string) => void
  readonly onOpenFolder: () => void
}

/** Installs a menu without commands at once: the page needs a moment. */
export function createAppMenu(electron: Pick<Electron, 'Menu'>, context: MenuContext): AppMenu {
  const { Menu } = electron
  let present: readonly CommandData[] = []
  let menu = install()

  function install() {
    const built = Menu.buildFromTemplate(menuTemplate(present, context))
    Menu.setApplicationMenu(built)
    return built
  }

  return {
    setCommands(commands) {
      const isSame = shapeOf(commands) === shapeOf(present)
      present = commands
      if (!isSame) {
        menu = install()
        return
      }
      // What can be done changes with every selection: an open menu must not close for it.
      for (const { id, isEnabled } of commands) {
        const item = menu.getMenuItemById(id)
        if (item !== null) item.enabled = isEnabled
      }
    },
  }
}

/** Areas of command ids, in the order of the menus. An area that is not listed gets a menu of its own. */
const menus = [
  { label: words.menus.file, areas: ['app', 'file', 'project', 'workspace'] },
  { label: words.menus.edit, areas: ['edit'] },
  { label: words.menus.scene, areas: ['scene'] },
  { label: words.menus.view, areas: ['view', 'shell', 'outline', 'panel'] },
  { label: words.menus.share, areas: ['share', 'people'] },
] as const

/** Looked for in the Edit menu, whatever their area. */
const editVerbs: ReadonlySet<string> = new Set(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'])

export function menuTemplate(commands: readonly CommandData[], context: MenuContext): MenuItemConstructorOptions[] {
  const isMac = context.platform === 'darwin'
  const byMenu = Map.groupBy(commands, command => menuOf(command, isMac))
  const items = (label: string) => (byMenu.get(label) ?? []).map(command => commandItem(command, context))
  const known: readonly string[] = menus.map(({ label }) => label)
  const others = [...byMenu.keys()].filter(label => !known.includes(label))
  const [file, ...rest] = menus
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: file.label, submenu: fileItems(items(file.label), commands, context) },
    ...rest.map(({ label }): MenuItemConstructorOptions => {
      if (label === words.menus.edit && isMac) return { role: 'editMenu' }
      if (label === words.menus.view) return { label, submenu: viewItems(items(label), context) }
      return { label, submenu: items(label), visible: items(label).length > 0 }
    }),
    ...others.map(label => ({ label, submenu: items(label) })),
    ...(isMac
      ? [{ role: 'windowMenu' as const }]
      : [{ label: words.menus.help, submenu: [{ role: 'about' as const }] }]),
  ]
}

function menuOf({ id }: CommandData, isMac: boolean): string {
  const [area = '', verb = ''] = id.split('.')
  if (!isMac && editVerbs.has(verb)) return words.menus.edit
  const found = menus.find(({ areas }) => (areas as readonly string[]).includes(area))
  return found?.label ?? area.charAt(0).toUpperCase() + area.slice(1)
}

function commandItem({ id, title, keys, isEnabled }: CommandData, context: MenuContext): MenuItemConstructorOptions {
  const accelerator = acceleratorOf(keys, context.platform)
  return {
    id,
    // An ampersand would underline what follows it.
    label: title.replaceAll('&', '&&'),
    enabled: isEnabled,
    registerAccelerator: false,
    click: () => context.onCommand(id),
    ...(accelerator !== undefined && { accelerator }),
  }
}

function fileItems(
  items: readonly MenuItemConstructorOptions[],
  commands: readonly CommandData[],
  { platform, onOpenFolder }: MenuContext,
): MenuItemConstructorOptions[] {
  const canOpen = commands.some(({ id }) => id.endsWith('.openFolder'))
  return [
    ...(canOpen ? [] : [{ label: words.openFolder, click: onOpenFolder }]),
    ...items,
    { type: 'separator' },
    { role: platform === 'darwin' ? 'close' : 'quit' },
  ]
}

function viewItems(
  items: readonly MenuItemConstructorOptions[],
  { isDevelopment }: MenuContext,
): MenuItemConstructorOptions[] {
  const development = [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }]
  return [...items, { type: 'separator' }, { role: 'togglefullscreen' }, ...(isDevelopment ? development : [])]
}

/** Everything but what is enabled. */
function shapeOf(commands: readonly CommandData[]): string {
  return JSON.stringify(commands.map(({ id, title, keys }) => [id, title, keys]))
}
