/** Before anything is changed: no other program is at work, and nothing of Git's own is half done. (OPS4) */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import { INDEX_LOCK_TRIES, INDEX_LOCK_WAIT_MS } from '../../../shared/limits.ts'
import { holdExclusively } from '../../files/exclusive-file.ts'
import { exists } from '../../files/exists.ts'
import type { Repository } from '../engine.ts'
import { readUnderWay, type UnderWay } from './under-way.ts'

/** How much of Git's own may be half done for an operation: nothing, what a commit concludes, anything; or files contested. */
export type During = 'nothing' | 'conclusion' | 'anything' | 'contest'

const GO_ON = 'weft repo continue goes on with it, weft repo abort gives it up'

/** Throws AppError LOCKED where more is half done than may be. */
export async function refuseUnderWay(repository: Repository, during: During = 'nothing'): Promise<void> {
  if (during === 'contest') return
  const underWay = await readUnderWay(repository.gitFolder)
  const isContested = (await repository.readIndex()).some(({ stage }) => stage !== 0)
  const hint = isContested ? `weft repo settle merges what met; ${GO_ON}` : GO_ON
  if (underWay !== null && underWay.kind !== 'merge' && (isContested || !isLeft(underWay, during))) {
    const words = `${underWay.kind === 'am' ? 'An am' : `A ${underWay.kind}`} of Git is in progress.`
    throw new AppError('LOCKED', words, { hint })
  }
  if (isContested) throw new AppError('LOCKED', 'Files of a merge of Git are still contested.', { hint })
  if (underWay?.kind === 'merge' && during === 'nothing') {
    throw new AppError('LOCKED', 'A merge is in progress.', { hint: 'weft repo commit concludes it' })
  }
}

/** What may be under way stays so, or is concluded. */
function isLeft(underWay: UnderWay, during: During): boolean {
  if (during === 'anything') return true
  return during === 'conclusion' && 'isLast' in underWay && underWay.isLast
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
