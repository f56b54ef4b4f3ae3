/** Quick fixes on the documents of the workspace: judged anew on each document, so that no stale one is made. VAL17 */
import { AppError, isAppError } from '../../shared/contract/errors.ts'
import type { Fixed } from '../../shared/contract/search.ts'
import { applyFix } from '../../shared/scene/validate/apply-fix.ts'
import { asWritten } from '../../shared/scene/validate/as-written.ts'
import type { Fix, Problem, ProblemKind } from '../../shared/scene/validate/problem.ts'
import { projectView } from '../../shared/scene/validate/project-view.ts'
import { validateScene } from '../../shared/scene/validate/validate.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { FollowedWorkspace } from './follow-workspace.ts'
import { type HeldScene, holdScene, type UndoBook } from './undo-book.ts'

interface Deps {
  readonly workspace: Workspace
  readonly followed: FollowedWorkspace
  readonly undoBook: UndoBook
}

/** Throws AppError NOT_FOUND where the problem is gone or has no such fix. */
export async function fixOne(deps: Deps, problem: Problem | undefined, fix: string, isDryRun: boolean): Promise<Fixed> {
  if (problem === undefined) throw new AppError('NOT_FOUND', 'This is settled already.')
  const done = await fixScenes(
    deps,
    [problem.scene],
    found => (found.id === problem.id ? byId(found, fix) : undefined),
    isDryRun,
  )
  const [failed] = done.failed
  if (failed !== undefined) throw new AppError('BAD_REQUEST', failed.reason)
  if (done.fixes.length === 0) throw new AppError('NOT_FOUND', 'This is settled already.')
  return done
}

export interface FixAll {
  readonly kind: ProblemKind
  /** How the fix's id begins. */
  readonly fix?: string | undefined
  readonly scene?: string | undefined
  readonly onlySafe: boolean
  readonly dryRun: boolean
}

export function fixAll(deps: Deps, problems: readonly Problem[], wanted: FixAll): Promise<Fixed> {
  const isMeant = (problem: Problem) =>
    problem.kind === wanted.kind && (wanted.scene === undefined || problem.scene === wanted.scene)
  const scenes = [...new Set(problems.filter(isMeant).map(problem => problem.scene))]
  const choose = (problem: Problem) =>
    isMeant(problem)
      ? problem.fixes.find(fix => fix.id.startsWith(wanted.fix ?? '') && (fix.isSafe || !wanted.onlySafe))
      : undefined
  return fixScenes(deps, scenes, choose, wanted.dryRun)
}

function byId(problem: Problem, id: string): Fix | undefined {
  return problem.fixes.find(fix => fix.id === id)
}

async function fixScenes(
  { workspace, followed, undoBook }: Deps,
  scenes: readonly string[],
  choose: (problem: Problem) => Fix | undefined,
  isDryRun: boolean,
): Promise<Fixed> {
  const fixes: Fixed['fixes'] = []
  const failed: Fixed['failed'] = []
  const held: HeldScene[] = []
  const view = projectView(followed.index)
  for (const path of scenes) {
    try {
      const scene = await holdScene(workspace, path)
      held.push(scene)
      const tried = new Set<string>()
      for (;;) {
        const problems = validateScene(path, asWritten(scene.editor.document), view)
        const next = problems.find(problem => !tried.has(problem.id) && choose(problem) !== undefined)
        const fix = next === undefined ? undefined : choose(next)
        if (next === undefined || fix === undefined) break
        tried.add(next.id)
        if (!isDryRun) applyFix(scene.editor, fix)
        fixes.push({ scene: path, label: fix.label, preview: [...fix.preview] })
      }
      if (!isDryRun) await scene.whenStored()
    } catch (error) {
      if (!isAppError(error)) throw error
      failed.push({ scene: path, reason: error.message })
    }
  }
  return { fixes, failed, undo: undoBook.keep(held) }
}
