/** A file as one side of a comparison has it, and the names of the hunks in which two of them differ. */
import { createHash } from 'node:crypto'
import { type FileHunk, keyOf } from '../../shared/repo/file-hunks.ts'
import type { FileMode, TreeFile } from '../../shared/repo/git-object.ts'
import { isBinary } from '../../shared/repo/text-merge.ts'
import type { Repository } from './engine.ts'

export interface SideFile {
  readonly mode: FileMode
  readonly bytes: Uint8Array
}

export async function storedFile(
  repository: Pick<Repository, 'readBlob'>,
  { mode, hash }: TreeFile,
): Promise<SideFile> {
  const bytes = mode === '160000' ? Buffer.from(`Subproject commit ${hash}\n`) : await repository.readBlob(hash)
  return { mode, bytes }
}

/** Also of nothing: a file that comes or goes is all added or all removed lines. */
export function hasLines(file: SideFile | null): boolean {
  return file === null || (file.mode !== '120000' && file.mode !== '160000' && !isBinary(file.bytes))
}

export function bytesOf(file: SideFile | null): Uint8Array {
  return file?.bytes ?? new Uint8Array()
}

/** Stays the same as long as the hunk's place and lines do. */
export function hunkId(hunk: FileHunk): string {
  return createHash('sha256').update(keyOf(hunk), 'latin1').digest('hex').slice(0, 20)
}
