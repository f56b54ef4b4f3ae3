/**
 * A Git repository: the one way to it, and the only thing that writes into `.git` (GIT1).
 *
 * Everything goes in and comes out as plain values, and every call is a promise, so that a repository may live on
 * another thread. Opening one runs nothing that it names: no hook, filter, monitor or command (GIT3).
 *
 *     using repository = await openRepository('levels')
 *     const { hash } = await repository.commit('HEAD~3')
 *     const files = await repository.readTree(hash)
 *
 * Errors are AppErrors: NOT_FOUND for what is not there, UNREADABLE for damage and for repositories of a kind that Weft
 * does not read, LOCKED where another program is at work or was quicker, BAD_REQUEST for what makes no sense.
 */
import type {
  Commit,
  FlatTree,
  Hash,
  NewCommit,
  Signature,
  TreeChanges,
  TreeFile,
} from '../../shared/repo/git-object.ts'
import type { SceneThing } from '../../shared/scene/blame-scene.ts'

export interface Repository extends Disposable, Objects, Refs, History, Index, Folder {
  /** The working folder, absolute, links resolved; null for a bare repository. */
  readonly folder: string | null
  /** Git's own folder of this working folder: `HEAD`, `index` and what belongs to it alone. */
  readonly gitFolder: string
  /** What all working folders share: objects, branches, tags. Mostly the same as `gitFolder`. */
  readonly commonFolder: string
  /** The value of a setting, from the user's and the repository's files; null where it is not set. */
  setting(name: string): Promise<string | null>
}

export interface Objects {
  /** The whole object. Throws NOT_FOUND, or UNREADABLE where its bytes are not those of its hash's kind. */
  readObject(hash: Hash): Promise<GitObject>
  readBlob(hash: Hash): Promise<Uint8Array>
  readCommit(hash: Hash): Promise<Commit>
  /** In the order asked for. */
  readCommits(hashes: readonly Hash[]): Promise<Commit[]>
  /** All files below a commit, a tag or a tree, in Git's order. */
  readTree(hash: Hash): Promise<FlatTree>
  /** One file of a commit, a tag or a tree; null where there is none. */
  readEntry(hash: Hash, path: string): Promise<TreeFile | null>
  /** Objects are written whole or not at all, and are on the disk when the promise is kept (GIT6). */
  writeBlob(bytes: Uint8Array): Promise<Hash>
  /**
   * The tree of `base` with `changes`; only changed folders are written anew, and folders left empty go. A file may take
   * the place of a folder and the other way round. Throws BAD_REQUEST for a path that no tree may hold (GIT5).
   */
  writeTree(changes: TreeChanges, base?: Hash | null): Promise<Hash>
  writeCommit(commit: NewCommit): Promise<Hash>
  /** An annotated tag as an object; a ref to it is made with `changeRef`. */
  writeTag(tag: NewTag): Promise<Hash>
}

export interface GitObject {
  readonly type: ObjectType
  readonly bytes: Uint8Array
}

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

export interface NewTag {
  readonly object: Hash
  readonly type: ObjectType
  readonly name: string
  readonly tagger: Signature
  readonly message: string
}

export interface Refs {
  head(): Promise<Head>
  /** Sorted by name; `prefix` as `refs/heads/`. */
  refs(prefix?: string): Promise<Ref[]>
  /** What a revision names (`HEAD~2`, `main^{tree}`, `v1.0`, a hash that is cut short). Throws NOT_FOUND. */
  resolve(revision: string): Promise<Hash>
  /** The same, followed to a commit. */
  commit(revision: string): Promise<Commit>
  /** The commits that these lead to, through tags, in the order asked for; null for what leads to none. */
  commitsOf(hashes: readonly Hash[]): Promise<(Hash | null)[]>
  /**
   * Creates, moves or deletes a ref under Git's own lock (GIT7). Throws LOCKED where it is not at `from` any more, and
   * BAD_REQUEST for a name that Git would not take. Moving the branch that HEAD names leaves index and folder alone.
   */
  changeRef(change: RefChange): Promise<void>
  /** Puts HEAD on a branch, born or not, or on a commit. Leaves index and folder alone. */
  setHead(to: HeadTarget, log: RefLogLine): Promise<void>
  /** Names of the remotes that the settings know, sorted. */
  remotes(): Promise<string[]>
  /** The ref that a branch follows (`refs/remotes/origin/main`), by the branch's short name; null where it follows none. */
  upstream(branch: string): Promise<string | null>
  /** Newest first. */
  refLog(name: string): Promise<RefLogEntry[]>
  /** Takes one entry out and closes the gap (`git reflog delete --rewrite`); the last one takes the ref with it. */
  dropRefLogEntry(name: string, index: number): Promise<void>
}

