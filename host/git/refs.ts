/**
 * Branches, tags and HEAD. They are read through libgit2, which knows both places of a ref; they are written here, as
 * loose files under Git's locks, with the old value compared under the lock (GIT7): its binding cannot move a ref.
 */
import { readFileSync } from 'node:fs'
import { readdir, rmdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { isValidReferenceName } from 'es-git'
import { AppError } from '../../shared/contract/errors.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import { isMissing } from '../files/write-whole.ts'
import type { Head, HeadTarget, Ref, RefChange, RefLogLine } from './engine.ts'
import { lockFile } from './lock-file.ts'
import { HASH } from './object-format.ts'
import { packedRefs, removePackedRef } from './packed-refs.ts'
import { folderOfRefs, type RefFolders, refPath } from './ref-folders.ts'
import { appendRefLog, deleteRefLog, keepsLog } from './ref-log.ts'

const SYMBOLIC_DEPTH = 5
export const NO_HASH: Hash = '0'.repeat(40)

export async function readHead(folders: RefFolders): Promise<Head> {
  const text = refFile(folders, 'HEAD')
  if (text === null) throw new AppError('UNREADABLE', 'The repository is damaged: it has no HEAD.')
  const name = symbolicTarget(text)
  if (name === null) return { kind: 'detached', hash: checkedHash('HEAD', text) }
  return { kind: 'branch', name, hash: await readRef(folders, name) }
}

/** Null where there is none. Follows names for others. */
export async function readRef(folders: RefFolders, name: string, depth = SYMBOLIC_DEPTH): Promise<Hash | null> {
  if (depth === 0) throw new AppError('UNREADABLE', `The repository is damaged: ${name} leads nowhere.`)
  const text = refFile(folders, name)
  if (text === null) return (await packedRefs(folders.commonFolder)).get(name) ?? null
  const target = symbolicTarget(text)
  return target === null ? checkedHash(name, text) : readRef(folders, target, depth - 1)
}

export async function listRefs(folders: RefFolders, prefix: string): Promise<Ref[]> {
  // Read once for all: thousands of refs live in this one file.
  const packed = await packedRefs(folders.commonFolder)
  const names = new Set(packed.keys())
  for (const name of await looseRefs(folders.commonFolder, 'refs')) names.add(name)
  if (folders.gitFolder !== folders.commonFolder) {
    for (const name of await looseRefs(folders.gitFolder, 'refs')) names.add(name)
  }
  const refs: Ref[] = []
  for (const name of [...names].filter(each => each.startsWith(prefix)).sort()) {
    const ref = await listedRef(folders, packed, name)
    if (ref !== null) refs.push(ref)
  }
  return refs
}

/** Null for a name of a branch that is not there (a remote's HEAD, mostly): it is no ref. */
async function listedRef(folders: RefFolders, packed: ReadonlyMap<string, Hash>, name: string): Promise<Ref | null> {
  const text = refFile(folders, name)
  if (text === null) {
    const hash = packed.get(name)
    return hash === undefined ? null : { name, hash, symbolic: null }
  }
  const symbolic = symbolicTarget(text)
  const hash = symbolic === null ? checkedHash(name, text) : await readRef(folders, symbolic, SYMBOLIC_DEPTH - 1)
  return hash === null ? null : { name, hash, symbolic }
}

export async function changeRef(folders: RefFolders, { name, to, from, log }: RefChange): Promise<void> {
  if (!name.startsWith('refs/') || !isValidReferenceName(name)) {
    throw new AppError('BAD_REQUEST', `${JSON.stringify(name)} cannot be the name of a branch or a tag.`, { name })
  }
  if (to !== null && !HASH.test(to)) throw new AppError('BAD_REQUEST', `${JSON.stringify(to)} is no hash.`)
  if (to !== null) await refuseCrossing(folders, name)
  const place = refPath(folders, name)
  await using lock = await lockFile(place)
  const old = await readRef(folders, name)
  if (from !== undefined && old !== from) {
    const data = { name, expected: from, found: old }
    throw new AppError('LOCKED', `${shortRef(name)} was moved by another program meanwhile.`, data)
  }
  if (to === null) {
    await removePackedRef(folders.commonFolder, name)
    await lock.remove()
    await deleteRefLog(folders, name)
    await removeEmptyFolders(dirname(place), folderOfRefs(folders, name))
    return
  }
  const line = { from: old ?? NO_HASH, to, ...(log ?? { who: NOBODY, message: '' }) }
  if (log !== undefined && keepsLog(name)) await appendRefLog(folders, name, line)
  const head = await readHead(folders)
  if (log !== undefined && head.kind === 'branch' && head.name === name) await appendRefLog(folders, 'HEAD', line)
  await lock.replace(Buffer.from(`${to}\n`, 'latin1'))
}

export async function setHead(folders: RefFolders, to: HeadTarget, log: RefLogLine): Promise<void> {
  if (to.kind === 'branch' && !(to.name.startsWith('refs/heads/') && isValidReferenceName(to.name))) {
    throw new AppError('BAD_REQUEST', `${JSON.stringify(to.name)} is no branch.`, { name: to.name })
  }
  if (to.kind === 'detached' && !HASH.test(to.hash)) throw new AppError('BAD_REQUEST', 'HEAD needs a whole hash.')
  await using lock = await lockFile(join(folders.gitFolder, 'HEAD'))
  const from = (await readHead(folders)).hash
  const hash = to.kind === 'detached' ? to.hash : await readRef(folders, to.name)
  if (hash !== null) await appendRefLog(folders, 'HEAD', { from: from ?? NO_HASH, to: hash, ...log })
  await lock.replace(Buffer.from(to.kind === 'branch' ? `ref: ${to.name}\n` : `${to.hash}\n`, 'utf8'))
}

/** `refs/heads/main` → `main`. */
export function shortRef(name: string): string {
  return name.replace(/^refs\/(?:heads|tags|remotes)\//, '')
}

const NOBODY = { name: '', email: '', seconds: 0, offset: 0 }

/** `a` and `a/b` cannot both be: one is a file where the other needs a folder. */
async function refuseCrossing(folders: RefFolders, name: string): Promise<void> {
  const other = (await listRefs(folders, 'refs/')).find(
    each => each.name.startsWith(`${name}/`) || name.startsWith(`${each.name}/`),
  )
  if (other === undefined) return
  const words = `${shortRef(name)} cannot be made while there is ${shortRef(other.name)}.`
  throw new AppError('BAD_REQUEST', words, { name, other: other.name })
}

/** At once: of thousands of small files waiting for each costs several times what reading it does. */
function refFile(folders: RefFolders, name: string): string | null {
  try {
    return readFileSync(refPath(folders, name), 'utf8').trimEnd()
  } catch (error) {
    // A folder stands where the ref would: there are others below it.
    if (isMissing(error) || (error instanceof Error && 'code' in error && error.code === 'EISDIR')) return null
    throw error
  }
}

function symbolicTarget(text: string): string | null {
  const target = /^ref:\s*(.+)$/.exec(text)?.[1]?.trim()
  if (target === undefined) return null
  if (isValidReferenceName(target)) return target
  throw new AppError('UNREADABLE', `The repository is damaged: a ref names ${JSON.stringify(target)}.`)
}

function checkedHash(name: string, text: string): Hash {
  if (HASH.test(text)) return text
  throw new AppError('UNREADABLE', `The repository is damaged: ${name} holds no hash.`, { name })
}

async function looseRefs(folder: string, below: string): Promise<string[]> {
  const names: string[] = []
  for (const entry of await readdirOr(join(folder, below))) {
    const name = `${below}/${entry.name}`
    if (entry.isDirectory()) names.push(...(await looseRefs(folder, name)))
    else if (!name.endsWith('.lock') && isValidReferenceName(name)) names.push(name)
  }
  return names
}

async function readdirOr(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Folders that a deleted branch leaves empty would stand in the way of a branch of their name; `refs/heads` stays. */
async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  for (let at = folder; relative(root, at).split(sep).length > 2; at = dirname(at)) {
    try {
      await rmdir(at)
    } catch {
      // Not empty, or gone already: either is well.
      return
    }
  }
}
