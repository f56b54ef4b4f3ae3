/** Before anything is changed: no other program is at work, and nothing of Git's own is half done. (OPS4) */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import { INDEX_LOCK_TRIES, INDEX_LOCK_WAIT_MS } from '../../../shared/limits.ts'
import { holdExclusively } from '../../files/exclusive-file.ts'
import { exists } from '../../files/exists.ts'
import type { Repository } from '../engine.ts'

/** What Git leaves behind while it is in the middle of something, and what that is. */
const UNDER_WAY: readonly (readonly [string, string])[] = [
  ['rebase-merge', 'A rebase of Git is in progress.'],
  ['rebase-apply', 'A rebase of Git is in progress.'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick of Git is in progress.'],
  ['REVERT_HEAD', 'A revert of Git is in progress.'],
  ['sequencer', 'A cherry-pick or revert of Git is in progress.'],
]

/** Throws AppError LOCKED. `mayConclude`: a merge that only waits for its commit is no hindrance. */
export async function refuseUnderWay(repository: Repository, { mayConclude = false } = {}): Promise<void> {
  const hint = 'finish it with git, or give it up with git … --abort'
  for (const [name, words] of UNDER_WAY) {
    if (await exists(join(repository.gitFolder, name))) throw new AppError('LOCKED', words, { hint })
  }
  if ((await repository.readIndex()).some(({ stage }) => stage !== 0)) {
    throw new AppError('LOCKED', 'Files of a merge of Git are still contested.', { hint })
  }
  if (!mayConclude && (await exists(join(repository.gitFolder, 'MERGE_HEAD')))) {
    throw new AppError('LOCKED', 'A merge is in progress.', { hint: 'weft repo commit concludes it' })
  }
}

/** Waits a moment for another program to let go of the index. Throws AppError LOCKED where it does not. */
export async function waitForIndex(repository: Repository, wait: (ms: number) => Promise<unknown>): Promise<void> {
  const path = join(repository.gitFolder, 'index.lock')
  for (let tries = INDEX_LOCK_TRIES; await exists(path); tries -= 1) {
    if (tries === 0) {
      const hint = `if no other program is at work here, one was ended too early: remove ${path}`
      throw new AppError('LOCKED', 'Another program is at work in this repository.', { path, hint })
    }
    await wait(INDEX_LOCK_WAIT_MS)
  }
}

/** One operation at a time, of all processes that work here: another one's is not finished while it is at it. */
export async function takeTurn({ gitFolder }: Repository, wait: (ms: number) => Promise<unknown>): Promise<Disposable> {
  const folder = join(gitFolder, 'weft')
  await mkdir(folder, { recursive: true })
  for (let tries = INDEX_LOCK_TRIES; ; tries -= 1) {
    const turn = holdExclusively(join(folder, 'operations.lock'))
    if (turn !== null) return turn
    if (tries === 0) {
      const hint = 'wait for it, and try again'
      throw new AppError('LOCKED', 'Another Weft is working on this repository.', { hint })
    }
    await wait(INDEX_LOCK_WAIT_MS)
  }
}
