/** What met when trees were merged: nothing of it stopped the merge, all of it is for a person to look at. */
import type { TreeFile } from './git-object.ts'
import type { TextConflict } from './text-merge.ts'

export type TreeConflictKind =
  /** Both sides changed the content in one place: ours is in use there. */
  | 'content'
  /** Both sides changed what has no lines: a binary file, a link, a submodule. Ours is in use. */
  | 'binary'
  | 'link'
  | 'submodule'
  /** The two sides made different kinds of thing of it, or set different modes. Ours is in use. */
  | 'type'
  | 'mode'
  /** Both sides put a file of their own here. Merged where it can be, else ours. */
  | 'both-added'
  /** One side deleted what the other changed or renamed: the file stays. */
  | 'deleted'
  /** Renamed on both sides: our name is in use. */
  | 'renamed'
  /** A file stands where the other side has a folder: the file has another name now (`path`). */
  | 'file-folder'
  /** Put into a folder that the other side renamed: it went along. */
  | 'folder-renamed'

export interface TreeConflict {
  readonly kind: TreeConflictKind
  /** Where it is in the merged tree. */
  readonly path: string
  /** Other paths it has or had, on either side. */
  readonly otherPaths: readonly string[]
  readonly base: TreeFile | null
  readonly ours: TreeFile | null
  readonly theirs: TreeFile | null
  /** Places within the file, where it has lines. */
  readonly places: readonly ContentConflict[]
}

/** A contested hunk of a text, or of a scene one thing that both sides set. */
export type ContentConflict =
  | ({ readonly kind: 'text' } & TextConflict)
  | {
      readonly kind: 'scene'
      readonly node: string
      /** Property, name, parent, …: what of the node it is. */
      readonly what: string
      readonly base: string | null
      readonly ours: string | null
      readonly theirs: string | null
    }
