/** Which lines differ between two files, as libgit2 finds with the same code as Git. */
import type { Diff, Repository as LibGit } from 'es-git'
import type { Hash } from '../../shared/repo/git-object.ts'
import { reading } from './libgit.ts'

/** Lines counted from 0. */
export interface Hunk {
  readonly oldStart: number
  readonly oldCount: number
  readonly newStart: number
  readonly newCount: number
}

export interface FileOfTree {
  readonly tree: Hash
  readonly path: string
}

const OPTIONS = { disablePathspecMatch: true, contextLines: 0, indentHeuristic: true, forceText: true }

export function hunksBetween(git: LibGit, from: FileOfTree, to: FileOfTree): Hunk[] {
  return reading(to.path, () => {
    const pathspecs = [...new Set([from.path, to.path])]
    const diff = git.diffTreeToTree(git.getTree(from.tree), git.getTree(to.tree), { ...OPTIONS, pathspecs })
    if (from.path !== to.path) diff.findSimilar({ renames: true, renameThreshold: 1 })
    return readHunks(diff)
  })
}

/** Against the file as it is in the folder, with line ends as in Git. */
export function hunksInFolder(git: LibGit, { tree, path }: FileOfTree): Hunk[] {
  return reading(path, () => readHunks(git.diffTreeToWorkdir(git.getTree(tree), { ...OPTIONS, pathspecs: [path] })))
}

/** A line of content begins with a sign, so what begins with `@@` is the head of a hunk. */
const HEAD = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm

function readHunks(diff: Diff): Hunk[] {
  return Array.from(
    diff.print({ format: 'Patch' }).matchAll(HEAD),
    ([, oldAt, oldCount = '1', newAt, newCount = '1']) => ({
      oldStart: startOf(oldAt, oldCount),
      oldCount: Number(oldCount),
      newStart: startOf(newAt, newCount),
      newCount: Number(newCount),
    }),
  )
}

/** Of no lines Git names the one before. */
function startOf(at: string | undefined, count: string): number {
  return count === '0' ? Number(at) : Number(at) - 1
}
