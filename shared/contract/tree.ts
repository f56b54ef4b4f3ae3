/** Files and folders of the project as a person arranges them: every change is one step that can be taken back. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { TREE_PATHS } from '../limits.ts'
import { resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'

const base = oc.errors(errorMap)

const kind = z.enum(['folder', 'scene', 'text', 'blob'])

export const treeRepair = z.discriminatedUnion('kind', [
  /** Not listed: no disk can hold the name (`name`), or another has it (`taken`). `free` is a name that would do. */
  z.object({
    kind: z.enum(['name', 'taken']),
    id: z.string(),
    name: z.string(),
    folder: z.string(),
    reason: z.string(),
    free: z.string(),
  }),
  /** Two people moved folders into each other (`circle`), or it was moved into one that is gone: it stands at `path`. */
  z.object({
    kind: z.enum(['circle', 'orphan']),
    id: z.string(),
    name: z.string(),
    path: resourcePath,
    wanted: z.string().nullable(),
  }),
  /** Files that somebody put into a folder which another removed meanwhile. */
  z.object({ kind: z.literal('unseen'), id: z.string(), name: z.string(), files: z.array(z.string()) }),
])
export type TreeRepair = z.infer<typeof treeRepair>

const trashedEntry = z.object({
  id: z.string(),
  name: z.string(),
  kind,
  /** Folder it was in, as that is called now. */
  folder: z.string(),
  files: z.number().int(),
  removedAt: z.number(),
})

export const treeState = z.object({ repairs: z.array(treeRepair), trash: z.array(trashedEntry) })
export type TreeState = z.infer<typeof treeState>

export const treeDone = z.object({
  /** Give it to `undo`; null where nothing changed. */
  undo: z.string().nullable(),
  /** Where everything is now that was made, moved or brought back. */
  paths: z.array(resourcePath),
  /** Files whose references follow. */
  references: z.number().int(),
  /** Of an undo: what somebody changed since and was left alone. */
  left: z.number().int(),
})
export type TreeDone = z.infer<typeof treeDone>

const paths = z.array(resourcePath).min(1).max(TREE_PATHS)
const ids = z.array(z.string().max(64)).min(1).max(TREE_PATHS)
const pairs = z
  .array(z.object({ from: resourcePath, to: resourcePath }))
  .min(1)
  .max(TREE_PATHS)

export const treeContract = {
  state: base.route({ method: 'GET', path: '/tree' }).output(treeState),
  watch: base.route({ method: 'GET', path: '/tree/events' }).output(eventIterator(treeState)),
  /** A new file with this text, or a folder. */
  create: base
    .route({ method: 'POST', path: '/tree' })
    .input(
      z.object({ path: resourcePath, kind: z.enum(['file', 'folder']), text: z.string().max(100_000).default('') }),
    )
    .output(treeDone),
  /** Also a rename. What Godot keeps beside a file goes with it, and references in other files follow. */
  move: base
    .route({ method: 'POST', path: '/tree/move' })
    .input(z.object({ moves: pairs }))
    .output(treeDone),
  /** A name that is taken is counted up. A copied scene gets a uid of its own. */
  copy: base
    .route({ method: 'POST', path: '/tree/copy' })
    .input(z.object({ copies: pairs }))
    .output(treeDone),
  /** Into the trash of the project, from which it can be brought back. */
  remove: base.route({ method: 'POST', path: '/tree/remove' }).input(z.object({ paths })).output(treeDone),
  restore: base.route({ method: 'POST', path: '/tree/restore' }).input(z.object({ ids })).output(treeDone),
  /** Settles a repair: `name` gives it that one; null leaves it where it stands, or brings the folder back. */
  mend: base
    .route({ method: 'POST', path: '/tree/mend' })
    .input(z.object({ id: z.string().max(64), name: z.string().max(255).nullable() }))
    .output(treeDone),
  /** The answer takes the undo back. */
  undo: base
    .route({ method: 'POST', path: '/tree/undo' })
    .input(z.object({ id: z.string().max(40) }))
    .output(treeDone),
}
