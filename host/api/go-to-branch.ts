/**
 * Branch and reality are one thing: where HEAD goes to another branch by the user's wish, the folder goes to the reality
 * of that branch, and the one that is left keeps what it had (RTY17 to RTY19). Of a project that is only a part of a
 * working folder HEAD is not its own: there the documents follow the files.
 */
import type { RepoOutcome } from '../../shared/contract/repo-data.ts'
import type { Change } from '../git/operations/change.ts'
import type { Operations } from '../git/operations/operations.ts'
import type { Done } from '../git/operations/run-operation.ts'
import type { ApiHost } from './api-host.ts'

type Run = (operations: Operations) => Promise<Done<object>>

/** `branch` by its whole name; `isNew`: `run` makes it. */
export async function goToBranch(host: ApiHost, branch: string, isNew: boolean, run: Run): Promise<RepoOutcome> {
  const { branches, reality } = host.workspace()
  if (!branches.isThere()) return host.repo().write(run, false)
  const known = isNew ? undefined : branches.find(branch)
  if (known === undefined || known.id === reality.id) return follow(host, branch, run)
  const name = branch.slice('refs/heads/'.length)
  const hash = await host.repo().read(async ({ repository }) => (await repository.commit(branch)).hash)
  await give(host, known.id)
  return { operation: null, hash, files: [], clean: true, conflicts: [], words: `Switch to ${name}` }
}

/** Taking back an operation may move HEAD, too. */
export async function undoOperation(host: ApiHost, id: number | undefined): Promise<RepoOutcome> {
  const run: Run = operations => operations.undo(id)
  const { change } = await host.repo().read(({ operations }) => operations.undo(id, { isDryRun: true }))
  const outcome = await undoNow(host, run, change)
  // RTY21: what went with a branch comes back with it, and goes with it again.
  const { branches } = host.workspace()
  if (!branches.isThere()) return outcome
  const heads = change.refs.filter(({ name }) => name.startsWith('refs/heads/'))
  branches.comeBack(new Map(heads.flatMap(({ name, after }) => (after === null ? [] : [[name, after] as const]))))
  for (const { name, before, after } of heads) {
    if (before !== null && after === null) await branches.dropAgain(name, before)
  }
  return outcome
}

async function undoNow(host: ApiHost, run: Run, change: Change): Promise<RepoOutcome> {
  const { branches } = host.workspace()
  const [from, to] = [change.head?.before, change.head?.after]
  if (to?.kind !== 'branch' || !branches.isThere()) return host.repo().write(run, false)
  const isRenamed = change.refs.some(({ name, before }) => name === to.name && before === null)
  if (!isRenamed) return follow(host, to.name, run)
  const outcome = await host.repo().write(run, false)
  if (from?.kind === 'branch') branches.rename(from.name, to.name)
  return outcome
}

/** A branch is deleted, and its reality goes along, or would (RTY21). `name` as `night`. */
export async function deleteWithReality(
  host: ApiHost,
  name: string,
  isDryRun: boolean,
  run: () => Promise<RepoOutcome>,
): Promise<RepoOutcome> {
  const branch = `refs/heads/${name}`
  const hash = await host
    .repo()
    .read(async ({ repository }) => (await repository.refs(branch)).find(ref => ref.name === branch)?.hash)
  const outcome = await run()
  const { branches } = host.workspace()
  if (hash === undefined || !branches.isThere()) return outcome
  const reality = await branches.dropRealityOf(branch, hash, isDryRun)
  return reality === null ? outcome : { ...outcome, reality }
}

async function follow(host: ApiHost, branch: string, run: Run): Promise<RepoOutcome> {
  const from = await host.repo().read(({ repository }) => repository.head())
  const before = from.kind === 'branch' && from.hash !== null ? from.name : null
  const outcome = await host.repo().writeForOther(run)
  const { git, branches, reality } = host.workspace()
  const { id } = await branches.realityOf(branch, before)
  if (id !== reality.id) await give(host, id)
  else if (git.isPaused) await git.acceptAsEdits()
  return outcome
}

/** Done when every file is that reality's: whoever looks next, Git or Godot, sees it whole. */
async function give(host: ApiHost, reality: string): Promise<void> {
  await host.switchReality(reality)
  await host.workspace().whenSettled()
}
