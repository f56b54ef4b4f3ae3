/**
 * The note of a merge, a cherry-pick or a revert that waits for its commit: Git's own `MERGE_HEAD` (`CHERRY_PICK_HEAD`,
 * `REVERT_HEAD`) and `MERGE_MSG`, so that `git commit` concludes what Weft began and the other way round.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from '../../files/write-whole.ts'
import { lockFile } from '../lock-file.ts'
import type { Change } from './change.ts'
import { readUnderWay } from './under-way.ts'

export type MergeNote = NonNullable<Change['waiting']>['after']

const NAMES = { merge: 'MERGE_HEAD', 'cherry-pick': 'CHERRY_PICK_HEAD', revert: 'REVERT_HEAD' } as const

/**
 * Null where no commit is waited for; nor where Git goes on by itself afterwards, in a rebase or a series of picks. Of
 * several parents of a merge the first.
 */
export async function readMergeNote(gitFolder: string): Promise<MergeNote> {
  const underWay = await readUnderWay(gitFolder)
  const message = async () => (await readOr(join(gitFolder, 'MERGE_MSG'))) ?? ''
  switch (underWay?.kind) {
    case 'merge': {
      const [parent] = underWay.parents
      return parent === undefined ? null : { kind: 'merge', parent, message: await message() }
    }
    case 'cherry-pick':
    case 'revert': {
      const { kind, commit, isLast } = underWay
      return commit === null || !isLast ? null : { kind, parent: commit, message: await message() }
    }
    default:
      return null
  }
}

/** The note that makes a merge (or a pick) of it last, and taken away first. */
export async function writeMergeNote(gitFolder: string, before: MergeNote, after: MergeNote): Promise<void> {
  if (before !== null && before.kind !== after?.kind) await replace(join(gitFolder, NAMES[before.kind]), null)
  if (after !== null) {
    await replace(join(gitFolder, 'MERGE_MSG'), after.message)
    await replace(join(gitFolder, NAMES[after.kind]), `${after.parent}\n`)
    return
  }
  await replace(join(gitFolder, 'MERGE_MSG'), null)
  await replace(join(gitFolder, 'MERGE_MODE'), null)
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
