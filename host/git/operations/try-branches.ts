/**
 * Branches to try things in: several made at once, and one taken while others go. Each is one operation, so that one
 * undo takes all of it back. Which were made together is in the log of operations. (RTY12, RTY15)
 */
import { AppError } from '../../../shared/contract/errors.ts'
import { madeUpNames } from '../../../shared/repo/reality-matrix.ts'
import { findRef, listBranches, type NamedRef } from './branches.ts'
import { NOTHING } from './change.ts'
import { type Merged, planMerge } from './merge.ts'
import type { OperationContext } from './operation-context.ts'
import type { OperationLog } from './operation-log.ts'
import type { Plan } from './run-operation.ts'

const HEADS = 'refs/heads/'
const KIND = 'try'

export interface TryOptions {
  /** A number: names are made up. */
  readonly make: readonly string[] | number
  readonly at?: string
}

export interface Tried {
  readonly branches: readonly NamedRef[]
}

export async function planTry(
  { repository }: OperationContext,
  { make, at = 'HEAD' }: TryOptions,
): Promise<Plan<Tried>> {
  const taken = new Set((await listBranches(repository)).map(({ name }) => name))
  const names = typeof make === 'number' ? madeUpNames(make, taken) : [...new Set(make)]
  const clash = names.find(name => taken.has(name))
  if (clash !== undefined) throw new AppError('BAD_REQUEST', `There is a branch ${clash} already.`)
  const { hash } = await repository.commit(at)
  return {
    kind: KIND,
    words: `Try ${names.join(', ')}`,
    result: { branches: names.map(name => ({ name, hash })) },
    change: {
      ...NOTHING,
      refs: names.map(name => ({ name: HEADS + name, before: null, after: hash })),
      log: `branch: Created from ${at}`,
    },
  }
}

/** Those that were made together with it and are still there. Throws AppError BAD_REQUEST where it was not made so. */
export async function triedWith({ repository }: OperationContext, log: OperationLog, name: string): Promise<string[]> {
  const made = (await log.list()).find(
    ({ kind, change }) => kind === KIND && change.refs.some(ref => ref.name === HEADS + name && ref.before === null),
  )
  if (made === undefined) {
    const hint = 'name the ones that are to go: --drop A B'
    throw new AppError('BAD_REQUEST', `${name} was not made together with others.`, { hint })
  }
  const here = new Set((await listBranches(repository)).map(branch => branch.name))
  return made.change.refs.map(ref => ref.name.slice(HEADS.length)).filter(other => other !== name && here.has(other))
}

export interface AppliedBranch extends Merged {
  readonly dropped: readonly NamedRef[]
}

/** Merges `name` into the branch one is on, and deletes the others. `name` stays. */
export async function planApply(
  context: OperationContext,
  name: string,
  drop: readonly string[],
): Promise<Plan<AppliedBranch>> {
  const { repository } = context
  const merge = await planMerge(context, name, {})
  const head = await repository.head()
  const dropped: NamedRef[] = []
  for (const other of new Set(drop)) {
    const hash = await findRef(repository, HEADS + other)
    if (hash === null) throw new AppError('NOT_FOUND', `There is no branch ${other}.`)
    if (other === name) throw new AppError('BAD_REQUEST', `${name} cannot be taken and dropped.`)
    if (head.kind === 'branch' && head.name === HEADS + other) {
      throw new AppError('BAD_REQUEST', `You are on ${other}.`, { hint: 'switch to another branch first' })
    }
    dropped.push({ name: other, hash })
  }
  const gone = dropped.map(({ name: other, hash }) => ({ name: HEADS + other, before: hash, after: null }))
  return {
    ...merge,
    kind: 'apply',
    words: `Take ${name}${dropped.length === 0 ? '' : `, drop ${dropped.map(each => each.name).join(', ')}`}`,
    change: { ...merge.change, refs: [...merge.change.refs, ...gone] },
    result: { ...merge.result, dropped },
  }
}
