/** `packed-refs`: the refs that `git gc` has put into one file. A loose file of the same name counts more. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hash } from '../../shared/repo/git-object.ts'
import { isMissing } from '../files/write-whole.ts'
import { lockFile } from './lock-file.ts'

export async function packedRefs(commonFolder: string): Promise<Map<string, Hash>> {
  const refs = new Map<string, Hash>()
  for (const line of (await readPacked(commonFolder)).split('\n')) {
    const [, hash, name] = /^([0-9a-f]{40}) (.+)$/.exec(line) ?? []
    if (hash !== undefined && name !== undefined) refs.set(name, hash)
  }
  return refs
}

/** Before the loose file goes: the other way round a kill in between would bring an old value back. */
export async function removePackedRef(commonFolder: string, name: string): Promise<void> {
  if (!(await packedRefs(commonFolder)).has(name)) return
  await using lock = await lockFile(join(commonFolder, 'packed-refs'))
  const lines = (await readPacked(commonFolder)).split('\n')
  const at = lines.findIndex(line => line.slice(41) === name && !line.startsWith('#'))
  // A line that begins with `^` says what the tag before it names.
  if (at >= 0) lines.splice(at, lines[at + 1]?.startsWith('^') ? 2 : 1)
  await lock.replace(Buffer.from(lines.join('\n'), 'utf8'))
}

async function readPacked(commonFolder: string): Promise<string> {
  try {
    return await readFile(join(commonFolder, 'packed-refs'), 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}
