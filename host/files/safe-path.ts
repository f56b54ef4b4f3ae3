/**
 * FIL3: a path from a peer leads nowhere but to a file of the folder. Names are checked where the tree is resolved
 * (shared/repo); here, just before the disk is touched, so are the links on the way.
 */
import { lstat, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AppError } from '../../shared/contract/errors.ts'
import { whyUnsafeName } from '../../shared/repo/entry-name.ts'
import { isMissing } from './write-whole.ts'

const RESOURCE_PREFIX = 'res://'

/** `res://levels/a.tscn` → `levels/a.tscn`. Throws AppError BAD_REQUEST for a path that no file of a project can have. */
export function projectPath(path: string): string {
  const relative = relativePath(path)
  const reason = whyUnsafePath(relative)
  if (reason !== null) throw new AppError('BAD_REQUEST', `This path cannot be used: ${reason}.`, { path })
  return relative
}

/** The end of a sentence; null where every disk can hold the path. `path` relative, with `/`. */
export function whyUnsafePath(path: string): string | null {
  for (const name of path.split('/')) {
    const reason = whyUnsafeName(name)
    if (reason !== null) return reason
  }
  return null
}

/** The same for a path that was checked before. */
export function relativePath(path: string): string {
  return path.startsWith(RESOURCE_PREFIX) ? path.slice(RESOURCE_PREFIX.length) : path
}

export function resourcePath(path: string): string {
  return RESOURCE_PREFIX + path
}

/** Absolute path to write to: no part of it is a link. `folder` absolute, links resolved. */
export async function placeToWrite(folder: string, path: string): Promise<string> {
  const names = projectPath(path).split('/')
  let at = folder
  for (const name of names) {
    at = join(at, name)
    if (await isLink(at)) throw new AppError('BAD_REQUEST', 'A link stands in the way: it is not followed.', { path })
  }
  return at
}

/** Absolute path to read from: links may lead elsewhere inside the folder, never out of it. */
export async function placeToRead(folder: string, path: string): Promise<string> {
  const at = join(folder, ...projectPath(path).split('/'))
  const real = await realpath(at).catch((error: unknown) => {
    if (isMissing(error)) throw new AppError('NOT_FOUND', 'This file is not here.', { path })
    throw error
  })
  if (!real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
    throw new AppError('BAD_REQUEST', 'This path leads out of the project.', { path })
  }
  return real
}

async function isLink(at: string): Promise<boolean> {
  try {
    return (await lstat(at)).isSymbolicLink()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
