/**
 * Files of the folder made what a tree says. Everything is checked before anything is touched: where a path leads (GIT5),
 * and that no work is lost that the index does not have (GIT9). Files are replaced whole.
 */
import { randomBytes } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { chmod, lstat, mkdir, readdir, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { foldName } from '../../shared/repo/entry-name.ts'
import type { TreeChanges, TreeFile } from '../../shared/repo/git-object.ts'
import { whyUnsafePath } from '../files/safe-path.ts'
import { isMissing, TEMPORARY_PREFIX } from '../files/write-whole.ts'
import { eachAtOnce } from './at-once.ts'
import type { CheckoutOptions } from './engine.ts'
import type { FolderFiles } from './folder-files.ts'
import { foldersAbove, type IndexFile } from './index-file.ts'
import { toFolder } from './line-ends.ts'
import { hashOf, type ObjectStore } from './object-store.ts'
import { whyUnsafeInTree } from './path-safety.ts'

export interface CheckoutDeps {
  readonly folder: string
  readonly objects: ObjectStore
  readonly files: FolderFiles
  readonly index: IndexFile
  /** On a disk that takes `a` and `A` for one name. */
  readonly foldsCase: boolean
  /** Otherwise a link is a file that holds its target. */
  readonly makesLinks: boolean
}

export async function checkoutFiles(
  deps: CheckoutDeps,
  changes: TreeChanges,
  { force = false }: CheckoutOptions,
): Promise<void> {
  const known = new Map((await deps.index.read()).filter(({ stage }) => stage === 0).map(entry => [entry.path, entry]))
  refuseUnsafe(deps, changes, new Set(known.keys()))
  const inTheWay = await findWork(deps, changes, known, force)
  if (inTheWay.length > 0) {
    const words = 'These files hold work that would be lost.'
    const hint = `commit or stash them first: ${inTheWay.slice(0, 5).join(', ')}`
    throw new AppError('LOCKED', words, { paths: inTheWay, hint })
  }
  const removed = [...changes].filter(([, file]) => file === null).map(([path]) => path)
  for (const path of removed) await removeFile(deps, path)
  const stats = new Map<string, BigIntStats>()
  await eachAtOnce([...changes], async ([path, file]) => {
    if (file !== null) stats.set(path, await writeFileOf(deps, path, file))
  })
  await deps.index.change(
    Array.from(changes, ([path, file]) => ({ path, file })),
    stats,
  )
}

export function refuseUnsafe(
  { objects, files, foldsCase }: Pick<CheckoutDeps, 'objects' | 'files' | 'foldsCase'>,
  changes: TreeChanges,
  known: ReadonlySet<string>,
): void {
  const refuse = (path: string, reason: string) => {
    throw new AppError('BAD_REQUEST', `${JSON.stringify(path)} cannot be put into the folder: ${reason}.`, { path })
  }
  for (const [path, file] of changes) {
    const reason = whyUnsafeInTree(path) ?? (process.platform === 'win32' ? whyUnsafePath(path) : null)
    if (reason !== null) refuse(path, reason)
    if (file?.mode === '120000' && leadsOut(path, Buffer.from(objects.readAs(file.hash, 'blob')).toString('utf8'))) {
      refuse(path, 'it is a link that leads out of the project')
    }
    if (file !== null && file.mode !== '120000' && file.mode !== '160000') files.refuseFiltered(path)
    const above = foldersAbove(path).find(folder => changes.get(folder))
    if (file !== null && above !== undefined) refuse(path, `${above} is a file as well`)
  }
  if (foldsCase) refuseCollisions(changes, known, refuse)
}

/** Of the files that are there afterwards no two may be one on this disk. */
function refuseCollisions(
  changes: TreeChanges,
  known: ReadonlySet<string>,
  refuse: (path: string, reason: string) => void,
) {
  const names = new Map<string, string>()
  const kept = [...known].filter(path => changes.get(path) !== null)
  for (const path of new Set([...kept, ...[...changes].flatMap(([name, file]) => (file === null ? [] : [name]))])) {
    for (const name of [...foldersAbove(path), path]) {
      const other = names.get(foldName(name))
      if (other !== undefined && other !== name) refuse(path, `this disk takes ${name} and ${other} for one name`)
      names.set(foldName(name), name)
    }
  }
}

function leadsOut(path: string, target: string): boolean {
  if (posix.isAbsolute(target) || /^[a-z]:|\\/i.test(target) || target.includes('\0')) return true
  const place = posix.normalize(posix.join(posix.dirname(path), target))
  return (
    place === '..' ||
    place.startsWith('../') ||
    whyUnsafeInTree(place === '.' ? 'x' : place.replace(/\/$/, '')) !== null
  )
}

type Known = ReadonlyMap<string, TreeFile>

/** Paths whose work would be lost. A link or a foreign file where a folder is needed counts as well. */
async function findWork(deps: CheckoutDeps, changes: TreeChanges, known: Known, force: boolean): Promise<string[]> {
  const found = new Set<string>()
  const goes = (path: string) => changes.get(path) === null || (force && changes.has(path))
  for (const [path, file] of changes) {
    const above = await obstacleAbove(deps, path)
    if (above !== null) {
      if (file !== null && !goes(above)) found.add(above)
      continue
    }
    const stats = await deps.files.look(path)
    if (stats === null) continue
    if (stats.isDirectory()) {
      if (file !== null && file.mode !== '160000')
        for (const each of await filesBelow(deps, path)) if (!goes(each)) found.add(each)
      continue
    }
    if (!force && !(await isKept(deps, path, [known.get(path) ?? null, file]))) found.add(path)
  }
  return [...found].sort()
}

/** The first thing on the way that is no folder. */
async function obstacleAbove({ files }: CheckoutDeps, path: string): Promise<string | null> {
  for (const folder of foldersAbove(path)) {
    const stats = await files.look(folder)
    if (stats === null) return null
    if (!stats.isDirectory()) return folder
  }
  return null
}

async function filesBelow({ files }: CheckoutDeps, folder: string): Promise<string[]> {
  const entries = await readdir(files.place(folder), { withFileTypes: true, recursive: true })
  const top = files.place(folder)
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => `${folder}${join(entry.parentPath, entry.name).slice(top.length).replaceAll('\\', '/')}`)
}

