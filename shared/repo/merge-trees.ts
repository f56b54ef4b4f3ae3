/**
 * Three trees merged into one, whatever met: renames on either side and of whole folders are followed, files that both
 * sides changed are merged by content, and where nothing can be merged ours is kept and the place is listed.
 *
 * There is always a tree, with no marker in it and no file lost: a file that one side deleted and the other changed
 * stays, a file where the other side has a folder gets another name. (TRM rules in docs/spec/repo-merge.md)
 *
 *     const { tree, conflicts } = await mergeTrees({ base, ours, theirs }, { read, mergeContents })
 */
import { isSameFile } from './flat-tree.ts'
import { type FolderRenames, findFolderRenames, throughFolderRenames } from './folder-renames.ts'
import type { FlatTree, TreeFile } from './git-object.ts'
import { type FileMergeOptions, mergeFile } from './merge-file.ts'
import { createMergedTree, type MergedTree } from './merged-tree.ts'
import { findRenames, type ReadContent, type Rename } from './renames.ts'
import type { TreeConflict } from './tree-conflict.ts'

export interface TreeSides {
  readonly base: FlatTree
  readonly ours: FlatTree
  readonly theirs: FlatTree
}

/** TRM8: `keep: 'base'` is for a base that is itself merged: what met there is settled by neither side. */
export interface TreeMergeOptions extends FileMergeOptions {
  readonly read: ReadContent
}

export interface TreeMerge {
  readonly tree: FlatTree
  /** By path. */
  readonly conflicts: readonly TreeConflict[]
}

export async function mergeTrees(sides: TreeSides, options: TreeMergeOptions): Promise<TreeMerge> {
  const { base, ours, theirs } = sides
  const renames = {
    ours: await renamesOf(base, ours, theirs, options.read),
    theirs: await renamesOf(base, theirs, ours, options.read),
  }
  const merged = createMergedTree(options)
  const fates = { ours: fatesOf(base, ours, renames.ours), theirs: fatesOf(base, theirs, renames.theirs) }
  const folders = {
    ours: findFolderRenames(base, ours, renames.ours, theirs),
    theirs: findFolderRenames(base, theirs, renames.theirs, ours),
  }
  for (const [path, from] of base) {
    await mergeKnown(path, from, {
      ours: fates.ours.known.get(path) ?? null,
      theirs: fates.theirs.known.get(path) ?? null,
      folders,
      merged,
      options,
    })
  }
  for (const side of ['ours', 'theirs'] as const) {
    const moved = folders[side === 'ours' ? 'theirs' : 'ours']
    for (const [path, file] of fates[side].added) {
      merged.add(side, placeOf(path, moved, merged, side, file), file)
    }
  }
  return merged.finish()
}

/**
 * A rename matters where the other side did anything to the file, or may have put something into its folder. What else
 * went and came is the same as a rename.
 */
async function renamesOf(
  base: FlatTree,
  side: FlatTree,
  other: FlatTree,
  read: ReadContent,
): Promise<readonly Rename[]> {
  const hasNew = [...other.keys()].some(path => !base.has(path))
  const isWanted = (path: string) => hasNew || !isSameFile(base.get(path) ?? null, other.get(path) ?? null)
  return findRenames({ before: base, after: side, read, isWanted })
}

/** What became of a file of the base on one side. */
interface Fate {
  readonly path: string
  readonly file: TreeFile
}

interface Fates {
  /** By the path in the base; not there where it was deleted. */
  readonly known: ReadonlyMap<string, Fate>
  readonly added: FlatTree
}

function fatesOf(base: FlatTree, side: FlatTree, renames: readonly Rename[]): Fates {
  const from = new Map(renames.map(rename => [rename.to, rename.from]))
  const known = new Map<string, Fate>()
  const added = new Map<string, TreeFile>()
  for (const [path, file] of side) {
    const source = base.has(path) ? path : from.get(path)
    if (source === undefined) added.set(path, file)
    else known.set(source, { path, file })
  }
  return { known, added }
}

interface KnownFile {
  readonly ours: Fate | null
  readonly theirs: Fate | null
  readonly folders: Record<'ours' | 'theirs', FolderRenames>
  readonly merged: MergedTree
  readonly options: TreeMergeOptions
}

async function mergeKnown(path: string, base: TreeFile, known: KnownFile): Promise<void> {
  const { ours, theirs, folders, merged } = known
  if (ours === null && theirs === null) return
  if (ours === null || theirs === null) return keepOrDelete(path, base, known)
  const place = placeOfBoth(path, ours, theirs)
  const to =
    place.by === null || place.isContested
      ? place.path
      : placeOf(
          place.path,
          folders[place.by === 'ours' ? 'theirs' : 'ours'],
          merged,
          place.by,
          known[place.by]?.file ?? base,
        )
  const result = await mergeFile(to, { base, ours: ours.file, theirs: theirs.file }, known.options)
  const otherPaths = [...new Set([path, ours.path, theirs.path])].filter(each => each !== to)
  const sides = { base, ours: ours.file, theirs: theirs.file }
  if (place.isContested) merged.met({ kind: 'renamed', path: to, otherPaths, ...sides, places: [] })
  if (result.met !== null) merged.met({ kind: result.met, path: to, otherPaths, ...sides, places: result.places })
  merged.add(place.by === 'theirs' ? 'theirs' : 'ours', to, result.file)
}

/** The file is on one side only: gone where that side left it as it was, else it stays. */
function keepOrDelete(path: string, base: TreeFile, { ours, theirs, merged, options }: KnownFile): void {
  const side = ours === null ? 'theirs' : 'ours'
  const left = ours ?? theirs
  if (left === null || (left.path === path && isSameFile(left.file, base))) return
  merged.met({
    kind: 'deleted',
    path: left.path,
    otherPaths: left.path === path ? [] : [path],
    base,
    ours: ours?.file ?? null,
    theirs: theirs?.file ?? null,
    places: [],
  })
  if (options.keep === 'base') merged.add(side, path, base)
  else merged.add(side, left.path, left.file)
}

/** TRM7: our name where both gave it one. */
function placeOfBoth(path: string, ours: Fate, theirs: Fate) {
  if (ours.path === theirs.path) return { path: ours.path, by: null, isContested: false } as const
  if (theirs.path === path) return { path: ours.path, by: 'ours', isContested: false } as const
  if (ours.path === path) return { path: theirs.path, by: 'theirs', isContested: false } as const
  return { path: ours.path, by: 'ours', isContested: true } as const
}

/** TRM6: what a side puts into a folder that the other side renamed goes along, and is listed. */
function placeOf(
  path: string,
  renames: FolderRenames,
  merged: MergedTree,
  side: 'ours' | 'theirs',
  file: TreeFile,
): string {
  const to = throughFolderRenames(path, renames)
  if (to === path) return path
  const sides = { ours: side === 'ours' ? file : null, theirs: side === 'theirs' ? file : null }
  merged.met({ kind: 'folder-renamed', path: to, otherPaths: [path], base: null, ...sides, places: [] })
  return to
}
