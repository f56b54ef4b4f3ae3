/** The `Repo` of a workspace: see repo.ts for what it promises. */
import type { Logger } from 'pino'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { RepoState } from '../../shared/contract/repo-data.ts'
import { findGit } from '../files/git-folder.ts'
import type { Change } from '../git/operations/change.ts'
import type { Done } from '../git/operations/run-operation.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { OwnHand } from '../workspace/own-change.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { createNewsFinder } from './find-news.ts'
import { openAround } from './open-around.ts'
import { outcomeOf } from './outcome.ts'
import { readState } from './read-state.ts'
import type { OpenedRepository, Repo } from './repo.ts'
import { keepEvents } from './repo-events.ts'
import { watchForGit, watchRepository } from './watch-repository.ts'

export interface RepoDeps {
  readonly workspace: Workspace
  readonly now: () => number
  readonly log: Pick<Logger, 'warn' | 'error'>
  /** Whether the user's own Git can be started. */
  readonly hasGit: () => Promise<boolean>
}

/** Changes within this time are looked at together. */
const LOOK_AFTER_MS = 60

type Opened = OpenedRepository & AsyncDisposable

export function createRepo({ workspace, now, log, hasGit }: RepoDeps): Repo {
  const changed = createEmitter()
  const events = keepEvents(workspace.repoEvents, now)
  const news = createNewsFinder(workspace.settings, what => events.add(what))
  let opening: Promise<Opened> | null = null
  let state: RepoState = { status: 'none' }
  let refsVersion = 0
  let hand: OwnHand | null = null
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()
  let writing: Promise<unknown> = Promise.resolve()
  let isClosed = false

  const owned = new AsyncDisposableStack()
  owned.use(workspace.onDidLookAtFolder(lookSoon))
  owned.use(watchForGit(workspace.folder, lookSoon, onError))

  function onError(error: unknown) {
    log.warn({ err: error }, 'watching the repository failed')
  }

  function lookSoon() {
    if (isClosed) return
    timer ??= setTimeout(() => {
      look().catch((error: unknown) => log.error({ err: error }, 'reading the repository failed'))
    }, LOOK_AFTER_MS)
  }

  /** One look at a time, and never in the middle of an operation. Whoever asks meanwhile gets the next one. */
  function look(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const next = looking.then(() => writing).then(lookNow)
    looking = next.catch(() => {})
    return next
  }

  async function lookNow() {
    if (isClosed) return
    const next = await seen()
    if (isClosed || JSON.stringify(next) === JSON.stringify(state)) return
    state = next
    changed.fire()
  }

  async function seen(): Promise<RepoState> {
    try {
      const opened = await current()
      if (opened === null) return { status: 'none' }
      const found = await readState(opened, await hasGit())
      if (news.look(found)) refsVersion += 1
      // RTY21: a branch that another program brought back.
      if (!workspace.isReadOnly && workspace.branches.isThere()) workspace.branches.comeBack(found.refs)
      return { ...found.state, refsVersion }
    } catch (error) {
      if (!isAppError(error)) throw error
      await closeRepository()
      if (error.code === 'NOT_FOUND') return { status: 'none' }
      const { hint } = error.data
      return { status: 'unreadable', message: error.message, hint: typeof hint === 'string' ? hint : null }
    }
  }

  /** Null without a repository, or once this is closed. It may come and go at any time. */
  async function current(): Promise<Opened | null> {
    const isThere = (await findGit(workspace.folder)) !== null
    if (!isThere || isClosed) {
      await closeRepository()
      return null
    }
    opening ??= open()
    return opening
  }

  async function open(): Promise<Opened> {
    await using held = new AsyncDisposableStack()
    const opened = held.use(await openAround({ folder: workspace.folder, now, willChange }))
    held.use(watchRepository(opened.repository, lookSoon, onError))
    if (!workspace.isReadOnly) await finishInterrupted(opened)
    const kept = held.move()
    return { ...opened, [Symbol.asyncDispose]: () => kept.disposeAsync() }
  }

  /** OPS2: an operation that the end of the process cut short. What cannot be done now the next operation does. */
  async function finishInterrupted({ operations }: OpenedRepository): Promise<void> {
    try {
      if (await operations.isInterrupted()) await withHand(() => operations.recover())
    } catch (error) {
      if (!isAppError(error)) throw error
      log.warn({ err: error }, 'an interrupted operation could not be finished yet')
    }
  }

  async function closeRepository(): Promise<void> {
    const old = opening
    opening = null
    const opened = await old?.catch(() => null)
    await opened?.[Symbol.asyncDispose]()
  }

  function willChange(prefix: string, { files, head }: Change) {
    const paths = files.map(({ path }) => path).filter(path => path.startsWith(prefix))
    const target = head === null ? null : head.after.kind === 'branch' ? head.after.name : head.after.hash
    hand?.willChange(
      paths.map(path => path.slice(prefix.length)),
      target,
    )
  }

  function withHand<T>(run: () => Promise<T>): Promise<T> {
    return workspace.changeFolder(async own => {
      hand = own
      try {
        return await run()
      } finally {
        hand = null
      }
    })
  }

  async function writeNow<T>(run: () => Promise<T>): Promise<T> {
    const done = run()
    writing = Promise.all([writing, done.catch(() => {})])
    try {
      return await done
    } finally {
      lookSoon()
    }
  }

  async function needed(): Promise<Opened> {
    const opened = await current()
    if (opened !== null) return opened
    throw new AppError('NOT_FOUND', 'This project is in no Git repository.', { hint: 'make one first' })
  }

  function noted(done: Done<object>): Done<object> {
    if (done.operation !== null) events.add({ kind: 'operation', operation: done.operation, words: done.words })
    return done
  }

  lookSoon()

  return {
    async state() {
      await look()
      return state
    },
    latest: () => state,
    onDidChange: changed.on,
    async init(branch) {
      if ((await findGit(workspace.folder)) !== null) {
        throw new AppError('BAD_REQUEST', 'This project is in a Git repository already.')
      }
      // libgit2 is loaded into this thread for nothing else.
      const { initRepository } = await import('../git/open-repository.ts')
      using _made = await initRepository(workspace.folder, branch)
      await look()
      return state
    },
    read: async run => run(await needed()),
    async write(run, isDryRun) {
      const { repository, operations } = await needed()
      if (isDryRun) return outcomeOf(repository, await run(operations), true)
      return writeNow(async () => outcomeOf(repository, noted(await withHand(() => run(operations))), false))
    },
    async writeForOther(run) {
      const { repository, operations } = await needed()
      return writeNow(async () => {
        const done = noted(await workspace.changeFolder(() => run(operations)))
        await workspace.rescan()
        return outcomeOf(repository, done, false)
      })
    },
    async throughGit(run) {
      const opened = await needed()
      return writeNow(async () => {
        const went = await workspace.changeFolder(async own => {
          own.willChange(await filesOfProject(opened), null)
          return run(opened)
        })
        if (went.operation !== null) events.add({ kind: 'operation', operation: went.operation, words: went.words })
        await workspace.rescan()
        return went
      })
    },
    events,
    async [Symbol.asyncDispose]() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await owned.disposeAsync()
      await closeRepository()
      await looking
    },
  }
}

/** Whatever Git does to them is wanted, also where that is an older text. */
async function filesOfProject({ repository, prefix }: OpenedRepository): Promise<string[]> {
  const paths = new Set((await repository.readIndex()).map(({ path }) => path))
  return [...paths].filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length))
}
