/**
 * Files by hash: `<folder>/<workspace>/<aa>/<sha256>`. Bytes are hashed while they stream into a `.part` file,
 * flushed, and renamed into place, so a file under its hash is always whole (REL30).
 */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { WorkspaceQuota } from './workspace-quota.ts'

export type PutResult =
  | { readonly kind: 'stored' }
  | { readonly kind: 'exists' }
  /** A part has arrived; the next begins at `offset`. */
  | { readonly kind: 'partial'; readonly offset: number }
  | { readonly kind: 'wrong-offset'; readonly offset: number }
  | { readonly kind: 'wrong-hash' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'no-space' }

export interface BlobStore {
  /** Bytes of a whole blob, or null. */
  size(workspace: string, hash: string): Promise<number | null>
  /** Bytes that have arrived of one that is not whole yet. */
  partialSize(workspace: string, hash: string): Promise<number>
  /** `end` inclusive. Only for a blob that `size` has found. */
  read(workspace: string, hash: string, range: { start: number; end: number } | null): NodeJS.ReadableStream
  /**
   * Takes bytes from `start`; whole once `total` have come (null: whatever comes). If `source` breaks off, what came
   * is kept for going on, and the error is thrown.
   */
  put(
    workspace: string,
    hash: string,
    source: AsyncIterable<Uint8Array>,
    range: { start: number; total: number | null },
  ): Promise<PutResult>
}

/** Removes uploads that nobody went on with since `olderThanMs` (a time), and counts what is there. */
export async function openBlobStore(deps: {
  folder: string
  quota: WorkspaceQuota
  maxBytes: number
  olderThanMs: number
}): Promise<BlobStore> {
  const { folder, quota, maxBytes } = deps
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await tidy(folder, quota, deps.olderThanMs)
  const writing = new Set<string>()

  const fileOf = (workspace: string, hash: string): string => path.join(folder, workspace, hash.slice(0, 2), hash)
  const partOf = (workspace: string, hash: string): string => `${fileOf(workspace, hash)}.part`

  async function put(
    workspace: string,
    hash: string,
    source: AsyncIterable<Uint8Array>,
    range: { start: number; total: number | null },
  ): Promise<PutResult> {
    const file = fileOf(workspace, hash)
    const part = partOf(workspace, hash)
    if ((await sizeOf(file)) !== null) return { kind: 'exists' }
    if (range.total !== null && range.total > maxBytes) return { kind: 'too-large' }
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const before = (await sizeOf(part)) ?? 0
    if (range.start !== 0 && range.start !== before) return { kind: 'wrong-offset', offset: before }
    const expected = range.total === null ? 0 : range.total - range.start
    if (quota.left(workspace) < expected) return { kind: 'no-space' }

    const hasher = createHash('sha256')
    if (range.start > 0) await hashFile(part, hasher)
    else quota.add(workspace, -before)
    const handle = await open(part, range.start > 0 ? 'a' : 'w', 0o600)
    let size = range.start
    try {
      for await (const chunk of source) {
        if (size + chunk.length > (range.total ?? maxBytes)) return { kind: 'too-large' }
        if (quota.left(workspace) < chunk.length) return { kind: 'no-space' }
        await writeWhole(handle, chunk)
        hasher.update(chunk)
        size += chunk.length
        quota.add(workspace, chunk.length)
      }
      if (range.total !== null && size < range.total) return { kind: 'partial', offset: size }
      if (hasher.digest('hex') !== hash) {
        quota.add(workspace, -size)
        await rm(part, { force: true })
        return { kind: 'wrong-hash' }
      }
      await handle.sync()
      await rename(part, file)
      await syncFolder(path.dirname(file))
      return { kind: 'stored' }
    } catch (error) {
      if (isNoSpace(error)) return { kind: 'no-space' }
      throw error
    } finally {
      await handle.close()
    }
  }

  return {
    size: (workspace, hash) => sizeOf(fileOf(workspace, hash)),
    partialSize: async (workspace, hash) => (await sizeOf(partOf(workspace, hash))) ?? 0,
    read: (workspace, hash, range) => createReadStream(fileOf(workspace, hash), range ?? {}),
    async put(workspace, hash, source, range) {
      const key = `${workspace}/${hash}`
      if (writing.has(key)) return { kind: 'busy' }
      writing.add(key)
      try {
        return await put(workspace, hash, source, range)
      } finally {
        writing.delete(key)
      }
    },
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.length; ) {
    offset += (await handle.write(chunk, offset)).bytesWritten
  }
}

async function hashFile(file: string, hasher: Hash): Promise<void> {
  for await (const chunk of createReadStream(file)) hasher.update(chunk)
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Makes a rename durable; not every system can open a folder, and those that cannot need no sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function tidy(folder: string, quota: WorkspaceQuota, olderThanMs: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const { size, mtimeMs } = await stat(file)
    if (entry.name.endsWith('.part') && mtimeMs < olderThanMs) {
      await rm(file, { force: true })
      continue
    }
    const [workspace] = path.relative(folder, file).split(path.sep)
    if (workspace !== undefined) quota.add(workspace, size)
  }
}

function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
