/** The index, as the engine offers it. */
import type { BigIntStats } from 'node:fs'
import { AppError } from '../../shared/contract/errors.ts'
import { eachAtOnce } from './at-once.ts'
import type { ChangesDeps } from './changes.ts'
import type { Index, IndexChange } from './engine.ts'
import { plainEntry } from './index-file.ts'
import { reading } from './libgit.ts'
import { whyUnsafeInTree } from './path-safety.ts'

export function createIndexPart({ git, objects, index, files, seen }: ChangesDeps): Index {
  function refuseUnsafe(path: string): void {
    const reason = whyUnsafeInTree(path)
    if (reason !== null) throw new AppError('BAD_REQUEST', `No commit may hold this path: ${reason}.`, { path })
  }

  return {
    async readIndex() {
      return (await index.read()).map(plainEntry)
    },
    async changeIndex(changes) {
      for (const { path } of changes) refuseUnsafe(path)
      const wanted = changes.flatMap(each =>
        'file' in each && each.file !== null ? [{ path: each.path, file: each.file }] : [],
      )
      await index.change(changes, seen.take(wanted))
    },
    async setIndex(tree) {
      for (const path of tree.keys()) refuseUnsafe(path)
      await index.set(tree)
    },
    async stage(paths) {
      const known = new Map(
        (await index.read()).filter(({ stage }) => stage === 0 || stage === 2).map(each => [each.path, each]),
      )
      const changes: IndexChange[] = []
      const stats = new Map<string, BigIntStats>()
      for (const path of paths) files.refuseFiltered(path)
      await eachAtOnce(paths, async path => {
        const file = await files.read(path, known.get(path) ?? null)
        if (file === null) {
          changes.push({ path, file: null })
          return
        }
        changes.push({ path, file: { mode: file.mode, hash: await objects.write('blob', file.bytes) } })
        stats.set(path, file.stats)
      })
      await index.change(changes, stats)
    },
    async writeIndexTree() {
      if ((await index.read()).some(({ stage }) => stage !== 0)) {
        throw new AppError('BAD_REQUEST', 'Something in the index is contested: settle it first.')
      }
      return reading('The index', () => {
        const read = git.index()
        read.read(true)
        return read.writeTree()
      })
    },
  }
}
