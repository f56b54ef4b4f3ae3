/** A file's bytes and hash, of one moment: read again where it changed meanwhile. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { sha256 } from '../storage/blobs.ts'
import { type FileLook, isSameLook, lookAt } from './scan.ts'
import { isMissing } from './write-whole.ts'

export interface WholeFile {
  readonly bytes: Uint8Array
  /** sha-256, hex. */
  readonly hash: string
  readonly look: FileLook
}

const ATTEMPTS = 5
/** Larger files are hashed as a stream. */
const READ_AT_ONCE_BYTES = 4 * 1024 * 1024

/** Undefined where there is no file, or none that holds still. */
export function readWhole(absolute: string): Promise<WholeFile | undefined> {
  return steadily(absolute, async () => {
    const bytes = await readFile(absolute)
    return { bytes, hash: sha256(bytes) }
  })
}

/** The same without holding the bytes. */
export function hashWhole(absolute: string): Promise<Omit<WholeFile, 'bytes'> | undefined> {
  return steadily(absolute, async look => {
    if (look.sizeBytes <= READ_AT_ONCE_BYTES) return { hash: sha256(await readFile(absolute)) }
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(absolute)) hash.update(chunk as Uint8Array)
    return { hash: hash.digest('hex') }
  })
}

async function steadily<T>(
  absolute: string,
  read: (look: FileLook) => Promise<T>,
): Promise<(T & { look: FileLook }) | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await lookAt(absolute)
    if (before === undefined) return undefined
    try {
      const content = await read(before)
      if (isSameLook(before, await lookAt(absolute))) return { ...content, look: before }
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  return undefined
}
