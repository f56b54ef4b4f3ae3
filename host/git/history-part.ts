/** The history, as the engine offers it. */
import { AppError } from '../../shared/contract/errors.ts'
import type { Commit, Hash, TreeFile } from '../../shared/repo/git-object.ts'
import { type BlameSource, blameLines, divide, splitLines } from './blame.ts'
import { blameScene } from './blame-scene.ts'
import type { ChangesDeps } from './changes.ts'
import type { BlameLine, History } from './engine.ts'
import { hunksBetween, hunksInFolder } from './hunks.ts'
import { modeOf } from './index-bytes.ts'
import { reading } from './libgit.ts'
import { createLogReader } from './log.ts'
import { readCommitBytes } from './object-format.ts'
import type { RefFolders } from './ref-folders.ts'
import { NO_HASH, readHead } from './refs.ts'
import { changedFiles } from './trees.ts'

const FOLDER = 0o40000

type HistoryDeps = ChangesDeps & { readonly folders: RefFolders }

export function createHistoryPart({ git, objects, files, folders }: HistoryDeps): History {
  const commit = (hash: Hash): Commit => readCommitBytes(hash, objects.readAs(hash, 'commit'))
  const log = createLogReader({ commit, state: stateOf })
  const blame: BlameSource = {
    commit,
    entry: fileAt,
    blob: hash => objects.readAs(hash, 'blob'),
    changed: (from, to) => changedFiles(objects, from, to),
    hunks: (from, to) => hunksBetween(git, from, to),
  }

  /** By libgit2, which keeps the folders that it has read: a walk asks this of every commit. */
  function find(tree: Hash, path: string): { mode: number; hash: Hash } | null {
    return reading('A folder of the history', () => {
      const found = git.getTree(tree).getPath(path)
      return found === null ? null : { mode: found.filemode(), hash: found.id() }
    })
  }

  function stateOf(tree: Hash, path: string): string | null {
    if (path === '') return tree
    const found = find(tree, path)
    return found === null ? null : `${found.mode} ${found.hash}`
  }

  function fileAt(tree: Hash, path: string): TreeFile | null {
    const found = find(tree, path)
    return found === null || found.mode === FOLDER ? null : { mode: modeOf(found.mode), hash: found.hash }
  }

  /** Lines of the folder that HEAD does not have are nobody's yet. */
  async function blameFolder(path: string): Promise<BlameLine[]> {
    const head = await readHead(folders)
    if (head.hash === null) throw new AppError('NOT_FOUND', 'There is no commit yet.')
    const tip = commit(head.hash)
    const known: TreeFile | null = fileAt(tip.tree, path)
    const file = await files.read(path, known)
    if (file === null || known === null) throw new AppError('NOT_FOUND', `There is no file ${path} in HEAD.`, { path })
    const lines = splitLines(file.bytes)
    const { passed, kept } = divide(
      [{ final: 0, start: 0, count: lines.length }],
      hunksInFolder(git, { tree: tip.tree, path }),
    )
    const own = kept.flatMap(({ final, count }) =>
      lines
        .slice(final, final + count)
        .map((text, i) => ({ line: final + i + 1, hash: NO_HASH, author: null, text, path })),
    )
    return [...own, ...(await blameLines(blame, path, tip, passed))].sort((a, b) => a.line - b.line)
  }

  return {
    async log(query) {
      return log.page(query)
    },
    async walk(from, without = []) {
      return reading('The history', () => {
        // Without a sorting it goes by date, and of one date as Git does: by who was found first.
        const walk = git.revwalk()
        for (const hash of from) walk.push(hash)
        for (const hash of without) walk.hide(hash)
        const hashes: Hash[] = []
        for (let hash = walk.next(); hash !== null; hash = walk.next()) hashes.push(hash)
        return hashes
      })
    },
    async distance(one, other) {
      const count = (from: Hash, without: Hash) =>
        reading('The history', () => {
          const walk = git.revwalk()
          walk.push(from)
          walk.hide(without)
          let found = 0
          while (walk.next() !== null) found += 1
          return found
        })
      return one === other ? { ahead: 0, behind: 0 } : { ahead: count(one, other), behind: count(other, one) }
    },
    async mergeBases(one, other) {
      try {
        return git.getMergeBases(one, other)
      } catch (error) {
        if (error instanceof Error && /code=NotFound/.test(error.message)) return []
        return reading('The history', () => {
          throw error
        })
      }
    },
    async isAncestor(ancestor, of) {
      if (ancestor === of) return true
      return (await this.mergeBases(ancestor, of)).includes(ancestor)
    },
    async blameScene(path, from) {
      return blameScene(blame, path, commit(from))
    },
    async blame(path, from) {
      return from.kind === 'folder' ? blameFolder(path) : blameLines(blame, path, commit(from.hash))
    },
  }
}
