/** The flat list of files as rows of a tree. Pure. */
import type { FileEntry } from '../../../shared/contract/data.ts'
import type { TreeRow } from '../../ui/tree-grid.tsx'

export interface FileRow extends TreeRow {
  readonly path: string
  readonly name: string
  readonly kind: FileEntry['kind']
  /** null for a folder that no entry names. */
  readonly entry: FileEntry | null
}

interface Folder {
  readonly name: string
  readonly path: string
  readonly folders: Map<string, Folder>
  readonly files: FileEntry[]
}

const prefix = 'res://'

/** Folders first, each by name. `folded` holds the paths of folded folders; a filter opens all. */
export function fileRows(files: readonly FileEntry[], folded: ReadonlySet<string>, filter: string): FileRow[] {
  const rows: FileRow[] = []
  append(collect(files, filter.trim().toLowerCase()), 1, folded, filter.trim() !== '', rows)
  return rows
}

function collect(files: readonly FileEntry[], filter: string): Folder {
  const root: Folder = { name: '', path: prefix, folders: new Map(), files: [] }
  for (const file of files) {
    const parts = file.path.slice(prefix.length).split('/')
    const isFolder = file.kind === 'folder'
    if (isSidecar(file.path) && filter === '') continue
    const isWanted = filter === '' || (!isFolder && matches(file, filter))
    if (!isWanted) continue
    let at = root
    for (const part of isFolder ? parts : parts.slice(0, -1)) {
      let next = at.folders.get(part)
      if (next === undefined) {
        next = {
          name: part,
          path: at.path === prefix ? prefix + part : `${at.path}/${part}`,
          folders: new Map(),
          files: [],
        }
        at.folders.set(part, next)
      }
      at = next
    }
    if (!isFolder) at.files.push(file)
  }
  return root
}

/** What Godot keeps beside a file; it moves with it, and is found when it is asked for. */
export function isSidecar(path: string): boolean {
  return path.endsWith('.import') || path.endsWith('.uid')
}

/** `kind:script` or words of the path. */
function matches(file: FileEntry, filter: string): boolean {
  return filter.split(/\s+/).every(word => {
    const kind = /^kind:(.*)$/.exec(word)?.[1]
    return kind === undefined ? file.path.toLowerCase().includes(word) : file.kind.startsWith(kind)
  })
}

function append(folder: Folder, level: number, folded: ReadonlySet<string>, isOpen: boolean, rows: FileRow[]): void {
  const folders = [...folder.folders.values()].sort(byName)
  const files = folder.files
    .map(entry => ({ entry, name: entry.path.slice(entry.path.lastIndexOf('/') + 1) }))
    .sort(byName)
  const siblings = folders.length + files.length
  folders.forEach((each, index) => {
    const isExpanded = isOpen || !folded.has(each.path)
    const common = { key: each.path, path: each.path, name: each.name, text: each.name }
    rows.push({
      ...common,
      kind: 'folder',
      entry: null,
      level,
      position: index + 1,
      siblings,
      isExpandable: true,
      isExpanded,
    })
    if (isExpanded) append(each, level + 1, folded, isOpen, rows)
  })
  files.forEach(({ entry, name }, index) => {
    const common = { key: entry.path, path: entry.path, name, text: name, kind: entry.kind, entry }
    rows.push({
      ...common,
      level,
      position: folders.length + index + 1,
      siblings,
      isExpandable: false,
      isExpanded: false,
    })
  })
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true })
}
