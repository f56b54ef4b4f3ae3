/**
 * The note of a merge that waits for its commit: Git's own `MERGE_HEAD` and `MERGE_MSG`, so that `git commit` concludes
 * what Weft began and the other way round.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../../files/write-whole.ts'
import { lockFile } from '../lock-file.ts'
import type { Change } from './change.ts'

export type MergeNote = NonNullable<Change['waiting']>['after']

/** Null where no merge waits. Of several parents only the first is read. */
export async function readMergeNote(gitFolder: string): Promise<MergeNote> {
  const parent = await readOr(join(gitFolder, 'MERGE_HEAD'))
  if (parent === null) return null
  return { parent: parent.slice(0, 40), message: (await readOr(join(gitFolder, 'MERGE_MSG'))) ?? '' }
}

/** `MERGE_HEAD` last, and taken away first: it is what makes a merge of it. */
export async function writeMergeNote(gitFolder: string, note: MergeNote): Promise<void> {
  if (note !== null) await replace(join(gitFolder, 'MERGE_MSG'), note.message)
  await replace(join(gitFolder, 'MERGE_HEAD'), note === null ? null : `${note.parent}\n`)
  if (note === null) {
    await replace(join(gitFolder, 'MERGE_MSG'), null)
    await replace(join(gitFolder, 'MERGE_MODE'), null)
  }
}

async function replace(path: string, text: string | null): Promise<void> {
  await using lock = await lockFile(path)
  await (text === null ? lock.remove() : lock.replace(Buffer.from(text, 'utf8')))
}

async function readOr(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
