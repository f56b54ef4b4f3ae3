/**
 * Branch and reality are one thing, in a project that is the working folder of a Git repository: a reality may have a
 * branch, and HEAD goes with the folder. (RTY17 to RTY21, docs/adr/0011)
 *
 * HEAD is moved when the workspace is opened in the reality that has the folder now: that it is to be moved is on record
 * with the switch itself, so that a crash between the two leaves nothing half done.
 */
import { z } from 'zod'
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import { MAIN_REALITY, type Reality } from '../../shared/contract/realities.ts'
import { branchNameFor } from '../../shared/repo/branch-name.ts'
import { knownHead, noteHead } from '../files/git-guard.ts'
import type { Store } from '../storage/store.ts'
import type { Notices } from '../workspace/notices.ts'
import { type BranchHead, shortName } from './branch-head.ts'
import { createGoneTogether, type GoneTogether } from './gone-together.ts'
import type { OwnedRealities } from './realities.ts'
import { readNote, writeNote } from './reality-notes.ts'

export interface RealityBranches extends GoneTogether {
  /** Makes a branch at HEAD for a reality; null where there is no Git, or no commit yet. */
  give(reality: string): Promise<string | null>
  /** False for a project that is no working folder of Git's: there is no branch for its realities. */
  isThere(): boolean
  /** The reality of a branch, `refs/heads/night`; undefined where it has none. */
  find(branch: string): Reality | undefined
  /**
   * The reality of a branch that HEAD went to, made where there is none. `from`: where HEAD was, which is the branch of
   * the reality that has the folder; what Weft knows of it, unless given.
   */
  realityOf(branch: string, from?: string | null): Promise<Reality>
  /** A branch has another name now: its reality keeps it. */
  rename(from: string, to: string): void
  /** Deletes its branch if nothing is only there; `kept` where something is. Undefined where it has none. */
  drop(reality: string): Promise<'deleted' | 'kept' | undefined>
}

export interface OwnedRealityBranches extends RealityBranches {
  /** Where HEAD is to go with that reality; null where it stays. Throws AppError LOCKED. */
  moveFor(reality: string): Promise<HeadMove | null>
  /** In the transaction that gives the folder to the reality. */
  readonly record: (move: HeadMove) => void
  /** Does what is on record, if anything is. What keeps it from that is said in a notice, and it is tried again. */
  arrive(): Promise<void>
}

const headMove = z.object({ from: z.string(), to: z.string() })
export type HeadMove = z.infer<typeof headMove>

const MOVE_SETTING = 'git.move'
const BRANCH = /^refs\/heads\//

export interface RealityBranchesDeps {
  readonly disk: Store
  readonly realities: OwnedRealities
  readonly git: BranchHead
  readonly notices: Notices
  readonly log: { warn(data: object, message: string): void }
}

export function createRealityBranches({
  disk,
  realities,
  git,
  notices,
  log,
}: RealityBranchesDeps): OwnedRealityBranches {
  const { settings } = disk
  const branchOf = (reality: string) => readNote(settings, 'branch', reality)

  function list(): readonly Reality[] {
    return realities.graph().realities.filter(({ status }) => status !== 'dropped')
  }

  function setBranch(reality: string, branch: string): void {
    writeNote(settings, 'branch', reality, branch)
    const row = disk.realities.get(reality)
    if (row !== undefined) realities.put(row)
  }

  /** The one that has the folder goes with the branch that HEAD is on, or nobody could come back to it. */
  function settleCurrent(branch: string | null): void {
    if (branch === null || !BRANCH.test(branch)) return
    if (!list().some(other => other.branch === branch)) setBranch(realities.graph().current, branch)
  }

  function pending(): HeadMove | null {
    const text = settings.get(MOVE_SETTING)
    return text === undefined ? null : headMove.parse(JSON.parse(text))
  }

  return {
    ...createGoneTogether({ settings, realities, git }),
    async give(reality) {
      if (!git.isThere()) return null
      const shown = list().find(({ id }) => id === reality)
      if (shown === undefined) throw new AppError('NOT_FOUND', 'This reality is not here.', { reality })
      if (shown.branch !== null) return shown.branch
      const taken = new Set([...(await git.branches()).keys()].map(shortName))
      const branch = `refs/heads/${branchNameFor(shown.name, taken)}`
      if (!(await git.createBranch(branch))) return null
      settleCurrent(await git.head())
      setBranch(reality, branch)
      return branch
    },
    isThere: git.isThere,
    find: branch => list().find(reality => reality.branch === branch),
    async realityOf(branch, from = knownHead(settings)) {
      if (!BRANCH.test(branch)) throw new AppError('BAD_REQUEST', 'Git is on no branch.', { branch })
      settleCurrent(from)
      const found = list().find(reality => reality.branch === branch)
      if (found !== undefined) return found
      const made = await realities.create({ name: shortName(branch) })
      setBranch(made.id, branch)
      return { ...made, branch }
    },
    rename(from, to) {
      const found = list().find(reality => reality.branch === from)
      if (found !== undefined) setBranch(found.id, to)
    },
    async drop(reality) {
      const branch = branchOf(reality)
      if (branch === null || reality === MAIN_REALITY || !git.isThere()) return undefined
      const hash = (await git.branches()).get(branch)
      if (hash === undefined) return undefined
      if (!(await git.deleteMerged(branch))) return 'kept'
      writeNote(settings, 'gone', reality, hash)
      return 'deleted'
    },
    async moveFor(reality) {
      const to = branchOf(reality)
      if (to === null || !git.isThere()) return null
      const from = await git.head()
      // Off any branch, HEAD is somebody's own matter.
      if (from === null || from === to || !(await git.branches()).has(to)) return null
      await git.refuseBusy()
      settleCurrent(from)
      return { from, to }
    },
    record: move => settings.set(MOVE_SETTING, JSON.stringify(move)),
    async arrive() {
      const move = pending()
      notices.set('branch', null)
      if (move === null) {
        const isFirst = realities.graph().current === MAIN_REALITY && branchOf(MAIN_REALITY) === null
        if (isFirst && git.isThere()) settleCurrent(knownHead(settings) ?? (await git.head()))
        return
      }
      try {
        const head = git.isThere() ? await git.head() : null
        // Somebody moved it elsewhere since: what that means is asked (RTY18).
        if (head === move.from || head === move.to) {
          await git.setBranch(move.to)
          noteHead(settings, move.to)
        }
        settings.delete(MOVE_SETTING)
      } catch (error) {
        if (!isAppError(error)) throw error
        if (error.code === 'NOT_FOUND') settings.delete(MOVE_SETTING)
        log.warn({ err: error, ...move }, 'HEAD could not be moved to the branch of the reality')
        notices.set('branch', `Git is still on ${shortName(move.from)}: ${error.message}`)
      }
    },
  }
}
