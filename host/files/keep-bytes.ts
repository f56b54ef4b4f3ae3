/**
 * Bytes of files that are no scenes, kept while another reality or a version names them: a program that writes over
 * the file would take them from those (RTY7). Done file by file in the lane, after whatever waits for it; each hash once.
 */
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { KEPT_FILE_BYTES } from '../../shared/limits.ts'
import type { Project } from '../workspace/project.ts'
import type { Lane } from './lane.ts'
import { readWhole } from './read-whole.ts'

export interface ByteKeeper {
  /** Begins, where anything needs it. */
  readonly keep: () => void
  /** Resolves when it has kept what it was asked for. */
  whenDone(): Promise<void>
  close(): void
}

/** Looks into the store before others get their turn: a millisecond's worth. */
const BREATHE_EVERY = 100

export function createByteKeeper(project: Project, lane: Lane): ByteKeeper {
  const { store, table, tree, log, now } = project
  let isAtWork = false
  let isAskedAgain = false
  let isClosed = false
  let done: Promise<void> = Promise.resolve()

  async function keepAll(): Promise<void> {
    await breathe()
    if (isClosed) return
    const hashes = new Set(
      tree.files().flatMap(({ document, hash }) => (document === null && hash !== null ? hash : [])),
    )
    let looked = 0
    for (const hash of hashes) {
      // A fork asks for this, and is not to wait for it (RTY2).
      if (looked % BREATHE_EVERY === 0) await breathe()
      looked += 1
      if (isClosed) return
      if (!store.blobs.has(hash)) await lane.run(() => keepOne(hash))
    }
  }

  async function keepOne(hash: string): Promise<void> {
    const row = table.byHash(hash)
    if (row === undefined || row.sizeBytes > KEPT_FILE_BYTES || isClosed) return
    const whole = await readWhole(join(project.folder, row.path))
    if (whole?.hash === hash) store.blobs.put(whole.bytes, 'file', now())
  }

  async function work(): Promise<void> {
    do {
      isAskedAgain = false
      await keepAll()
    } while (isAskedAgain && !isClosed)
  }

  return {
    keep() {
      isAskedAgain = true
      if (isAtWork || isClosed || !needsBytes(project)) return
      isAtWork = true
      done = work()
        .catch((error: unknown) => log.error({ err: error }, 'the bytes of files could not be kept'))
        .finally(() => {
          isAtWork = false
        })
    },
    whenDone: () => done,
    close() {
      isClosed = true
    },
  }
}

/** True where a state that somebody may go back to names bytes that the folder may lose. */
export function needsBytes({ store }: Pick<Project, 'store'>): boolean {
  return store.realities.all().length > 0 || store.versions.all().some(({ kind }) => kind === 'version')
}
