/** Branches, tags, HEAD and revisions, as the engine offers them. */
import type { Repository as LibGit } from 'es-git'
import { AppError } from '../../shared/contract/errors.ts'
import type { Commit, Hash } from '../../shared/repo/git-object.ts'
import type { Refs } from './engine.ts'
import { reading } from './libgit.ts'
import { readCommitBytes, taggedHash } from './object-format.ts'
import type { ObjectStore } from './object-store.ts'
import type { RefFolders } from './ref-folders.ts'
import { dropFromLog, readRefLog } from './ref-log.ts'
import { changeRef, listRefs, readHead, setHead } from './refs.ts'

export interface RefsDeps {
  readonly git: LibGit
  readonly objects: ObjectStore
  readonly folders: RefFolders
}

export function createRefsPart({ git, objects, folders }: RefsDeps): Refs {
  // Of those asked for last, which are mostly those asked for next: an object never changes.
  let led: ReadonlyMap<Hash, LedTo> = new Map()

  function resolve(revision: string): Hash {
    try {
      return git.revparseSingle(revision)
    } catch (error) {
      const hint = 'weft repo log lists the commits'
      throw new AppError('NOT_FOUND', `Git knows no ${JSON.stringify(revision)}.`, { revision, hint }, { cause: error })
    }
  }

  return {
    head: () => readHead(folders),
    refs: (prefix = 'refs/') => listRefs(folders, prefix),
    async resolve(revision) {
      return resolve(revision)
    },
    async commit(revision) {
      return commitOf(objects, resolve(revision))
    },
    async commitsOf(hashes) {
      const before = led
      led = new Map(hashes.map(hash => [hash, before.get(hash) ?? ledTo(objects, hash)]))
      return hashes.map(hash => led.get(hash)?.commit ?? null)
    },
    changeRef: change => changeRef(folders, change),
    setHead: (to, log) => setHead(folders, to, log),
    async remotes() {
      return reading('The remotes', () => git.remoteNames()).sort()
    },
    async upstream(branch) {
      return reading('The settings', () => {
        const found = git.findBranch(branch, 'Local')?.findUpstream()
        if (found == null) return null
        const isHere = git.config().findString(`branch.${branch}.remote`) === '.'
        return `${isHere ? 'refs/heads/' : 'refs/remotes/'}${found.name()}`
      })
    },
    refLog: name => readRefLog(folders, name),
    async dropRefLogEntry(name, index) {
      const newest = await dropFromLog(folders, name, index)
      if (index === 0 || newest === null) await changeRef(folders, { name, to: newest?.to ?? null })
    },
  }
}

interface LedTo {
  readonly commit: Hash | null
}

function ledTo(objects: ObjectStore, hash: Hash): LedTo {
  const { type, bytes } = objects.read(hash)
  if (type === 'tag') return ledTo(objects, taggedHash(hash, bytes))
  return { commit: type === 'commit' ? hash : null }
}

export function commitOf(objects: ObjectStore, hash: Hash): Commit {
  const { type, bytes } = objects.read(hash)
  if (type === 'tag') return commitOf(objects, taggedHash(hash, bytes))
  if (type === 'commit') return readCommitBytes(hash, bytes)
  throw new AppError('BAD_REQUEST', `${hash} is a ${type}, not a commit.`, { hash })
}
