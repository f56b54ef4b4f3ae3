/** What differs between two states of a repository: trees, the index, the folder. Renames are found by content. */
import type { Repository as LibGit } from 'es-git'
import { AppError } from '../../shared/contract/errors.ts'
import { isSameFile } from '../../shared/repo/flat-tree.ts'
import type { FlatTree, Hash, TreeFile } from '../../shared/repo/git-object.ts'
import { findRenames } from '../../shared/repo/renames.ts'
import type { DiffOptions, DiffSide, FileChange } from './engine.ts'
import type { FolderFiles } from './folder-files.ts'
import { PLANNED, type StoredIndexEntry } from './index-bytes.ts'
import type { IndexFile } from './index-file.ts'
import { reading } from './libgit.ts'
import { hashOf, type ObjectStore } from './object-store.ts'
import { NO_HASH } from './refs.ts'
import type { SeenFiles } from './seen-files.ts'
import { changedFiles, readFlatTree } from './trees.ts'

export interface ChangesDeps {
  readonly git: LibGit
  readonly objects: ObjectStore
  readonly index: IndexFile
  readonly files: FolderFiles
  readonly seen: SeenFiles
  readonly folder: string | null
}

/** Two states; files that are the same on both may be missing from both. */
interface Sides {
  readonly before: FlatTree
  readonly after: FlatTree
}

export async function diffSides(
  deps: ChangesDeps,
  from: DiffSide,
  to: DiffSide,
  options: DiffOptions,
): Promise<FileChange[]> {
  const bytes = new Map<string, Uint8Array>()
  const { before, after } = await bothSides(deps, from, to, bytes)
  return changesBetween({ before: within(before, options), after: within(after, options) }, options, async hash => {
    return bytes.get(hash) ?? deps.objects.readAs(hash, 'blob')
  })
}

export async function changesBetween(
  { before, after }: Sides,
  { renames = true }: DiffOptions,
  read: (hash: string) => Promise<Uint8Array>,
): Promise<FileChange[]> {
  const found = renames ? await findRenames({ before, after, read, countsEmpty: true }) : []
  const sources = new Map(found.map(({ from, to }) => [to, from]))
  const gone = new Set(found.map(({ from }) => from))
  const changes: FileChange[] = []
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(path) ?? null, after.get(path) ?? null]
    const from = sources.get(path)
    if (from !== undefined) changes.push({ path, status: 'renamed', from, old: before.get(from) ?? null, new: now })
    else if (!gone.has(path) && !isSameFile(old, now)) changes.push({ path, status: statusOf(old, now), old, new: now })
  }
  return changes.sort((a, b) => comparePaths(a.path, b.path))
}

function statusOf(old: TreeFile | null, now: TreeFile | null): FileChange['status'] {
  if (old === null) return 'added'
  return now === null ? 'deleted' : 'modified'
}

/** By bytes, as Git sorts. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}

async function bothSides(
  deps: ChangesDeps,
  from: DiffSide,
  to: DiffSide,
  bytes: Map<string, Uint8Array>,
): Promise<Sides> {
  if (from.kind === 'tree' && to.kind === 'tree') return changedFiles(deps.objects, from.hash, to.hash)
  if (from.kind === 'index' && to.kind === 'folder') return indexAndFolder(deps, bytes)
  return { before: await wholeSide(deps, from, bytes), after: await wholeSide(deps, to, bytes) }
}

async function wholeSide(deps: ChangesDeps, side: DiffSide, bytes: Map<string, Uint8Array>): Promise<FlatTree> {
  switch (side.kind) {
    case 'empty':
      return new Map()
    case 'tree':
      return readFlatTree(deps.objects, side.hash)
    case 'index':
      return settledFiles(await deps.index.read())
    case 'folder': {
      const whole = new Map(settledFiles(await deps.index.read()))
      const { before, after } = await indexAndFolder(deps, bytes)
      for (const path of before.keys()) whole.delete(path)
      for (const [path, file] of after) whole.set(path, file)
      return whole
    }
  }
}

/** What is only planned to be added is not there yet; of what is contested our side counts. */
export function settledFiles(entries: readonly StoredIndexEntry[]): FlatTree {
  return new Map(
    entries
      .filter(({ stage, extended }) => (stage === 0 && (extended & PLANNED) === 0) || stage === 2)
      .map(({ path, mode, hash }) => [path, { mode, hash }]),
  )
}

/** libgit2 looks which files differ from what the index knows of them; those are read. */
async function indexAndFolder(
  { git, index, files, folder }: ChangesDeps,
  bytes: Map<string, Uint8Array>,
): Promise<Sides> {
  if (folder === null) throw new AppError('BAD_REQUEST', 'A bare repository has no files.')
  const known = new Map(
    (await index.read()).filter(({ stage }) => stage !== 1 && stage !== 3).map(each => [each.path, each]),
  )
  const before = new Map<string, TreeFile>()
  const after = new Map<string, TreeFile>()
  for (const { path, hash: moduleHash } of changedInFolder(git)) {
    const entry = known.get(path)
    if (entry === undefined) continue
    if ((entry.extended & PLANNED) === 0) before.set(path, { mode: entry.mode, hash: entry.hash })
    if (entry.mode === '160000') {
      if (moduleHash !== null)
        after.set(path, { mode: '160000', hash: moduleHash === entry.hash ? NO_HASH : moduleHash })
      continue
    }
    const file = await files.read(path, entry)
    if (file === null) continue
    const hash = hashOf('blob', file.bytes)
    bytes.set(hash, file.bytes)
    after.set(path, { mode: file.mode, hash })
  }
  return { before, after }
}

/** With what a submodule is at, where there is one. Work inside of it that it has not committed has no hash. */
function changedInFolder(git: LibGit): { path: string; hash: Hash | null }[] {
  return reading('The folder', () => {
    const index = git.index()
    index.read(false)
    return [...git.diffIndexToWorkdir(index, { includeTypechange: true }).deltas()].flatMap(delta => {
      const path = delta.oldFile().path() ?? delta.newFile().path()
      if (path === null) return []
      return [{ path, hash: delta.status() === 'Deleted' ? null : delta.newFile().id() }]
    })
  })
}

function within(tree: FlatTree, { paths }: DiffOptions): FlatTree {
  if (paths === undefined || paths.length === 0) return tree
  return new Map([...tree].filter(([path]) => paths.some(each => isWithin(path, each))))
}

/** `path` is `parent`, or below it. */
export function isWithin(path: string, parent: string): boolean {
  const folder = parent.replace(/\/+$/, '')
  return folder === '' || folder === '.' || path === folder || path.startsWith(`${folder}/`)
}
