/**
 * What files were like on the disk when their content was last read, so that an entry that is made of that content can say
 * so: Git and Weft need not look into the file again. (GIT14)
 *
 * A file that was changed just before it was read may be changed again in the same tick of the disk's clock, with the same
 * size, and look as it did: of such a one nothing is known.
 */
import type { BigIntStats } from 'node:fs'
import { GIT_FILES_SEEN, GIT_TICK_MS, GIT_WHOLE_SECONDS_MS } from '../../shared/limits.ts'
import { isSameFile } from '../../shared/repo/flat-tree.ts'
import type { TreeFile } from '../../shared/repo/git-object.ts'

export interface SeenFiles {
  /** `readAtMs`: before its content was read, and `stats` before that. */
  note(path: string, file: TreeFile, stats: BigIntStats, readAtMs: number): void
  /** Of those that are wanted as they were seen. Nothing is known any more afterwards. */
  take(wanted: Iterable<{ readonly path: string; readonly file: TreeFile }>): ReadonlyMap<string, BigIntStats>
}

export function createSeenFiles(): SeenFiles {
  const seen = new Map<string, { readonly file: TreeFile; readonly stats: BigIntStats }>()
  return {
    note(path, file, stats, readAtMs) {
      seen.delete(path)
      if (isFresh(stats, readAtMs)) return
      seen.set(path, { file, stats })
      if (seen.size <= GIT_FILES_SEEN) return
      for (const [oldest] of seen) {
        seen.delete(oldest)
        break
      }
    },
    take(wanted) {
      const found = new Map<string, BigIntStats>()
      for (const { path, file } of wanted) {
        const known = seen.get(path)
        if (known !== undefined && isSameFile(known.file, file)) found.set(path, known.stats)
      }
      seen.clear()
      return found
    },
  }
}

/** Some disks count in whole seconds, or two. */
export function isFresh({ mtimeNs }: Pick<BigIntStats, 'mtimeNs'>, readAtMs: number): boolean {
  const ticksMs = mtimeNs % 1_000_000_000n === 0n ? GIT_WHOLE_SECONDS_MS : GIT_TICK_MS
  return mtimeNs + BigInt(ticksMs) * 1_000_000n > BigInt(Math.floor(readAtMs)) * 1_000_000n
}
