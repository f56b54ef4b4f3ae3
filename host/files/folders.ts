/**
 * FIL16: folders that stand for themselves. One that somebody makes in Weft is made on disk, an empty one that is found
 * on disk is in the tree, and one that goes on either side goes on the other. Folders that merely hold files come and go
 * with them. Runs inside the lane.
 */
import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Project } from '../workspace/project.ts'
import { placeToWrite, whyUnsafePath } from './safe-path.ts'
import { isIgnoredPath } from './scan.ts'
import { isMissing } from './write-whole.ts'

/** Settings key: the kept folders that were seen on disk, as JSON: path by entry. */
const SEEN_SETTING = 'folders.seen'

/** After files were brought up to date: folders are made, moved and removed as the tree says. */
export async function checkOutFolders(project: Project): Promise<void> {
  const { folder, tree } = project
  const seen = readSeen(project)
  const kept = tree.view.entries.filter(entry => entry.isKept)
  const wanted = new Map(kept.map(entry => [entry.id as string, entry.path]))
  for (const [id, path] of seen) {
    if (wanted.get(id) === path) continue
    seen.delete(id)
    if (![...wanted.values()].includes(path)) await removeEmptyFolders(project, join(folder, path))
  }
  for (const [id, path] of wanted) {
    if (seen.get(id) === path) continue
    await mkdir(await placeToWrite(folder, path), { recursive: true })
    seen.set(id, path)
  }
  writeSeen(project, seen)
}

/** `scope` as for files. A kept folder that is gone leaves the tree; an empty one that is new joins it. */
export async function takeInFolders(
  project: Project,
  scope: ReadonlySet<string> | 'all',
  found: readonly string[],
): Promise<void> {
  const { folder, tree } = project
  const seen = readSeen(project)
  const gone: string[] = []
  for (const [id, path] of seen) {
    if (scope !== 'all' && !scope.has(path)) continue
    const entry = tree.view.byId(id)
    if (entry?.path !== path || (await isFolder(join(folder, path)))) continue
    gone.push(id)
    seen.delete(id)
  }
  const fresh: string[] = []
  for (const path of scope === 'all' ? found : scope) {
    if (tree.view.byPath(path) !== undefined || whyUnsafePath(path) !== null) continue
    if (!(await isEmptyFolder(join(folder, path))) || (await isIgnoredPath(folder, path))) continue
    fresh.push(path)
  }
  if (gone.length + fresh.length === 0) return
  await tree.edit(edits => {
    for (const id of gone) if (!hasFiles(project, id)) edits.remove(id)
    for (const path of fresh) seen.set(edits.addFolder(path), path)
  })
  writeSeen(project, seen)
}

/** Up from one that may be empty now; not those that are kept. `from` absolute. */
export async function removeEmptyFolders({ folder, tree }: Project, from: string): Promise<void> {
  for (let at = from; at.length > folder.length; at = dirname(at)) {
    const path = at.slice(folder.length + 1).replaceAll('\\', '/')
    if (tree.view.byPath(path)?.isKept === true) return
    try {
      await rmdir(at)
    } catch (error) {
      if (isMissing(error) || isNotEmpty(error)) return
      throw error
    }
  }
}

function hasFiles({ tree }: Project, id: string): boolean {
  const path = tree.view.byId(id)?.path
  return path !== undefined && tree.files().some(file => file.path.startsWith(`${path}/`))
}

function readSeen({ store }: Project): Map<string, string> {
  const text = store.settings.get(SEEN_SETTING)
  return new Map(text === undefined ? [] : (Object.entries(JSON.parse(text)) as [string, string][]))
}

function writeSeen({ store }: Project, seen: ReadonlyMap<string, string>) {
  const text = JSON.stringify(Object.fromEntries([...seen].sort(([a], [b]) => (a < b ? -1 : 1))))
  if (text !== (store.settings.get(SEEN_SETTING) ?? '{}')) store.settings.set(SEEN_SETTING, text)
}

async function isFolder(absolute: string): Promise<boolean> {
  try {
    return (await lstat(absolute)).isDirectory()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function isEmptyFolder(absolute: string): Promise<boolean> {
  return (await isFolder(absolute)) && (await readdir(absolute)).length === 0
}

function isNotEmpty(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
}
