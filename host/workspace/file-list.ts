/** The files of a project as the contract shows them. */
import type { FileEntry } from '../../shared/contract/data.ts'
import { kindOf } from '../files/kind-of.ts'
import { resourcePath } from '../files/safe-path.ts'
import type { FileRow } from '../storage/store.ts'
import type { Project } from './project.ts'

/** Sorted by path: what the tree has, and what lies in the folder and is not shared. */
export function listFiles({ tree, table }: Project): FileEntry[] {
  const entries = tree.files().map(entry => show(entry.path, entry.sizeBytes, table.byEntry(entry.id)))
  for (const folder of tree.view.entries) if (folder.isKept) entries.push(showFolder(folder.path))
  const shown = new Set(entries.map(entry => entry.path))
  for (const row of table.all()) {
    const isListed = row.entry !== null && tree.byId(row.entry) !== undefined
    if (!isListed && !shown.has(resourcePath(row.path))) entries.push(show(row.path, row.sizeBytes, row))
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function show(path: string, sizeBytes: number, row: FileRow | undefined): FileEntry {
  return {
    path: resourcePath(path),
    kind: kindOf(path),
    sizeBytes: row?.sizeBytes ?? sizeBytes,
    fault:
      row === undefined || row.fault === null
        ? null
        : { code: row.fault.code, reason: row.fault.reason, line: row.fault.line },
    inherits: row?.inherits ?? null,
  }
}

/** FIL16 */
function showFolder(path: string): FileEntry {
  return { path: resourcePath(path), kind: 'folder', sizeBytes: 0, fault: null, inherits: null }
}