/** True where the file's content is one of those that are kept elsewhere. */
async function isKept({ files }: CheckoutDeps, path: string, kept: readonly (TreeFile | null)[]): Promise<boolean> {
  const file = await files.read(path, kept[0] ?? null)
  if (file === null) return true
  const hash = hashOf('blob', file.bytes)
  return kept.some(each => each !== null && each.hash === hash && each.mode === file.mode)
}

async function removeFile(deps: CheckoutDeps, path: string): Promise<void> {
  if ((await obstacleAbove(deps, path)) !== null) return
  const stats = await deps.files.look(path)
  if (stats === null) return
  if (stats.isDirectory()) await rmdirIfEmpty(deps.files.place(path))
  else await rm(deps.files.place(path))
  for (const folder of foldersAbove(path).toReversed()) if (!(await rmdirIfEmpty(deps.files.place(folder)))) return
}

async function rmdirIfEmpty(path: string): Promise<boolean> {
  try {
    await rmdir(path)
    return true
  } catch {
    // Something is in it, or it is gone: both are well.
    return false
  }
}

async function writeFileOf(deps: CheckoutDeps, path: string, file: TreeFile): Promise<BigIntStats> {
  const place = deps.files.place(path)
  for (const folder of foldersAbove(path)) await makeFolder(deps, folder)
  if (file.mode === '160000') {
    await mkdir(place, { recursive: true })
    return lstat(place, { bigint: true })
  }
  await clearFolder(deps, path)
  const bytes = Buffer.from(deps.objects.readAs(file.hash, 'blob'))
  const temporary = join(dirname(place), `${TEMPORARY_PREFIX}${randomBytes(6).toString('hex')}`)
  try {
    if (file.mode === '120000' && deps.makesLinks) await symlink(bytes.toString('utf8'), temporary)
    else if (file.mode === '120000') await writeFile(temporary, bytes, { flag: 'wx' })
    else {
      await writeFile(temporary, toFolder(bytes, deps.files.lineEnds(path)), { flag: 'wx', mode: 0o666 })
      // What may be run may be run by whoever may read it; the rest is for the user's own mask.
      if (file.mode === '100755') await chmod(temporary, Number((await lstat(temporary)).mode & 0o777) | 0o111)
    }
    await rename(temporary, place)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return lstat(place, { bigint: true })
}

/** A link that appeared since everything was checked is not followed either. */
async function makeFolder({ files }: CheckoutDeps, folder: string): Promise<void> {
  const stats = await files.look(folder)
  if (stats?.isDirectory()) return
  if (stats !== null) throw new AppError('LOCKED', `${folder} came to be a file meanwhile.`, { path: folder })
  await mkdir(files.place(folder)).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
}

/** Folders that removed files left empty, where a file is to be. */
async function clearFolder({ files }: CheckoutDeps, path: string): Promise<void> {
  const stats = await files.look(path)
  if (!stats?.isDirectory()) return
  const below = await readdir(files.place(path), { withFileTypes: true, recursive: true })
  const folders = below.filter(entry => entry.isDirectory()).map(entry => join(entry.parentPath, entry.name))
  for (const folder of folders.sort().toReversed()) await rmdir(folder)
  await rmdir(files.place(path)).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
}
