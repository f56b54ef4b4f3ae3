/** What Git's objects say, as plain values: who made a commit, what a tree holds. Hashes are 40 hexadecimal digits. */

export type Hash = string

/** Who and when, as a commit keeps it. */
export interface Signature {
  readonly name: string
  readonly email: string
  /** Unix seconds, as Git counts. */
  readonly seconds: number
  /** Minutes east of Greenwich. */
  readonly offset: number
}

export interface Commit {
  readonly hash: Hash
  readonly tree: Hash
  readonly parents: readonly Hash[]
  readonly author: Signature
  readonly committer: Signature
  /** As it was written, line ends included. */
  readonly message: string
}

export type NewCommit = Omit<Commit, 'hash'>

/** `100644` a file, `100755` one that can be run, `120000` a link, `160000` a commit of a submodule. */
export type FileMode = '100644' | '100755' | '120000' | '160000'

export interface TreeFile {
  readonly mode: FileMode
  readonly hash: Hash
}

/** All files of a tree by their path from its top, with `/`. Folders are not entries: Git has no empty ones. */
export type FlatTree = ReadonlyMap<string, TreeFile>

/** `null` takes a file away. */
export type TreeChanges = ReadonlyMap<string, TreeFile | null>

/** `2026-11-25T22:11:30+02:00`: the moment in the time of whoever wrote it down. */
export function isoDate({ seconds, offset }: Signature): string {
  const local = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 19)
  const sign = offset < 0 ? '-' : '+'
  return `${local}${sign}${twoDigits(Math.floor(Math.abs(offset) / 60))}:${twoDigits(Math.abs(offset) % 60)}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
