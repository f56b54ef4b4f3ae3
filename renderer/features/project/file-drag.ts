/** Files dragged over the project's tree: into the folder under the pointer, or the one that the line is in. */
import { useMemo, useRef } from 'react'
import type { AppParts } from '../../commands/app-context.tsx'
import { fileDrag } from '../../commands/drag-types.ts'
import { fileWords } from '../../text/files.ts'
import type { DropWhere, TreeDrag } from '../../ui/tree-drop.ts'
import { moveFiles, parentOf } from './file-actions.ts'
import { canWrite } from './file-commands.ts'
import type { FileRow } from './file-rows.ts'

export function useFileDrag(parts: AppParts): TreeDrag<FileRow> {
  const dragged = useRef<readonly string[]>([])
  return useMemo(
    () => ({
      canDrag: () => true,
      onDragStart(row, data) {
        const { keys } = parts.shell.getState().files.selection
        dragged.current = keys.includes(row.path) ? keys : [row.path]
        // One file can also go into a scene.
        if (row.kind !== 'folder') data.setData(fileDrag, row.path)
        data.setData(filesDrag, dragged.current.join('\n'))
        data.effectAllowed = 'move'
      },
      accepts: types => types.includes(filesDrag),
      refusal(row, where) {
        if (!canWrite(parts)) return fileWords.readOnly
        return whyNotInto(targetOf(row, where), dragged.current)
      },
      onDrop(row, where) {
        moveFiles(parts, dragged.current, targetOf(row, where)).catch((error: unknown) => parts.notices.error(error))
      },
    }),
    [parts],
  )
}

const filesDrag = 'application/x-weft-files'

/** Folder with `/` at its end. Files are sorted by name: beside one means into its folder. */
export function targetOf(row: Pick<FileRow, 'kind' | 'path'>, where: DropWhere): string {
  return row.kind === 'folder' && where === 'into' ? `${row.path}/` : parentOf(row.path)
}

export function whyNotInto(folder: string, paths: readonly string[]): string | null {
  if (paths.some(path => folder.startsWith(`${path}/`))) return fileWords.intoItself
  return paths.every(path => parentOf(path) === folder) ? fileWords.sameFolder : null
}
