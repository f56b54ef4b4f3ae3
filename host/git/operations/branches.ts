/** Branches and tags: made, renamed, deleted. Nothing of the folder changes. */
import { AppError } from '../../../shared/contract/errors.ts'
import type { Hash } from '../../../shared/repo/git-object.ts'
import type { Repository } from '../engine.ts'
import { NOTHING } from './change.ts'
import type { OperationContext } from './operation-context.ts'
import { readPosition } from './position.ts'
import type { Plan } from './run-operation.ts'

export interface NamedRef {
  readonly name: string
  readonly hash: Hash
}

export interface BranchEntry extends NamedRef {
  readonly isCurrent: boolean
}

const HEADS = 'refs/heads/'
const TAGS = 'refs/tags/'

export async function listBranches(repository: Repository): Promise<BranchEntry[]> {
  const head = await repository.head()
  return (await repository.refs(HEADS)).map(({ name, hash }) => ({
    name: name.slice(HEADS.length),
    hash,
    isCurrent: head.kind === 'branch' && head.name === name,
  }))
}

/** The commit a tag leads to is its `hash`'s, peeled. */
export async function listTags(repository: Repository): Promise<NamedRef[]> {
  return (await repository.refs(TAGS)).map(({ name, hash }) => ({ name: name.slice(TAGS.length), hash }))
}

export async function planBranch({ repository }: OperationContext, name: string, at = 'HEAD'): Promise<Plan<NamedRef>> {
  const ref = HEADS + name
  await refuseTaken(repository, ref, `There is a branch ${name} already.`)
  const { hash } = await repository.commit(at)
  const change = { ...NOTHING, refs: [{ name: ref, before: null, after: hash }], log: `branch: Created from ${at}` }
  return { kind: 'branch create', words: `Create branch ${name}`, result: { name, hash }, change }
}

export async function planBranchRename(
  { repository }: OperationContext,
  from: string,
  to: string,
): Promise<Plan<NamedRef>> {
  const hash = await needRef(repository, HEADS + from, `There is no branch ${from}.`)
  await refuseTaken(repository, HEADS + to, `There is a branch ${to} already.`)
  const { head } = await readPosition(repository)
  const isCurrent = head.kind === 'branch' && head.name === HEADS + from
  return {
    kind: 'branch rename',
    words: `Rename branch ${from} to ${to}`,
    result: { name: to, hash },
    change: {
      ...NOTHING,
      refs: [
        { name: HEADS + from, before: hash, after: null },
        { name: HEADS + to, before: null, after: hash },
      ],
      head: isCurrent
        ? { before: { kind: 'branch', name: HEADS + from }, after: { kind: 'branch', name: HEADS + to } }
        : null,
      log: `Branch: renamed ${HEADS}${from} to ${HEADS}${to}`,
    },
  }
}

/** Throws AppError BAD_REQUEST for the branch one is on, and for one whose commits nothing else has, unless `force`. */
export async function planBranchDelete(
  { repository }: OperationContext,
  name: string,
  { force = false } = {},
): Promise<Plan<NamedRef>> {
  const hash = await needRef(repository, HEADS + name, `There is no branch ${name}.`)
  const { head } = await readPosition(repository)
  if (head.kind === 'branch' && head.name === HEADS + name) {
    throw new AppError('BAD_REQUEST', `You are on ${name}.`, { hint: 'switch to another branch first' })
  }
  if (!force && (head.hash === null || !(await repository.isAncestor(hash, head.hash)))) {
    const hint = 'merge it first, or give --force; weft repo undo brings it back'
    throw new AppError('BAD_REQUEST', `${name} has commits that are not in HEAD.`, { hint })
  }
  const change = { ...NOTHING, refs: [{ name: HEADS + name, before: hash, after: null }], log: '' }
  return { kind: 'branch delete', words: `Delete branch ${name}`, result: { name, hash }, change }
}

/** With a message it is an object of its own, as Git's annotated tags are. */
export async function planTag(
  { repository, identity }: OperationContext,
  name: string,
  { at = 'HEAD', message }: { readonly at?: string; readonly message?: string },
): Promise<Plan<NamedRef>> {
  const ref = TAGS + name
  await refuseTaken(repository, ref, `There is a tag ${name} already.`)
  const object = await repository.resolve(at)
  const { type } = await repository.readObject(object)
  const text = message === undefined ? null : `${message.trim()}\n`
  const hash =
    text === null
      ? object
      : await repository.writeTag({ object, type, name, tagger: await identity.committer(), message: text })
  const change = { ...NOTHING, refs: [{ name: ref, before: null, after: hash }], log: '' }
  return { kind: 'tag create', words: `Create tag ${name}`, result: { name, hash }, change }
}

export async function planTagDelete({ repository }: OperationContext, name: string): Promise<Plan<NamedRef>> {
  const hash = await needRef(repository, TAGS + name, `There is no tag ${name}.`)
  const change = { ...NOTHING, refs: [{ name: TAGS + name, before: hash, after: null }], log: '' }
  return { kind: 'tag delete', words: `Delete tag ${name}`, result: { name, hash }, change }
}

async function refuseTaken(repository: Repository, ref: string, words: string): Promise<void> {
  if ((await findRef(repository, ref)) !== null) throw new AppError('BAD_REQUEST', words)
}

async function needRef(repository: Repository, ref: string, words: string): Promise<Hash> {
  const hash = await findRef(repository, ref)
  if (hash === null) throw new AppError('NOT_FOUND', words, { hint: 'weft repo branch and weft repo tag list them' })
  return hash
}

export async function findRef(repository: Repository, ref: string): Promise<Hash | null> {
  return (await repository.refs(ref)).find(({ name }) => name === ref)?.hash ?? null
}
