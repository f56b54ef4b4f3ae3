/**
 * Objects by hash: read from packs and loose files, written as loose files.
 *
 * Every object that is read has the hash it was asked for by (GIT4). One that is written goes to a temporary file as Git
 * names them, is flushed, and gets its name last: a kill leaves no half object (GIT6).
 */
import { hash as digest, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { deflate, inflateSync } from 'node:zlib'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import { GIT_OBJECT_BYTES } from '../../shared/limits.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import { isMissing } from '../files/write-whole.ts'
import type { GitObject, ObjectType } from './engine.ts'
import { damaged, HASH } from './object-format.ts'
import { openPacks, type Pack } from './packs.ts'

export interface ObjectStore extends Disposable {
  /** Throws NOT_FOUND, UNREADABLE. */
  read(hash: Hash): GitObject
  /** The same, where it has to be of one kind. */
  readAs(hash: Hash, type: ObjectType): Uint8Array
  write(type: ObjectType, bytes: Uint8Array): Promise<Hash>
}

const KINDS: readonly string[] = ['commit', 'tree', 'blob', 'tag']
/** Alternates may name others. */
const ALTERNATES_DEPTH = 5
const deflated = promisify(deflate)

/** `folder` is the `objects` of a repository. */
export function openObjectStore(folder: string): ObjectStore {
  const folders = [folder, ...alternatesOf(folder, ALTERNATES_DEPTH)]
  const packs = new Map<string, Pack>()
  lookForPacks()

  function lookForPacks(): void {
    for (const each of folders) openPacks(each, packs)
  }

  function find(hash: Hash): GitObject | null {
    const name = Buffer.from(hash, 'hex')
    return fromPacks(name) ?? fromFiles(hash) ?? afterRepack(name)
  }

  /** Whoever repacks the repository takes loose objects away after their pack is there. */
  function afterRepack(name: Buffer): GitObject | null {
    const before = packs.size
    lookForPacks()
    return packs.size === before ? null : fromPacks(name)
  }

  function fromPacks(name: Buffer): GitObject | null {
    for (const pack of packs.values()) {
      const object = pack.read(name, find)
      if (object !== null) return object
    }
    return null
  }

  function fromFiles(hash: Hash): GitObject | null {
    for (const each of folders) {
      const bytes = readOr(loosePath(each, hash))
      if (bytes !== null) return readLoose(bytes)
    }
    return null
  }

  function isThere(hash: Hash): boolean {
    const name = Buffer.from(hash, 'hex')
    return packs.values().some(pack => pack.has(name)) || folders.some(each => existsSync(loosePath(each, hash)))
  }

  function read(hash: Hash): GitObject {
    if (!HASH.test(hash)) throw new AppError('BAD_REQUEST', `${JSON.stringify(hash)} is no hash of an object.`)
    const object = findWhole(hash)
    if (object === null) throw new AppError('NOT_FOUND', `The repository has no object ${hash}.`, { hash })
    if (hashOf(object.type, object.bytes) !== hash) throw damaged(hash, `a ${object.type}`)
    return object
  }

  function findWhole(hash: Hash): GitObject | null {
    try {
      return find(hash)
    } catch (error) {
      if (isAppError(error)) throw error
      throw damaged(hash, 'an object', error)
    }
  }

  return {
    read,
    readAs(hash, type) {
      const object = read(hash)
      if (object.type !== type)
        throw new AppError('BAD_REQUEST', `${hash} is a ${object.type}, not a ${type}.`, { hash })
      return object.bytes
    },
    async write(type, bytes) {
      const hash = hashOf(type, bytes)
      if (!isThere(hash)) await writeLoose(folder, hash, await deflated(Buffer.concat([prefix(type, bytes), bytes])))
      return hash
    },
    [Symbol.dispose]() {
      for (const pack of packs.values()) pack.close()
      packs.clear()
    },
  }
}

export function hashOf(type: ObjectType, bytes: Uint8Array): Hash {
  return digest('sha1', Buffer.concat([prefix(type, bytes), bytes]), 'hex')
}

function prefix(type: ObjectType, bytes: Uint8Array): Buffer {
  return Buffer.from(`${type} ${bytes.length}\0`, 'latin1')
}

function loosePath(folder: string, hash: Hash): string {
  return join(folder, hash.slice(0, 2), hash.slice(2))
}

function readLoose(packed: Buffer): GitObject {
  const whole = inflateSync(packed, { maxOutputLength: GIT_OBJECT_BYTES })
  const end = whole.indexOf(0)
  const [type = '', length = ''] = whole.toString('latin1', 0, Math.max(0, end)).split(' ')
  const bytes = whole.subarray(end + 1)
  if (!KINDS.includes(type) || String(bytes.length) !== length) throw new RangeError('a loose object without a head')
  return { type: type as ObjectType, bytes }
}

async function writeLoose(folder: string, hash: Hash, bytes: Buffer): Promise<void> {
  const place = loosePath(folder, hash)
  const home = join(folder, hash.slice(0, 2))
  await mkdir(home, { recursive: true })
  // Git's own name for what is not done yet: `git gc` takes those away that nobody finished.
  const temporary = join(home, `tmp_obj_${randomBytes(6).toString('hex')}`)
  try {
    const file = await open(temporary, 'wx', 0o444)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, place)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function alternatesOf(folder: string, depth: number): string[] {
  const text = readOr(join(folder, 'info', 'alternates'))?.toString('utf8') ?? ''
  if (depth === 0) return []
  return text
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => (isAbsolute(line) ? line : resolve(folder, line)))
    .flatMap(each => [each, ...alternatesOf(each, depth - 1)])
}

function readOr(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
