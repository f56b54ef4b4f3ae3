/** The stash as Git keeps it: a ref, and the entries of its log, newest first (`git stash list`). */
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Repository } from '../engine.ts'
import { lockFile } from '../lock-file.ts'
import { printSignature } from '../object-format.ts'
import type { StashLine } from './change.ts'

export const STASH = 'refs/stash'
const NO_HASH = '0'.repeat(40)

/** Newest first. */
export async function readStashes(repository: Repository): Promise<StashLine[]> {
  const isThere = (await repository.refs(STASH)).some(({ name }) => name === STASH)
  if (!isThere) return []
  return (await repository.refLog(STASH)).map(({ to, who, message }) => ({ to, who, message }))
}

/** The stash becomes this, whatever it was. May be done again after a crash in the middle. */
export async function writeStashes(repository: Repository, stashes: readonly StashLine[]): Promise<void> {
  const [newest] = stashes
  if (newest === undefined) {
    await repository.changeRef({ name: STASH, to: null })
    return
  }
  await repository.changeRef({ name: STASH, to: newest.to })
  const path = join(repository.commonFolder, 'logs', ...STASH.split('/'))
  await mkdir(dirname(path), { recursive: true })
  await using lock = await lockFile(path)
  await lock.replace(Buffer.from(printLog(stashes), 'utf8'))
}

/** Oldest first, each from where the one before led to. */
function printLog(stashes: readonly StashLine[]): string {
  const lines = stashes.toReversed().map(({ to, who, message }, i, all) => {
    const from = all[i - 1]?.to ?? NO_HASH
    return `${from} ${to} ${printSignature(who)}\t${message.replaceAll(/\s*\n\s*/g, ' ').trim()}\n`
  })
  return lines.join('')
}
