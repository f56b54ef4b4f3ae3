/** What a command made of the files of its folder, by size and time: told, not taken in. What tools keep is left out. */
import type { CommandOutcome, MadeFile } from '../../shared/contract/side-by-side.ts'
import { MADE_FILES } from '../../shared/limits.ts'
import { isSameLook, scanFolder } from '../files/scan.ts'

/** Looks now; the answer looks again and tells what differs since. */
export async function madeFiles(folder: string): Promise<() => Promise<Pick<CommandOutcome, 'files' | 'fileCount'>>> {
  const before = (await scanFolder(folder)).files
  return async () => {
    const after = (await scanFolder(folder)).files
    const made: MadeFile[] = []
    for (const [path, look] of after) {
      const old = before.get(path)
      if (old === undefined) made.push({ path, kind: 'added' })
      else if (!isSameLook(old, look)) made.push({ path, kind: 'changed' })
    }
    for (const path of before.keys()) if (!after.has(path)) made.push({ path, kind: 'removed' })
    made.sort((a, b) => (a.path < b.path ? -1 : 1))
    return { files: made.slice(0, MADE_FILES), fileCount: made.length }
  }
}
