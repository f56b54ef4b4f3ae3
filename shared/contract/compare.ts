/** Comparing states of one scene, and putting some of what differs back. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { CHANGE_KINDS } from '../scene/diff/scene-change.ts'
import { resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'
import { stateRef } from './state-ref.ts'

const base = oc.errors(errorMap)

export const comparableState = z.object({
  ref: stateRef,
  /** A commit's first line, a version's name. */
  label: z.string(),
  /** Who made it; empty where that is not known. */
  author: z.string(),
  /** Unix ms. */
  time: z.number().nullable(),
})
export type ComparableState = z.infer<typeof comparableState>

const owner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scene') }),
  z.object({ kind: z.literal('node'), id: z.string() }),
  z.object({ kind: z.literal('resource'), id: z.string(), localId: z.string(), type: z.string() }),
  z.object({ kind: z.literal('connection'), id: z.string(), node: z.string().nullable() }),
])

/** As in shared/scene/diff/scene-change.ts. */
export const comparedChange = z.object({
  id: z.string(),
  kind: z.enum(CHANGE_KINDS),
  node: z.string(),
  owner,
  property: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  parts: z
    .array(z.object({ part: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
    .readonly()
    .nullable(),
})

/** A text, and the identity of its sections in order: the same thing has the same one on both sides. */
const side = z.object({ text: z.string(), ids: z.array(z.string()) })

export const sceneComparison = z.object({ changes: z.array(comparedChange), from: side, to: side })
export type SceneComparison = z.infer<typeof sceneComparison>

export const revertedChanges = z.object({
  /** Of those that were asked for. */
  reverted: z.number().int(),
  /** Changes that came along, because they cannot do without: the node above one that comes back. */
  along: z.array(comparedChange.pick({ id: true, kind: true, node: true, property: true })),
  /** Asked for, and left as they are. */
  left: z.array(z.object({ id: z.string(), reason: z.enum(['follows', 'gone', 'unknown']) })),
})
export type RevertedChanges = z.infer<typeof revertedChanges>

const pair = { path: resourcePath, from: stateRef, to: stateRef }

export const compareContract = {
  /** What can be compared besides other files: now, and the Git revisions that touched the file, newest first. */
  states: base
    .route({ method: 'GET', path: '/compare/states' })
    .input(z.object({ path: resourcePath }))
    .output(z.array(comparableState)),
  scene: base.route({ method: 'POST', path: '/compare' }).input(z.object(pair)).output(sceneComparison),
  /**
   * Puts changes of the present scene back, as one edit: to how the other state has them, where one of the two is now;
   * else from `to` to `from`. `isDryRun`: only says what it would do (DIFF13).
   */
  revert: base
    .route({ method: 'POST', path: '/compare/revert' })
    .input(
      z.object({
        ...pair,
        changes: z.array(z.string().max(2000)).min(1).max(10_000),
        isDryRun: z.boolean().default(false),
      }),
    )
    .output(revertedChanges),
}
