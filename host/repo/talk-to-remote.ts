/**
 * Fetch, pull and push through the user's own Git, step by step; the last event says how it ended. A pull is a fetch and
 * Weft's own merge. Nothing is ever forced. (OPS10)
 */
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { RemoteProgress, RepoOutcome } from '../../shared/contract/repo-data.ts'
import { faultOf, fetchArguments, progressOf, pushArguments } from '../drivers/git/remote-words.ts'
import { talkWithGit } from '../drivers/git/talk.ts'
import type { Repository } from '../git/engine.ts'
import { shortBranch } from './read-state.ts'

export type RemoteSteps = AsyncGenerator<RemoteProgress, void, void>

export interface RemoteDeps {
  readonly repository: Repository
  readonly signal?: AbortSignal | undefined
  /** For tests: another program. */
  readonly program?: string
}

export async function* fetchRemote(
  deps: RemoteDeps,
  { remote, prune }: { readonly remote?: string | undefined; readonly prune: boolean },
): RemoteSteps {
  const name = await remoteOf(deps, remote)
  const fault = yield* runGit(deps, fetchArguments(name, { prune }))
  yield ended(fault ?? `Fetched from ${name}.`, fault)
}

/** `merge`: makes one commit part of the branch that is checked out. */
export async function* pullRemote(
  deps: RemoteDeps,
  { remote }: { readonly remote?: string | undefined },
  merge: (revision: string) => Promise<RepoOutcome>,
): RemoteSteps {
  const branch = await needBranch(deps)
  const name = await remoteOf(deps, remote)
  const fault = yield* runGit(deps, fetchArguments(name, { prune: false }))
  if (fault !== null) {
    yield ended(fault, fault)
    return
  }
  const revision = await followed(deps, name, branch)
  if (revision === null) {
    const words = `${name} has no branch ${branch}. Push first, or say which branch this one follows.`
    yield ended(words, words)
    return
  }
  try {
    const outcome = await merge(revision)
    yield { ...ended(outcome.operation === null ? 'There was nothing new.' : outcome.words, null), outcome }
  } catch (error) {
    if (!isAppError(error)) throw error
    const words = [error.message, error.data.hint].filter(part => typeof part === 'string').join(' ')
    yield ended(words, words)
  }
}

export async function* pushBranch(
  deps: RemoteDeps,
  asked: { readonly remote?: string | undefined; readonly setUpstream: boolean; readonly tags: boolean },
): RemoteSteps {
  const { setUpstream, tags } = asked
  const branch = await needBranch(deps)
  if ((await deps.repository.head()).hash === null) {
    throw new AppError('BAD_REQUEST', 'There is no commit yet.', { hint: 'commit something first' })
  }
  const remote = await remoteOf(deps, asked.remote)
  const ref = `refs/heads/${branch}`
  const fault = yield* runGit(deps, pushArguments({ remote, from: ref, to: ref, setUpstream, tags }))
  yield ended(fault ?? `Pushed ${branch} to ${remote}.`, fault)
}

/** Returns why it failed; null where it did not. Throws BAD_REQUEST without Git. */
async function* runGit(
  { repository, signal, program }: RemoteDeps,
  args: readonly string[],
): AsyncGenerator<RemoteProgress, string | null, void> {
  const lines: string[] = []
  const talk = {
    folder: repository.folder ?? repository.gitFolder,
    signal,
    ...(program === undefined ? {} : { program }),
  }
  try {
    for await (const event of talkWithGit(args, talk)) {
      if (event.kind === 'end') return event.code === 0 ? null : faultOf(lines)
      if (!event.isStep) lines.push(event.text)
      if (lines.length > LINES_KEPT) lines.shift()
      yield progressOf(event.text)
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code !== 'NOT_FOUND') return error.message
    const hint = 'install Git, or use another program to reach the remote'
    throw new AppError('BAD_REQUEST', error.message, { hint }, { cause: error })
  }
  return 'Git ended without a word.'
}

/** Of what Git wrote, enough to tell why it failed. */
const LINES_KEPT = 200

function ended(text: string, fault: string | null): RemoteProgress {
  return { text, part: null, isOver: true, fault, outcome: null }
}

/** The one that is named, that the branch follows, `origin`, or the only one. */
async function remoteOf({ repository }: RemoteDeps, asked: string | undefined): Promise<string> {
  const remotes = await repository.remotes()
  const head = await repository.head()
  const setting = head.kind === 'branch' ? await repository.setting(`branch.${shortBranch(head.name)}.remote`) : null
  const name = asked ?? remotes.find(each => each === setting) ?? remotes.find(each => each === 'origin') ?? remotes[0]
  if (name === undefined) {
    throw new AppError('BAD_REQUEST', 'This repository knows no remote.', { hint: 'git remote add origin ADDRESS' })
  }
  if (!remotes.includes(name)) throw new AppError('NOT_FOUND', `There is no remote ${name}.`)
  if (asked === undefined && name !== setting && name !== 'origin' && remotes.length > 1) {
    throw new AppError('BAD_REQUEST', 'There are several remotes.', { hint: `say which: ${remotes.join(', ')}` })
  }
  return name
}

async function needBranch({ repository }: RemoteDeps): Promise<string> {
  const head = await repository.head()
  if (head.kind === 'branch') return shortBranch(head.name)
  throw new AppError('BAD_REQUEST', 'No branch is checked out.', { hint: 'switch to a branch first' })
}

/** What the branch follows there, else the branch of its name; null where there is none. */
async function followed({ repository }: RemoteDeps, remote: string, branch: string): Promise<string | null> {
  const prefix = 'refs/remotes/'
  const upstream = await repository.upstream(branch)
  const name = upstream?.startsWith(`${prefix}${remote}/`) ? upstream : `${prefix}${remote}/${branch}`
  const isThere = (await repository.refs(name)).some(ref => ref.name === name)
  return isThere ? name.slice(prefix.length) : null
}
