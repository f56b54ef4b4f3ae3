/**
 * The log of operations, inside the repository: a commit for each, under refs that no other program looks at and that
 * Git's own collection of garbage respects. It works without a `.weft` folder, and whatever an operation replaced can be
 * fetched from it for as long as the operation is kept. (OPS1, docs/adr/0009)
 *
 * Each working folder has its own, for HEAD, index and files are its own; but not under `refs/worktree`, which the
 * collection of another working folder does not look at. `pending` is written before anything is changed, and goes when
 * all of it is.
 */
import { basename } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/contract/errors.ts'
import { OPERATIONS_KEPT } from '../../../shared/limits.ts'
import type { Hash, Signature } from '../../../shared/repo/git-object.ts'
import type { Repository } from '../engine.ts'
import { changeShape, objectsOf } from './change.ts'

const FILE = 'operation.json'

const recordShape = z.object({
  version: z.literal(1),
  /** `merge`, `stash push`, `undo`, … */
  kind: z.string(),
  /** For people: `Merge branch 'night'`. */
  words: z.string(),
  /** Of an undo: the operation that it took back. */
  undoes: z.number().nullable(),
  /** False for one that a crash interrupted and that could not be finished. */
  isWhole: z.boolean(),
  change: changeShape,
})
export type OperationRecord = z.infer<typeof recordShape>

export interface Operation extends OperationRecord {
  /** Counts up from 1. */
  readonly id: number
  readonly time: Signature
}

export interface OperationLog {
  /** Newest first. */
  list(limit?: number): Promise<Operation[]>
  /** Throws AppError NOT_FOUND. */
  get(id: number): Promise<Operation>
  /** Written before anything is changed: from here on the operation happens, or is taken back. */
  begin(record: OperationRecord, who: Signature): Promise<void>
  pending(): Promise<OperationRecord | null>
  /** The pending operation is done, and has a number. */
  finish(): Promise<number>
  /** The pending one never happened. */
  drop(): Promise<void>
  /** The pending one is put on record as interrupted. */
  abandon(who: Signature): Promise<number>
}

/** `kept`: how many can be taken back. */
export function openOperationLog(repository: Repository, kept = OPERATIONS_KEPT): OperationLog {
  const prefix = `refs/weft/${nameOf(repository)}`
  const [pendingRef, doneRefs, keptRefs] = [`${prefix}/pending`, `${prefix}/operations/`, `${prefix}/kept/`]

  async function read(hash: Hash): Promise<{ record: OperationRecord; time: Signature }> {
    const commit = await repository.readCommit(hash)
    const entry = await repository.readEntry(hash, FILE)
    if (entry === null) throw damaged(hash)
    const text = Buffer.from(await repository.readBlob(entry.hash)).toString('utf8')
    const parsed = recordShape.safeParse(JSON.parse(text))
    if (!parsed.success) throw damaged(hash)
    return { record: parsed.data, time: commit.committer }
  }

  async function write(record: OperationRecord, who: Signature): Promise<Hash> {
    const { contents, commits } = objectsOf(record.change)
    const text = await repository.writeBlob(Buffer.from(JSON.stringify(record), 'utf8'))
    const files = new Map([[FILE, { mode: '100644' as const, hash: text }]])
    for (const hash of contents) files.set(`kept/${hash}`, { mode: '100644', hash })
    const tree = await repository.writeTree(files)
    const parents: Hash[] = []
    for (const hash of commits) {
      if ((await repository.readObject(hash)).type === 'commit') parents.push(hash)
      // A tag is no parent of anything: it needs a ref of its own.
      else await repository.changeRef({ name: keptRefs + hash, to: hash })
    }
    return repository.writeCommit({ tree, parents, author: who, committer: who, message: `${record.words}\n` })
  }

  async function pendingHash(): Promise<Hash | null> {
    return (await repository.refs(pendingRef)).find(({ name }) => name === pendingRef)?.hash ?? null
  }

  async function done(): Promise<{ id: number; hash: Hash; name: string }[]> {
    const refs = await repository.refs(doneRefs)
    return refs
      .map(({ name, hash }) => ({ id: Number(name.slice(doneRefs.length)), hash, name }))
      .filter(({ id }) => Number.isSafeInteger(id))
      .sort((a, b) => b.id - a.id)
  }

  async function record(hash: Hash): Promise<number> {
    const all = await done()
    const [newest] = all
    // Ended between giving it a number and forgetting that it was pending.
    if (newest?.hash === hash) return newest.id
    const id = (newest?.id ?? 0) + 1
    await repository.changeRef({ name: doneRefs + String(id).padStart(8, '0'), to: hash, from: null })
    await forget(all.slice(kept - 1), all.slice(0, kept - 1))
    return id
  }

  async function forget(old: readonly { name: string }[], left: readonly { hash: Hash }[]): Promise<void> {
    if (old.length === 0) return
    for (const { name } of old) await repository.changeRef({ name, to: null })
    const tags = await repository.refs(keptRefs)
    if (tags.length === 0) return
    const needed = new Set<Hash>()
    for (const { hash } of left)
      for (const each of objectsOf((await read(hash)).record.change).commits) needed.add(each)
    for (const { name, hash } of tags) if (!needed.has(hash)) await repository.changeRef({ name, to: null })
  }

  return {
    async list(limit = kept) {
      const operations: Operation[] = []
      for (const { id, hash } of (await done()).slice(0, limit)) {
        const { record: found, time } = await read(hash)
        operations.push({ id, time, ...found })
      }
      return operations
    },
    async get(id) {
      const found = (await done()).find(each => each.id === id)
      if (found === undefined) throw new AppError('NOT_FOUND', `There is no operation ${id}.`, { hint: HINT })
      const { record: one, time } = await read(found.hash)
      return { id, time, ...one }
    },
    async begin(begun, who) {
      await repository.changeRef({ name: pendingRef, to: await write(begun, who), from: null })
    },
    async pending() {
      const hash = await pendingHash()
      return hash === null ? null : (await read(hash)).record
    },
    async finish() {
      const hash = await pendingHash()
      if (hash === null) throw new Error('There is no operation to finish')
      const id = await record(hash)
      await repository.changeRef({ name: pendingRef, to: null })
      return id
    },
    async drop() {
      await repository.changeRef({ name: pendingRef, to: null })
    },
    async abandon(who) {
      const hash = await pendingHash()
      if (hash === null) throw new Error('There is no operation to give up')
      const { record: one } = await read(hash)
      const id = await record(await write({ ...one, isWhole: false }, who))
      await repository.changeRef({ name: pendingRef, to: null })
      return id
    },
  }
}

/** Git has made sure that the name of a linked working folder can be part of a ref's. */
function nameOf({ gitFolder, commonFolder }: Repository): string {
  return gitFolder === commonFolder ? 'main' : `linked/${basename(gitFolder)}`
}

const HINT = 'weft repo operations lists them'

function damaged(hash: Hash): AppError {
  return new AppError('UNREADABLE', 'An entry of the log of operations cannot be read.', { hash })
}
