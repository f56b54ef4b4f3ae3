/** One file that both sides have: its mode, its kind and its content. (TRM2, TRM3 in docs/spec/repo-merge.md) */
import { isRegular, isSameFile } from './flat-tree.ts'
import type { Hash, TreeFile } from './git-object.ts'
import type { Kept } from './text-merge.ts'
import type { ContentConflict, TreeConflictKind } from './tree-conflict.ts'

export interface FileSides {
  readonly base: TreeFile | null
  readonly ours: TreeFile
  readonly theirs: TreeFile
}

export interface ContentSides {
  /** Where it will be in the merged tree. */
  readonly path: string
  readonly base: Hash | null
  readonly ours: Hash
  readonly theirs: Hash
}

export type MergedContent =
  | { readonly kind: 'merged'; readonly hash: Hash; readonly places: readonly ContentConflict[] }
  /** Has no lines: ours is kept. */
  | { readonly kind: 'binary' }

/** Called only where all three differ. */
export type MergeContents = (sides: ContentSides) => Promise<MergedContent>

export interface MergedFile {
  readonly file: TreeFile
  readonly met: TreeConflictKind | null
  readonly places: readonly ContentConflict[]
}

export interface FileMergeOptions {
  readonly mergeContents: MergeContents
  /** What stands where nothing can be merged: a side, or the base of a base that is itself merged. */
  readonly keep?: Kept
}

export async function mergeFile(
  path: string,
  sides: FileSides,
  { mergeContents, keep = 'ours' }: FileMergeOptions,
): Promise<MergedFile> {
  const { base, ours, theirs } = sides
  if (isSameFile(ours, theirs) || isSameFile(theirs, base)) return settled(ours)
  if (isSameFile(ours, base)) return settled(theirs)
  const kept = { base: base ?? ours, ours, theirs }[keep]
  if (kindOf(ours) !== kindOf(theirs)) return { file: kept, met: 'type', places: [] }
  if (!isRegular(ours)) return { file: kept, met: kindOf(ours) === 'link' ? 'link' : 'submodule', places: [] }
  const from = base !== null && isRegular(base) ? base : null
  const isModeFree = ours.mode === theirs.mode || from !== null
  const mode = from === null ? (keep === 'theirs' ? theirs : ours).mode : changedMode(from, ours, theirs)
  const put = (hash: Hash, met: TreeConflictKind | null, places: readonly ContentConflict[] = []): MergedFile => ({
    file: { mode, hash },
    met: met ?? (isModeFree ? null : 'mode'),
    places,
  })
  if (ours.hash === theirs.hash || theirs.hash === from?.hash) return put(ours.hash, null)
  if (ours.hash === from?.hash) return put(theirs.hash, null)
  const merged = await mergeContents({ path, base: from?.hash ?? null, ours: ours.hash, theirs: theirs.hash })
  if (merged.kind === 'binary')
    return put({ base: (from ?? ours).hash, ours: ours.hash, theirs: theirs.hash }[keep], 'binary')
  return put(merged.hash, merged.places.length === 0 ? null : 'content', merged.places)
}

/** There are two: where both sides changed it they agree. */
function changedMode(from: TreeFile, ours: TreeFile, theirs: TreeFile): TreeFile['mode'] {
  return ours.mode === from.mode ? theirs.mode : ours.mode
}

function settled(file: TreeFile): MergedFile {
  return { file, met: null, places: [] }
}

function kindOf(file: TreeFile): 'file' | 'link' | 'submodule' {
  if (isRegular(file)) return 'file'
  return file.mode === '120000' ? 'link' : 'submodule'
}
