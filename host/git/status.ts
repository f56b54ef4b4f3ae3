/**
 * What is staged, changed, new and contested. libgit2 looks, in one go and without writing the index; renames of what is
 * staged are found as for every other comparison.
 */
import type { StatusEntry as Found, Repository as LibGit } from 'es-git'
import type { TreeFile } from '../../shared/repo/git-object.ts'
import { changesBetween, comparePaths, isWithin } from './changes.ts'
import type { StatusEntry, StatusOptions } from './engine.ts'
import { PLANNED, type StoredIndexEntry } from './index-bytes.ts'
import { foldersAbove, type IndexFile } from './index-file.ts'
import { reading } from './libgit.ts'
import type { ObjectStore } from './object-store.ts'

interface StatusDeps {
  readonly git: LibGit
  readonly objects: ObjectStore
  readonly index: IndexFile
}

export async function readStatus({ git, objects, index }: StatusDeps, options: StatusOptions): Promise<StatusEntry[]> {
  const before = new Map<string, TreeFile>()
  const after = new Map<string, TreeFile>()
  const entries: StatusEntry[] = []
  const found = reading('The folder', () => [...git.statuses().iter()])
  const planned = found.some(each => each.status().indexNew) ? plannedPaths(await index.read()) : new Set<string>()
  for (const each of found) {
    const path = each.path()
    const status = each.status()
    if (options.paths !== undefined && !options.paths.some(parent => isWithin(path, parent))) continue
    if (status.conflicted) {
      entries.push({ path, status: 'conflicted', staged: false })
      continue
    }
    if (planned.has(path)) {
      entries.push({ path, status: 'added', staged: false })
      continue
    }
    if (status.indexNew || status.indexModified || status.indexTypechange || status.indexDeleted) {
      addSides(each, path, before, after)
    }
    if (status.wtNew) entries.push({ path, status: 'untracked', staged: false })
    if (status.wtModified || status.wtTypechange) entries.push({ path, status: 'modified', staged: false })
    if (status.wtDeleted) entries.push({ path, status: 'deleted', staged: false })
  }
  const staged = await changesBetween({ before, after }, {}, async hash => objects.readAs(hash, 'blob'))
  for (const { path, status, from } of staged) {
    entries.push({ path, status, staged: true, ...(from === undefined ? {} : { from }) })
  }
  const shown = await showUntracked(entries, options.untracked ?? 'all', index)
  return shown.sort((a, b) => comparePaths(a.path, b.path) || Number(b.staged) - Number(a.staged))
}

/** `git add -N`: they are to be added, and nothing of them is staged. */
function plannedPaths(entries: readonly StoredIndexEntry[]): Set<string> {
  return new Set(entries.filter(({ extended }) => (extended & PLANNED) !== 0).map(({ path }) => path))
}

function addSides(found: Found, path: string, before: Map<string, TreeFile>, after: Map<string, TreeFile>): void {
  const delta = found.headToIndex()
  const [old, now] = [delta?.oldFile(), delta?.newFile()]
  if (!found.status().indexNew && old !== undefined) before.set(path, { mode: modeOf(old.mode()), hash: old.id() })
  if (!found.status().indexDeleted && now !== undefined) after.set(path, { mode: modeOf(now.mode()), hash: now.id() })
}

function modeOf(mode: string): TreeFile['mode'] {
  switch (mode) {
    case 'BlobExecutable':
      return '100755'
    case 'Link':
      return '120000'
    case 'Commit':
      return '160000'
    default:
      return '100644'
  }
}

async function showUntracked(
  entries: readonly StatusEntry[],
  untracked: NonNullable<StatusOptions['untracked']>,
  index: IndexFile,
): Promise<StatusEntry[]> {
  switch (untracked) {
    case 'all':
      return [...entries]
    case 'no':
      return entries.filter(({ status }) => status !== 'untracked')
    case 'normal': {
      if (!entries.some(({ status, path }) => status === 'untracked' && path.includes('/'))) return [...entries]
      const known = new Set((await index.read()).flatMap(({ path }) => foldersAbove(path)))
      const named = entries.map(entry =>
        entry.status === 'untracked' ? { ...entry, path: topOf(entry.path, known) } : entry,
      )
      const seen = new Set<string>()
      return named.filter(({ status, path }) => status !== 'untracked' || (!seen.has(path) && seen.add(path)))
    }
  }
}

/** The highest folder above that Git knows nothing in, with a slash; the path itself where there is none. */
function topOf(path: string, known: ReadonlySet<string>): string {
  const folder = foldersAbove(path).find(each => !known.has(each))
  return folder === undefined ? path : `${folder}/`
}