export type Head =
  /** `hash` is null on a branch without commits. */
  | { readonly kind: 'branch'; readonly name: string; readonly hash: Hash | null }
  | { readonly kind: 'detached'; readonly hash: Hash }

export type HeadTarget =
  | { readonly kind: 'branch'; readonly name: string }
  | { readonly kind: 'detached'; readonly hash: Hash }

export interface Ref {
  readonly name: string
  readonly hash: Hash
  /** The ref it points to, where it is only a name for another (`refs/remotes/origin/HEAD`). */
  readonly symbolic: string | null
}

export interface RefChange {
  /** Whole: `refs/heads/main`. */
  readonly name: string
  /** Null deletes it. */
  readonly to: Hash | null
  /** Null: it must not exist yet. Left out: whatever it is. */
  readonly from?: Hash | null
  /** A line for the ref's log; left out where Git keeps none (tags). */
  readonly log?: RefLogLine
}

export interface RefLogLine {
  readonly who: Signature
  readonly message: string
}

export interface RefLogEntry extends RefLogLine {
  readonly from: Hash
  readonly to: Hash
}

export interface History {
  /** One page of commits, newest first. The first page does not read the whole history, whatever its length (GIT8). */
  log(query: LogQuery): Promise<LogPage>
  /** All hashes that can be reached from these and not from `without`, newest first: faster than pages of commits. */
  walk(from: readonly Hash[], without?: readonly Hash[]): Promise<Hash[]>
  /** How many commits the first has that the other has not, and the other way round. */
  distance(one: Hash, other: Hash): Promise<Distance>
  /** Best common ancestors; more than one after a criss-cross merge. */
  mergeBases(one: Hash, other: Hash): Promise<Hash[]>
  isAncestor(ancestor: Hash, of: Hash): Promise<boolean>
  /**
   * Who last changed each line of a file, through renames. In the folder: of the file as it is there, with the hash of
   * zeros for lines that are in no commit.
   */
  blame(path: string, from: BlameSide): Promise<BlameLine[]>
  /** Who last changed each node and property of a scene (GIT11). */
  blameScene(path: string, from: Hash): Promise<BlamedThing[]>
}

export interface Distance {
  readonly ahead: number
  readonly behind: number
}

export type BlameSide = { readonly kind: 'commit'; readonly hash: Hash } | { readonly kind: 'folder' }

/** `date`: by the committer's clock, as `git log`. `topology`: no parent before its children, as `git log --topo-order`. */
export type LogOrder = 'date' | 'topology'

export interface LogQuery {
  readonly from: readonly Hash[]
  /** What can be reached from these is left out. */
  readonly without?: readonly Hash[]
  readonly order?: LogOrder
  /** Only commits that changed a file at or below one of these; parents as they are. */
  readonly paths?: readonly string[]
  /** Matched anywhere, upper and lower case alike: in `name <email>`, and in the message. */
  readonly author?: string
  readonly message?: string
  /** Unix seconds of the committer, both included. */
  readonly since?: number
  readonly until?: number
  readonly limit: number
  /** `next` of the page before, with the same query. */
  readonly after?: LogCursor
}

/** Opaque. Stays right when refs move: it counts from the hashes that the query names. */
export type LogCursor = string

export interface LogPage {
  readonly commits: readonly Commit[]
  /** Null at the end. */
  readonly next: LogCursor | null
}

export interface BlameLine {
  /** From 1. */
  readonly line: number
  readonly hash: Hash
  /** Null for a line that is in no commit. */
  readonly author: Signature | null
  readonly text: string
  /** The file's path in that commit. */
  readonly path: string
}

export interface BlamedThing extends SceneThing {
  readonly hash: Hash
  readonly author: Signature
}

