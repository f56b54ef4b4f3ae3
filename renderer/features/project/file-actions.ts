/** What a person does with files: calls of the host, each kept so that it can be taken back. */
import type { StoreApi } from 'zustand'
import type { TreeDone } from '../../../shared/contract/tree.ts'
import type { CommandContext } from '../../commands/command.ts'
import type { FilesView, Shell } from '../../commands/shell-store.ts'
import { fileWords } from '../../text/files.ts'

type Context = Pick<CommandContext, 'app' | 'shell' | 'notices'>

const PREFIX = 'res://'
const UNDO_KEPT = 100

export function changeFiles(shell: StoreApi<Shell>, change: Partial<FilesView>): void {
  shell.setState(state => ({ files: { ...state.files, ...change } }))
}

/** Runs one gesture: what it made or moved is selected, and it can be undone. */
export async function doWithFiles({ shell, notices }: Context, call: Promise<TreeDone>): Promise<TreeDone> {
  const done = await call
  const { undo } = shell.getState().files
  if (done.undo !== null) changeFiles(shell, { undo: [...undo, done.undo].slice(-UNDO_KEPT), redo: [] })
  if (done.paths.length > 0) select(shell, done.paths)
  if (done.references > 0) notices.info(fileWords.references(done.references))
  return done
}

export async function undoInFiles(context: Context, from: 'undo' | 'redo'): Promise<void> {
  const { shell, app, notices } = context
  const { files } = shell.getState()
  const id = files[from].at(-1)
  if (id === undefined) return
  const to = from === 'undo' ? 'redo' : 'undo'
  changeFiles(shell, { [from]: files[from].slice(0, -1) })
  const done = await app.api.tree.undo({ id })
  if (done.undo !== null) changeFiles(shell, { [to]: [...shell.getState().files[to], done.undo] })
  if (done.paths.length > 0) select(shell, done.paths)
  if (done.left > 0) notices.info(fileWords.left(done.left))
}

function select(shell: StoreApi<Shell>, paths: readonly string[]): void {
  changeFiles(shell, { selection: { keys: paths, anchor: paths.at(-1) ?? null } })
}

export async function removeFiles(context: Context): Promise<void> {
  const { selection } = context.shell.getState().files
  const paths = [...selection.keys]
  const done = await doWithFiles(context, context.app.api.tree.remove({ paths }))
  changeFiles(context.shell, { selection: { keys: [], anchor: null } })
  const { undo } = done
  context.notices.info(
    fileWords.removed(paths.length),
    undo === null
      ? undefined
      : {
          label: fileWords.undo,
          run: () => void undoInFiles(context, 'undo').catch((error: unknown) => context.notices.error(error)),
        },
  )
}

/** `null` where the name can be used. */
export function whyNotName(name: string): string | null {
  return name.trim() === '' || /[\\/:*?"<>|]/.test(name) || name === '.' || name === '..' ? fileWords.badName : null
}

export function renameFile(context: Context, path: string, name: string): Promise<TreeDone> {
  const to = parentOf(path) + name
  return doWithFiles(context, context.app.api.tree.move({ moves: [{ from: path, to }] }))
}

/** `folder` ends in `/`. */
export function moveFiles(context: Context, paths: readonly string[], folder: string): Promise<TreeDone> {
  const moves = paths.filter(path => parentOf(path) !== folder).map(from => ({ from, to: folder + nameOf(from) }))
  return doWithFiles(context, context.app.api.tree.move({ moves }))
}

export function copyFiles(context: Context, paths: readonly string[], folder: string | null): Promise<TreeDone> {
  const copies = paths.map(from => ({ from, to: (folder ?? parentOf(from)) + nameOf(from) }))
  return doWithFiles(context, context.app.api.tree.copy({ copies }))
}

export async function writePaths(context: Context, isCut: boolean): Promise<void> {
  const { keys } = context.shell.getState().files.selection
  await navigator.clipboard.writeText(keys.join('\n'))
  changeFiles(context.shell, { cut: isCut ? keys : [] })
  context.notices.info(isCut ? fileWords.cutFiles(keys.length) : fileWords.copiedFiles(keys.length))
}

/** Files that were cut here move; any others are copied. */
export async function pasteFiles(context: Context): Promise<void> {
  const { shell, notices, app } = context
  const text = await navigator.clipboard.readText()
  const paths = text.split('\n').filter(line => line.startsWith(PREFIX))
  if (paths.length === 0) return notices.info(fileWords.nothingToPaste)
  const { cut, selection } = shell.getState().files
  const folder = folderAt(app.host.getState().files ?? [], selection.keys.at(-1))
  if (cut.length > 0 && cut.join('\n') === text) {
    await moveFiles(context, paths, folder)
    changeFiles(shell, { cut: [] })
  } else await copyFiles(context, paths, folder)
}

/** The folder that a selection means, with `/` at its end: itself, or the one it is in. */
export function folderAt(
  files: readonly { readonly path: string; readonly kind: string }[],
  path: string | undefined,
): string {
  if (path === undefined) return PREFIX
  const file = files.find(each => each.path === path)
  return file === undefined || file.kind === 'folder' ? `${path}/` : parentOf(path)
}

/** With `/` at its end. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf('/')
  return path.slice(0, Math.max(PREFIX.length, at + 1))
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
