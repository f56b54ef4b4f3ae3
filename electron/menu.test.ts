import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { acceleratorOf } from './accelerator.ts'
import type { CommandData } from './bridge.ts'
import { type MenuContext, menuTemplate } from './menu.ts'

const commands: readonly CommandData[] = [
  { id: 'project.openFolder', title: 'Open a folder', keys: 'Mod+O', isEnabled: true },
  { id: 'scene.undo', title: 'Undo', keys: 'Mod+Z', isEnabled: false },
  { id: 'scene.addNode', title: 'Add & name', keys: 'Mod+Enter', isEnabled: true },
  { id: 'scene.rename', title: 'Rename', keys: 'F2', isEnabled: true },
  { id: 'scene.delete', title: 'Delete', keys: 'Delete', isEnabled: true },
  { id: 'view.zoomIn', title: 'Zoom in', keys: '+', isEnabled: true },
  { id: 'review.next', title: 'Next', isEnabled: true },
]

test('menus by area, the Edit menu by what is done', () => {
  expect(outline(menuTemplate(commands, context('linux')))).toEqual({
    File: ['Open a folder  CmdOrCtrl+O', '-', 'quit'],
    Edit: ['Undo  CmdOrCtrl+Z (off)'],
    Scene: ['Add && name  CmdOrCtrl+Enter', 'Rename  F2', 'Delete  Delete'],
    View: ['Zoom in  Plus', '-', 'togglefullscreen'],
    Share: [],
    Review: ['Next'],
    Help: ['about'],
  })
})

test('on macOS the Edit menu is the system’s, and no menu takes a key from text fields', () => {
  expect(outline(menuTemplate(commands, context('darwin')))).toEqual({
    appMenu: [],
    File: ['Open a folder  CmdOrCtrl+O', '-', 'close'],
    editMenu: [],
    Scene: ['Undo (off)', 'Add && name  CmdOrCtrl+Enter', 'Rename  F2', 'Delete'],
    View: ['Zoom in', '-', 'togglefullscreen'],
    Share: [],
    Review: ['Next'],
    windowMenu: [],
  })
})

test('without a page there is a way to open a folder, and tools for developers only for developers', () => {
  const packaged = outline(menuTemplate([], context('linux')))
  expect(packaged.File).toEqual(['Open Folder…', '-', 'quit'])
  const developed = outline(menuTemplate([], { ...context('linux'), isDevelopment: true }))
  expect(developed.View).toEqual(['-', 'togglefullscreen', 'reload', 'toggleDevTools'])
})

test('keys in Electron’s spelling; none where it would throw', () => {
  const given = ['Mod+Shift+ArrowUp', 'Mod++', 'Alt+1', 'F12', 'Mod+,', 'Mod+é', 'Mouse', '', 'Mod+', 'Hyper+A']
  expect(given.map(keys => acceleratorOf(keys, 'win32'))).toEqual([
    'CmdOrCtrl+Shift+Up',
    'CmdOrCtrl+Plus',
    'Alt+1',
    'F12',
    'CmdOrCtrl+,',
    ...Array<undefined>(5).fill(undefined),
  ])
})

function context(platform: NodeJS.Platform): MenuContext {
  return { platform, isDevelopment: false, onCommand: () => {}, onOpenFolder: () => {} }
}

function outline(template: readonly MenuItemConstructorOptions[]): Record<string, string[]> {
  return Object.fromEntries(
    template.map(({ label, role, submenu }) => [
      label ?? role ?? '',
      (Array.isArray(submenu) ? submenu : []).map(
        ({ label: title, role: does, accelerator, enabled }) =>
          `${title ?? does ?? '-'}${accelerator === undefined ? '' : `  ${accelerator}`}${enabled === false ? ' (off)' : ''}`,
      ),
    ]),
  )
}
