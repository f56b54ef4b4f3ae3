/**
 * The tree a merge puts together. Files that land on one path are merged like files that both sides added; a file that
 * lands where the other side has a folder gets another name. (TRM4, TRM5 in docs/spec/repo-merge.md)
 */
import { folderOf } from './flat-tree.ts'
import type { FlatTree, TreeFile } from './git-object.ts'
import { type FileMergeOptions, mergeFile } from './merge-file.ts'
import type { TreeConflict } from './tree-conflict.ts'

type Side = 'ours' | 'theirs'

export interface MergedTree {
  /** Ours first, where both sides have something for one path. */
  add(side: Side, path: string, file: TreeFile): void
  met(conflict: TreeConflict): void
  finish(): Promise<{ readonly tree: FlatTree; readonly conflicts: readonly TreeConflict[] }>
}

interface Landed {
  readonly side: Side
  readonly file: TreeFile
}

export function createMergedTree(options: FileMergeOptions): MergedTree {
  const landed = new Map<string, Landed[]>()
  const conflicts: TreeConflict[] = []

  async function settle(path: string, all: readonly Landed[]): Promise<Landed> {
    const [first, ...others] = all.toSorted((a, b) => Number(a.side === 'theirs') - Number(b.side === 'theirs'))
    if (first === undefined) throw new RangeError('nothing landed there')
    let result = first
    for (const other of others) {
      const merged = await mergeFile(path, { base: null, ours: result.file, theirs: other.file }, options)
      if (merged.met !== null) {
        const sides = { base: null, ours: result.file, theirs: other.file }
        conflicts.push({ kind: 'both-added', path, otherPaths: [], ...sides, places: merged.places })
      }
      result = { side: result.side, file: merged.file }
    }
    return result
  }

  /** A name beside `path` that nothing has. */
  function freeName(path: string, side: Side, taken: { has(path: string): boolean }): string {
    let name = `${path}~${side}`
    for (let i = 1; taken.has(name); i += 1) name = `${path}~${side}_${i}`
    return name
  }

  return {
    add(side, path, file) {
      const there = landed.get(path)
      if (there === undefined) landed.set(path, [{ side, file }])
      else there.push({ side, file })
    },
    met(conflict) {
      conflicts.push(conflict)
    },
    async finish() {
      const folders = new Set<string>()
      for (const path of landed.keys()) {
        for (let at = folderOf(path); at !== '' && !folders.has(at); at = folderOf(at)) folders.add(at)
      }
      const tree = new Map<string, TreeFile>()
      for (const [path, all] of landed) {
        const { side, file } = await settle(path, all)
        if (!folders.has(path)) {
          tree.set(path, file)
          continue
        }
        const name = freeName(path, side, { has: each => landed.has(each) || folders.has(each) || tree.has(each) })
        tree.set(name, file)
        const sides = { ours: side === 'ours' ? file : null, theirs: side === 'theirs' ? file : null }
        conflicts.push({ kind: 'file-folder', path: name, otherPaths: [path], base: null, ...sides, places: [] })
      }
      const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => compareText(a, b)
      return {
        tree: new Map([...tree].sort(byPath)),
        conflicts: conflicts.sort((a, b) => compareText(a.path, b.path)),
      }
    },
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
