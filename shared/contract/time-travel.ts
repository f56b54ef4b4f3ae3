/**
 * The whole workspace as it was, read-only: after any edit that is still kept, or at any commit of the Git repository
 * around it. Nothing here writes into the workspace but `restore`, which is a new edit. (TTR rules in
 * docs/spec/time-travel.md)
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { fileEntry, resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'
import { fileDifference, timeline, timelineEntry } from './history.ts'

const base = oc.errors(errorMap)

/**
 * `time` (unix ms): as the workspace stood then; before the first edit that is kept, as the newest commit of that time
 * has it.
 */
export const workspaceMoment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('time'), time: z.number() }),
  z.object({ kind: z.literal('commit'), revision: z.string().min(1).max(400) }),
])
export type WorkspaceMoment = z.infer<typeof workspaceMoment>

/** An edit of any file, or a commit. `sequence` is its time in unix ms: moments of a workspace are times. */
export const workspaceStop = timelineEntry.extend({
  /** The file as it is called now; null for a commit, for the tree, and for a file that is gone. */
  path: resourcePath.nullable(),
  commit: z.object({ hash: z.string(), subject: z.string() }).nullable(),
})
export type WorkspaceStop = z.infer<typeof workspaceStop>

export const workspaceLife = timeline.omit({ path: true }).extend({ entries: z.array(workspaceStop) })
export type WorkspaceLife = z.infer<typeof workspaceLife>

/** Which moment was meant, in the end. */
const foundMoment = z.object({
  kind: z.enum(['edit', 'commit']),
  /** Unix ms. */
  time: z.number(),
  author: z.string(),
  /** The first line of a commit; empty for an edit. */
  label: z.string(),
  hash: z.string().nullable(),
})
export type FoundMoment = z.infer<typeof foundMoment>

const fileThen = z.object({
  path: resourcePath,
  kind: fileEntry.shape.kind,
  /** Against the workspace as it is now. `gone`: it is not there any more. */
  state: z.enum(['same', 'changed', 'moved', 'gone']),
  /** Where it is now; null where it is gone. */
  now: resourcePath.nullable(),
})
export type FileThen = z.infer<typeof fileThen>

export const workspaceThen = z.object({
  moment: foundMoment,
  /** By path. */
  files: z.array(fileThen),
  /** Files that came since. */
  since: z.number().int(),
})
export type WorkspaceThen = z.infer<typeof workspaceThen>

export const contentThen = z.discriminatedUnion('kind', [
  /** `ids` as in `history.sceneAt`; null for a commit's file, and for a text. */
  z.object({ kind: z.literal('text'), isScene: z.boolean(), text: z.string(), ids: z.array(z.string()).nullable() }),
  /** At most `MEDIA_BYTES`. */
  z.object({ kind: z.literal('bytes'), mime: z.string().nullable(), sizeBytes: z.number(), base64: z.string() }),
  z.object({ kind: z.literal('tooLarge'), sizeBytes: z.number() }),
  /** Bytes of a file that is no text, which are not kept so far back. */
  z.object({ kind: z.literal('notKept') }),
])
export type ContentThen = z.infer<typeof contentThen>

const exported = z.object({
  done: z.number().int(),
  total: z.number().int(),
  /** Files whose bytes are not kept, or whose names this disk cannot have. */
  left: z.array(z.string()),
  isOver: z.boolean(),
})
export type ExportThen = z.infer<typeof exported>

const at = { at: workspaceMoment }

const procedures = {
  /** Edits and commits, newest first; only those before a time. Times that are the same are one stop. */
  life: base
    .route({ method: 'GET', path: '/time-travel' })
    .input(
      z.object({
        before: z.coerce.number().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(200),
        slices: z.coerce.number().int().min(1).max(400).default(120),
      }),
    )
    .output(workspaceLife),
  /** An event whenever the life grows: the time of the newest stop. The first event is the present one. */
  watch: base
    .route({ method: 'GET', path: '/time-travel/events' })
    .output(eventIterator(z.object({ last: z.number() }))),
  /** Throws NOT_FOUND where nothing is known of that time, or it is no longer kept. */
  files: base.route({ method: 'POST', path: '/time-travel/files' }).input(z.object(at)).output(workspaceThen),
  read: base
    .route({ method: 'POST', path: '/time-travel/read' })
    .input(z.object({ ...at, path: resourcePath }))
    .output(contentThen),
  /**
   * Writes the workspace as it was into a folder that is empty or not there, outside of the workspace. Ended early it
   * takes away what it wrote.
   */
  export: base
    .route({ method: 'POST', path: '/time-travel/export' })
    .input(z.object({ ...at, folder: z.string().min(1).max(4096) }))
    .output(eventIterator(exported)),
  /** Makes the workspace as it was, as new edits. A dry run says what would change. */
  restore: base
    .route({ method: 'POST', path: '/time-travel/restore' })
    .input(z.object({ time: z.number(), isDryRun: z.boolean().default(false) }))
    .output(z.object({ files: z.array(fileDifference) })),
}

type Procedures = typeof procedures
/** Named, as `Contract` is. */
export interface TimeTravelContract extends Procedures {}
export const timeTravelContract: TimeTravelContract = procedures
