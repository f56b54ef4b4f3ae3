/** What a user can do with files and folders, by key, menu and palette. */
import { type Command, type CommandContext, command } from '../../commands/command.ts'
import { openDialog } from '../../commands/shell-store.ts'
import { fileWords } from '../../text/files.ts'
import {
  changeFiles,
  copyFiles,
  folderAt,
  nameOf,
  pasteFiles,
  removeFiles,
  undoInFiles,
  writePaths,
} from './file-actions.ts'

/** The context menu: ids of commands; anything else is a line. */
export const fileMenu: readonly string[] = [
  'project.newScene',
  'files.newFile',
  'files.newFolder',
  '-1',
  'files.rename',
  'files.duplicate',
  '-2',
  'files.cut',
  'files.copy',
  'files.paste',
  '-3',
  'files.delete',
]

/** Before all others: with the focus in the files, Mod+Z means them. */
export const fileUndoCommands: readonly Command[] = [
  command({
    id: 'files.undo',
    title: fileWords.undo,
    keys: 'Mod+Z',
    when: context => isInFiles() && canWrite(context),
    run: context => undoInFiles(context, 'undo'),
  }),
  command({
    id: 'files.redo',
    title: fileWords.redo,
    keys: 'Mod+Shift+Z',
    alsoKeys: ['Mod+Y'],
    when: context => isInFiles() && canWrite(context),
    run: context => undoInFiles(context, 'redo'),
  }),
]

export const fileCommands: readonly Command[] = [
  command({ id: 'files.newFile', title: fileWords.newFile, when: canWrite, run: dialog('file') }),
  command({ id: 'files.newFolder', title: fileWords.newFolder, when: canWrite, run: dialog('folder') }),
  command({
    id: 'files.trash',
    title: fileWords.trash,
    when: ({ app }) => (app.host.getState().tree?.trash.length ?? 0) > 0,
    run: ({ shell }) => openDialog(shell, { kind: 'trash' }),
  }),
  onSelection({
    id: 'files.rename',
    title: fileWords.rename,
    keys: 'F2',
    isOne: true,
    run: ({ shell }) => changeFiles(shell, { renaming: shell.getState().files.selection.keys.at(-1) ?? null }),
  }),
  onSelection({
    id: 'files.duplicate',
    title: fileWords.duplicate,
    keys: 'Mod+D',
    run: async context => {
      await copyFiles(context, context.shell.getState().files.selection.keys, null)
    },
  }),
  onSelection({ id: 'files.cut', title: fileWords.cut, keys: 'Mod+X', run: context => writePaths(context, true) }),
  onSelection({ id: 'files.copy', title: fileWords.copy, keys: 'Mod+C', run: context => writePaths(context, false) }),
  command({
    id: 'files.paste',
    title: fileWords.paste,
    keys: 'Mod+V',
    scope: 'files',
    isHidden: true,
    when: canWrite,
    run: pasteFiles,
  }),
  onSelection({
    id: 'files.delete',
    title: fileWords.remove,
    keys: 'Delete',
    alsoKeys: ['Backspace'],
    run: removeFiles,
  }),
]

type OnSelection = Pick<Command, 'id' | 'title' | 'keys' | 'alsoKeys' | 'run'> & { readonly isOne?: boolean }

function onSelection({ isOne = false, ...one }: OnSelection): Command {
  return command({
    ...one,
    scope: 'files',
    when: context => {
      const { keys } = context.shell.getState().files.selection
      return canWrite(context) && (isOne ? keys.length === 1 : keys.length > 0)
    },
    detail: ({ shell }) => {
      const { keys } = shell.getState().files.selection
      return keys.length === 1 ? nameOf(keys[0] ?? '') : fileWords.several(keys.length)
    },
  })
}

function dialog(entry: 'file' | 'folder'): (context: CommandContext) => void {
  return ({ shell, app }) => {
    const selected = shell.getState().files.selection.keys.at(-1)
    openDialog(shell, { kind: 'new-entry', entry, folder: folderAt(app.host.getState().files ?? [], selected) })
  }
}

export function canWrite({ app }: Pick<CommandContext, 'app'>): boolean {
  const workspace = app.host.getState().app?.workspace
  return workspace != null && workspace.rights !== 'read'
}

function isInFiles(): boolean {
  return document.activeElement?.closest('[data-scope~="files"]') != null
}
