/**
 * Realities: forks of the whole workspace that cost nothing until something is written in them. The first one is called
 * `main` and has no parent. One reality at a time owns the folder: that one is *current*, and all other procedures
 * (scenes, files, history, review) speak of it.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { resourcePath, workspaceState } from './data.ts'
import { errorMap } from './error-map.ts'
import { author, fileDifference, sceneStateOutput, version } from './history.ts'

const base = oc.errors(errorMap)

/** The reality every workspace begins with. */
export const MAIN_REALITY = 'main'

export const realityId = z.string().min(1).max(40)

export const reality = z.object({
  id: realityId,
  name: z.string(),
  /** Null for main. */
  parent: realityId.nullable(),
  /** When it was forked, unix ms. */
  time: z.number(),
  author,
  /** `dropped`: thrown away, and restorable until `goneAt`. */
  status: z.enum(['open', 'merged', 'dropped']),
  isCurrent: z.boolean(),
  /** Documents that were written in it since the fork; an upper bound of the files that differ. */
  changedFiles: z.number().int(),
  /** Unix ms of its last edit; null before the first. */
  lastEditAt: z.number().nullable(),
  goneAt: z.number().nullable(),
  /** The same for all that were made together, to choose one from; null for one that was made by itself. */
  tried: z.string().nullable(),
  /** The Git branch that goes with it, `refs/heads/night`; null where none does. */
  branch: z.string().nullable(),
})
export type Reality = z.infer<typeof reality>

/**
 * `auto` and `ours` keep the value of the reality merged into, `theirs` that of the merged one, `manual` what both come
 * from. Each lists what met.
 */
export const mergeStrategy = z.enum(['auto', 'ours', 'theirs', 'manual'])
export type RealityMergeStrategy = z.infer<typeof mergeStrategy>

export const realityMerge = z.object({
  id: z.string(),
  from: realityId,
  into: realityId,
  time: z.number(),
  author,
  strategy: mergeStrategy,
  /** `running`: it was interrupted and goes on when the workspace is opened. */
  status: z.enum(['running', 'done', 'undone']),
  /** Files it changed, and registers that both sides had set to different values. */
  files: z.number().int(),
  contested: z.number().int(),
  /** The version from before it; null once that is gone. */
  version: z.string().nullable(),
})
export type RealityMerge = z.infer<typeof realityMerge>

/** Everything the graph draws. */
export const realityGraph = z.object({
  current: realityId,
  realities: z.array(reality),
  merges: z.array(realityMerge),
  /** Named versions, backups left out; newest first. */
  versions: z.array(version),
  /** The project is the working folder of a Git repository: a reality can have a branch of its own. */
  canBranch: z.boolean(),
})
export type RealityGraph = z.infer<typeof realityGraph>

/** A register that both sides have set. Values as in the file; null where it says nothing. */
export const meeting = z.object({
  /** `content`: other bytes in a file that is no scene; else as in a merge of scene files. */
  kind: z.enum([
    'property',
    'name',
    'type',
    'instance',
    'parent',
    'field',
    'group',
    'editable',
    'connection',
    'resource',
    'scene',
    'deleted',
    'cycle',
    'content',
  ]),
  node: z.string(),
  nodeId: z.string().nullable(),
  /** Property, or what else of the node: `name`, `parent`, `type`. */
  property: z.string(),
  base: z.string().nullable(),
  /** In the reality merged into. */
  ours: z.string().nullable(),
  /** In the reality that is merged. */
  theirs: z.string().nullable(),
  chosen: z.enum(['ours', 'theirs', 'both', 'base']),
})
export type Meeting = z.infer<typeof meeting>

export const mergePreview = z.object({
  from: realityId,
  into: realityId,
  files: z.array(fileDifference.extend({ meetings: z.array(meeting) })),
  contested: z.number().int(),
})
export type MergePreview = z.infer<typeof mergePreview>

/** One scene of the parent: as it is, and as it would be after the merge. */
export const mergedScene = z.object({ before: sceneStateOutput, after: sceneStateOutput })
export type MergedScene = z.infer<typeof mergedScene>

export const dropResult = z.object({
  /** What would be, or was, only in the dropped reality. */
  onlyThere: z.array(fileDifference),
  isDropped: z.boolean(),
  /** Unix ms until which `restore` brings it back; null for a dry run. */
  goneAt: z.number().nullable(),
  /** Only where it was asked for, and there was one. */
  branch: z.enum(['deleted', 'kept']).optional(),
})
export type DropResult = z.infer<typeof dropResult>

const byId = z.object({ id: realityId })
const realityName = z.string().trim().min(1).max(120)

export const realitiesContract = {
  graph: base.route({ method: 'GET', path: '/realities' }).output(realityGraph),
  /** The graph again whenever it changes. The first event is the present one. */
  watch: base.route({ method: 'GET', path: '/realities/events' }).output(eventIterator(realityGraph)),
  /** Forks `from` (default: the current one) as it is now. Does not switch. */
  create: base
    .route({ method: 'POST', path: '/realities' })
    .input(
      z.object({
        name: realityName,
        from: realityId.optional(),
        /** With a Git branch of its own at HEAD, where there is Git. */
        withBranch: z.boolean().default(false),
      }),
    )
    .output(reality),
  rename: base
    .route({ method: 'PUT', path: '/realities/{id}' })
    .input(byId.extend({ name: realityName }))
    .output(reality),
  /** Makes it the current one: the folder becomes its, and windows open their scenes anew. */
  switch: base.route({ method: 'POST', path: '/realities/{id}/switch' }).input(byId).output(workspaceState),
  /** What differs from its parent as that is now, file by file. `added` is what this reality has more. */
  differences: base
    .route({ method: 'GET', path: '/realities/{id}/differences' })
    .input(byId)
    .output(z.array(fileDifference)),
  /** What merging it into its parent would change, and what would meet. Changes nothing. */
  preview: base
    .route({ method: 'GET', path: '/realities/{id}/preview' })
    .input(byId.extend({ strategy: mergeStrategy.default('auto') }))
    .output(mergePreview),
  /** What the parent's scene at that path of the preview would say. Changes nothing. */
  previewScene: base
    .route({ method: 'GET', path: '/realities/{id}/preview/scene' })
    .input(byId.extend({ path: resourcePath, strategy: mergeStrategy.default('auto') }))
    .output(mergedScene),
  /** Merges it into its parent. It stays, and can be worked in and merged again. What met is in the review. */
  merge: base
    .route({ method: 'POST', path: '/realities/{id}/merge' })
    .input(byId.extend({ strategy: mergeStrategy.default('auto') }))
    .output(realityMerge),
  /** Brings the reality merged into back to how it was, as new edits. */
  undoMerge: base
    .route({ method: 'POST', path: '/realities/merges/{id}/undo' })
    .input(z.object({ id: z.string().min(1).max(200) }))
    .output(realityMerge),
  /** Throws it away. A dry run only says what is only there. Neither main nor the current one can be dropped. */
  drop: base
    .route({ method: 'POST', path: '/realities/{id}/drop' })
    .input(
      byId.extend({
        isDryRun: z.boolean().default(false),
        /** Its Git branch too, if nothing is only there. */
        withBranch: z.boolean().default(false),
      }),
    )
    .output(dropResult),
  /** Brings a dropped one back. */
  restore: base.route({ method: 'POST', path: '/realities/{id}/restore' }).input(byId).output(reality),
}
