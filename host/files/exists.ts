import { readFile, stat } from 'node:fs/promises'
import { isMissing } from './write-whole.ts'

/** Whether anything stands at a path, links followed. Throws what the disk says otherwise. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** The bytes of a file; null where there is none. Throws what the disk says otherwise. */
export async function bytesIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
