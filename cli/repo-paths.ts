/** Paths as somebody typed them, as the repository knows them. */
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { openRepository } from '../host/git/open-repository.ts'
import { badUse } from './failure.ts'

/** From the top of the repository, with `/`; typed from `folder`. Throws a Failure for one outside. */
export async function pathsInRepository(folder: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return []
  using repository = await openRepository(folder)
  const top = repository.folder
  if (top === null) throw badUse('A bare repository has no files.', 'name a working folder with -C')
  return Promise.all(paths.map(async path => inside(top, await resolved(resolve(folder, path)), path)))
}

function inside(top: string, path: string, typed: string): string {
  const from = relative(top, path)
  if (from === '..' || from.startsWith(`..${sep}`)) throw badUse(`${typed} is outside of the repository.`, `it is in ${top}`)
  return from.split(sep).join('/')
}

/** Links on the way are followed, as the repository's own folder is named without any; the file itself may be one. */
async function resolved(path: string): Promise<string> {
  const folder = dirname(path)
  if (folder === path) return path
  try {
    return join(await realpath(folder), basename(path))
  } catch {
    // A deleted folder: whatever is above it can still be followed.
    return join(await resolved(folder), basename(path))
  }
}