export interface Index {
  readIndex(): Promise<IndexEntry[]>
  /**
   * Sets and takes away entries in one step under Git's lock (GIT7). Whatever was contested at a path that is named is
   * settled by it. What is known of the files' times stays for entries that stay as they are.
   */
  changeIndex(changes: readonly IndexChange[]): Promise<void>
  /** The index becomes this tree, with nothing contested; entries that stay keep what is known of their files. */
  setIndex(tree: FlatTree): Promise<void>
  /** Puts files of the folder into the index as they are now; those that are gone leave it. Throws READ_ONLY for a file
   * that a program named by the settings would have to be run for (GIT3). */
  stage(paths: readonly string[]): Promise<void>
  /** The tree that a commit of the index has. Throws BAD_REQUEST while something in it is contested. */
  writeIndexTree(): Promise<Hash>
}

/** 0: settled. 1 to 3: base, ours and theirs of a conflict. */
export type IndexStage = 0 | 1 | 2 | 3

export interface IndexEntry extends TreeFile {
  readonly path: string
  readonly stage: IndexStage
}

export type IndexChange =
  | { readonly path: string; readonly file: TreeFile | null }
  /** A conflict: what each side has, where it has anything. */
  | { readonly path: string; readonly sides: Readonly<Record<'base' | 'ours' | 'theirs', TreeFile | null>> }

export interface Folder {
  /** What is staged, changed, new and contested. A file that is staged and changed again is two entries. */
  status(options?: StatusOptions): Promise<StatusEntry[]>
  diff(from: DiffSide, to: DiffSide, options?: DiffOptions): Promise<FileChange[]>
  /**
   * Makes files of the folder what `changes` says, and the index with them. Everything is checked before anything is
   * written: paths that lead out, into `.git`, through a link, or fall on one another are BAD_REQUEST (GIT5); a file whose
   * content the index does not have is LOCKED unless `force` (GIT9). `data.paths` names them.
   */
  checkout(changes: TreeChanges, options?: CheckoutOptions): Promise<void>
  /**
   * All files of a commit, a tag or a tree written into a folder elsewhere, which is made and must be empty. Checked as a
   * checkout is; index and working folder stay as they are.
   */
  exportTree(hash: Hash, folder: string): Promise<void>
  /** True for what Git is told to leave out. `path` of a folder with a `/` at its end. */
  isIgnored(path: string): Promise<boolean>
  /**
   * What the index would have of these files, in the order asked for: null where there is none. A submodule is what the
   * index has of it. Writes their blobs, so that what is replaced can be brought back.
   */
  storeFiles(paths: readonly string[]): Promise<(TreeFile | null)[]>
  /** How a file is merged, as the attribute `merge` says. */
  mergeDriver(path: string): Promise<MergeDriver>
  /** The bytes of a file as they would be staged: line ends as Git keeps them. Null where there is none. Writes nothing. */
  readFile(path: string): Promise<Uint8Array | null>
  /** Throws READ_ONLY where only a program that the settings name could make the entry of one of these files (GIT3). */
  refuseFiltered(paths: readonly string[]): Promise<void>
  /** The file as it would be staged. Null where there is none. Writes its blob. */
  hashFile(path: string): Promise<TreeFile | null>
}

/** Git's own, or nothing said; one that is a program of the user's is no more than that (GIT3). */
export type MergeDriver = 'text' | 'binary' | 'union' | 'any'

export interface StatusOptions {
  /** `all` (the default) names every new file, `normal` names a folder of nothing else once, with a `/`, `no` none. */
  readonly untracked?: 'all' | 'normal' | 'no'
  readonly paths?: readonly string[]
}

export type StatusKind = 'added' | 'modified' | 'deleted' | 'renamed' | 'untracked' | 'conflicted'

export interface StatusEntry {
  readonly path: string
  readonly status: StatusKind
  /** In the index against HEAD; else in the folder against the index. */
  readonly staged: boolean
  /** Of a renamed file. */
  readonly from?: string
}

/** `empty`: nothing at all. */
export type DiffSide =
  | { readonly kind: 'tree'; readonly hash: Hash }
  | { readonly kind: 'index' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'empty' }

export interface DiffOptions {
  readonly paths?: readonly string[]
  /** False: a rename is a file that went and one that came. */
  readonly renames?: boolean
}

export interface FileChange {
  readonly path: string
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed'
  readonly from?: string
  /** Null where the side has nothing. A file of the folder has the hash that it would have as a blob; it need not be one. */
  readonly old: TreeFile | null
  readonly new: TreeFile | null
}

export interface CheckoutOptions {
  /** Write over files that hold work the index does not have, and over files that Git does not know. */
  readonly force?: boolean
}
