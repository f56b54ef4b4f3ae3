/**
 * A branch and its reality that were thrown away together come back together, whichever of them is brought back, and by
 * whom. The commit that the branch was at says that it is the same branch. (RTY21)
 */
import type { BranchReality } from '../../shared/contract/branch-reality.ts'
import { isAppError } from '../../shared/contract/errors.ts'
import { MAIN_REALITY, type Reality } from '../../shared/contract/realities.ts'
import type { Hash } from '../../shared/repo/git-object.ts'
import type { SettingRows } from '../storage/store.ts'
import type { BranchHead } from './branch-head.ts'
import type { OwnedRealities } from './realities.ts'
import { readNote, writeNote } from './reality-notes.ts'

export interface GoneTogether {
  /**
   * The reality of a branch that is deleted at that commit goes along, and what is only there is told. Null where none
   * goes: there is none, it is main, or it has the folder.
   */
  dropRealityOf(branch: string, hash: Hash, isDryRun: boolean): Promise<BranchReality | null>
  /** When the workspace is opened: whatever came back meanwhile. */
  lookForReturned(): Promise<void>
  /** Realities of branches that are there again come back. */
  comeBack(refs: ReadonlyMap<string, Hash>): void
  /** An undo of such a return: the reality goes once more. */
  dropAgain(branch: string, hash: Hash): Promise<void>
  /** A reality was brought back: its branch is made again, if it went with it. */
  giveBranchBack(reality: string): Promise<void>
}

export interface GoneTogetherDeps {
  readonly settings: SettingRows
  readonly realities: Pick<OwnedRealities, 'graph' | 'drop' | 'restore'>
  readonly git: Pick<BranchHead, 'isThere' | 'branches' | 'createBranch'>
}

export function createGoneTogether({ settings, realities, git }: GoneTogetherDeps): GoneTogether {
  function droppable(branch: string): Reality | undefined {
    const { current, realities: all } = realities.graph()
    const found = all.find(each => each.branch === branch && each.status !== 'dropped')
    return found === undefined || found.id === MAIN_REALITY || found.id === current ? undefined : found
  }

  async function drop({ id, name }: Reality, hash: Hash, isDryRun: boolean): Promise<BranchReality> {
    const { onlyThere } = await realities.drop(id, isDryRun)
    if (!isDryRun) {
      writeNote(settings, 'gone', id, hash)
      writeNote(settings, 'back', id, null)
    }
    return { id, name, onlyThere }
  }

  function isBack(id: string, hash: Hash): void {
    writeNote(settings, 'gone', id, null)
    writeNote(settings, 'back', id, hash)
  }

  function comeBack(refs: ReadonlyMap<string, Hash>): void {
    for (const { id, branch, status } of realities.graph().realities) {
      if (status !== 'dropped' || branch === null) continue
      const hash = readNote(settings, 'gone', id)
      if (hash === null || refs.get(branch) !== hash) continue
      realities.restore(id)
      isBack(id, hash)
    }
  }

  return {
    async dropRealityOf(branch, hash, isDryRun) {
      const found = droppable(branch)
      return found === undefined ? null : drop(found, hash, isDryRun)
    },
    async lookForReturned() {
      const isGone = realities.graph().realities.some(({ id }) => readNote(settings, 'gone', id) !== null)
      if (!isGone || !git.isThere()) return
      try {
        comeBack(await git.branches())
      } catch (error) {
        // A repository that cannot be read keeps no project from being opened: nothing has come back yet.
        if (!isAppError(error)) throw error
      }
    },
    comeBack,
    async dropAgain(branch, hash) {
      const found = droppable(branch)
      if (found !== undefined && readNote(settings, 'back', found.id) === hash) await drop(found, hash, false)
    },
    async giveBranchBack(reality) {
      const branch = readNote(settings, 'branch', reality)
      const hash = readNote(settings, 'gone', reality)
      if (branch === null || hash === null || !git.isThere()) return
      if (!(await git.branches()).has(branch)) await git.createBranch(branch, hash)
      isBack(reality, hash)
    },
  }
}
