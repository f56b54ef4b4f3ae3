/**
 * Time travel, versions and backups, as windows and scripts ask for them.
 *
 * A *moment* is a number: the sequence of an update in a scene's own log. A *version* is a named moment of the whole
 * workspace; a *backup* is one that was made by itself. Both only say where the log stood, so that they cost nothing.
 */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { resourcePath, waitingChange } from './data.ts'
import { errorMap } from './error-map.ts'
import { stateRef } from './state-ref.ts'

const base = oc.errors(errorMap)

export const pinId = z.string().min(1).max(200)

/** Who did something; null where nobody can be named (a file that changed on disk, an edit from before Weft kept names). */
export const author = z.object({ name: z.string(), color: z.number().int() }).nullable()
export type Author = z.infer<typeof author>

/** One edit of a scene: one update of its log, which is one gesture. */
export const timelineEntry = z.object({
  sequence: z.number().int(),
  /** Unix ms. */
  time: z.number(),
  author,
  /**
   * `window`: in an editor. `relay`: somebody else's. `intake`: the file changed on disk. `command`: API, CLI, review.
   * `commit`: no edit, but a commit in the life of a whole workspace.
   */
  origin: z.enum(['window', 'relay', 'intake', 'command', 'seed', 'storage', 'commit']),
  /** Which node, and what about it. */
  lines: z.array(waitingChange.pick({ node: true, text: true, kind: true })),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/** A version or backup, where it stands on one scene's line. */
export const timelineMark = z.object({
  id: pinId,
  kind: z.enum(['version', 'backup', 'commit']),
  name: z.string(),
  time: z.number(),
  sequence: z.number().int(),
})
export type TimelineMark = z.infer<typeof timelineMark>

export const timeline = z.object({
  path: resourcePath,
  /** Newest first. */
  entries: z.array(timelineEntry),
  /** Give it as `before` to read on; null at the beginning. */
  before: z.number().int().nullable(),
  /** The moments that can be looked at and restored, from the first to the present one; 0 is the scene as it was born. */
  first: z.number().int(),
  last: z.number().int(),
  /** Times of the first and of the last edit, unix ms; null where there is none. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** The whole life between `from` and `to` in slices of equal length, for the slider: how many edits by whom. */
  density: z.array(
    z.object({
      /** Where the slice begins, unix ms. */
      time: z.number(),
      /** The last moment in it, for going there; null where nothing happened. */
      sequence: z.number().int().nullable(),
      counts: z.array(z.object({ author, count: z.number().int() })),
    }),
  ),
  marks: z.array(timelineMark),
})
export type Timeline = z.infer<typeof timeline>

/** A scene as it was or is elsewhere. */
export const sceneStateOutput = z.object({
  text: z.string(),
  /** Identity of each section of the text in order; null for a text from outside. */
  ids: z.array(z.string()).nullable(),
  time: z.number().nullable(),
})

/** A state of the whole workspace that is over: after that edit of a scene (0: before any), or as it stood at a time. */
export const pastMoment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moment'), path: resourcePath, sequence: z.number().int().nonnegative() }),
  /** Unix ms. */
  z.object({ kind: z.literal('time'), time: z.number() }),
])
export type PastMoment = z.infer<typeof pastMoment>

/** What restoring or reverting did. */
export const restored = z.object({
  /** Registers that were set; 0 where everything stood as asked for already. */
  changed: z.number().int(),
  /** Of `revertEdits`: registers left alone, because somebody has set them since. */
  left: z.number().int(),
})
export type Restored = z.infer<typeof restored>

export const version = z.object({
  id: pinId,
  name: z.string(),
  note: z.string(),
  /** `merge`: made by itself before a reality was merged, so that the merge can be taken back. */
  kind: z.enum(['version', 'backup', 'merge']),
  /** Of the moment that it names, unix ms. */
  time: z.number(),
  author,
  /** The reality it is of. */
  reality: z.string(),
  /** Bytes of edits since the one before; what a backup costs. */
  sizeBytes: z.number(),
  /** Scenes that differ from how they stood at the one before. */
  changedFiles: z.number().int(),
})
export type Version = z.infer<typeof version>

/** One file of the project that is not the same in two states of the workspace. */
export const fileDifference = z.object({
  path: resourcePath,
  /** Where the file lay in the older state, if elsewhere. */
  previousPath: resourcePath.nullable(),
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  isScene: z.boolean(),
  /** Nodes added, removed and changed, and all registers that differ. 0 for what is no scene. */
  added: z.number().int(),
  removed: z.number().int(),
  changed: z.number().int(),
  registers: z.number().int(),
})
export type FileDifference = z.infer<typeof fileDifference>

export const backupSettings = z.object({
  isOn: z.boolean(),
  /** At most one in this time, and only if something changed. */
  everyMinutes: z.number().int().min(5).max(10_080),
  /** Backups go after it; so does history that nothing else pins. */
  retentionDays: z.number().int().min(1).max(3650),
})
export type BackupSettings = z.infer<typeof backupSettings>

const versionName = z.string().trim().min(1).max(200)
const note = z.string().max(4000)
const byId = z.object({ id: pinId })
const workspaceRestored = z.object({ files: z.array(fileDifference) })

export const historyContract = {
  timeline: base
    .route({ method: 'GET', path: '/history' })
    .input(
      z.object({
        path: resourcePath,
        /** Only edits before this moment. */
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        slices: z.coerce.number().int().min(1).max(400).default(120),
      }),
    )
    .output(timeline),
  /** An event whenever the scene's line grows: the newest moment. The first event is the present one. */
  watch: base
    .route({ method: 'GET', path: '/history/events' })
    .input(z.object({ path: resourcePath }))
    .output(eventIterator(z.object({ last: z.number().int() }))),
  /** The scene's text in any state. */
  sceneAt: base
    .route({ method: 'POST', path: '/history/scene' })
    .input(z.object({ path: resourcePath, at: stateRef }))
    .output(sceneStateOutput),
  /** Makes the scene say what it said then, as one new edit. `nodes`: only these nodes (ids) and what belongs to them. */
  restore: base
    .route({ method: 'POST', path: '/history/restore' })
    .input(z.object({ path: resourcePath, at: stateRef, nodes: z.array(z.string().max(600)).max(10_000).optional() }))
    .output(restored),
  /** Undoes chosen edits where they still stand. */
  revertEdits: base
    .route({ method: 'POST', path: '/history/revert' })
    .input(z.object({ path: resourcePath, sequences: z.array(z.number().int().positive()).min(1).max(1000) }))
    .output(restored),
}

export const versionsContract = {
  /** Newest first; of all realities, backups included unless left out. */
  list: base
    .route({ method: 'GET', path: '/versions' })
    .input(z.object({ kind: z.enum(['version', 'backup', 'merge']).optional() }))
    .output(z.array(version)),
  watch: base.route({ method: 'GET', path: '/versions/events' }).output(eventIterator(z.array(version))),
  /** Names the present state, or the one `at` a moment that is still kept. */
  create: base
    .route({ method: 'POST', path: '/versions' })
    .input(z.object({ name: versionName, note: note.default(''), at: pastMoment.optional() }))
    .output(version),
  rename: base
    .route({ method: 'PUT', path: '/versions/{id}' })
    .input(byId.extend({ name: versionName, note: note.optional() }))
    .output(version),
  remove: base.route({ method: 'DELETE', path: '/versions/{id}' }).input(byId).output(z.array(version)),
  /** What differs between then and now, file by file. `added` is what came since. */
  differences: base
    .route({ method: 'GET', path: '/versions/{id}/differences' })
    .input(byId)
    .output(z.array(fileDifference)),
  /** Makes the whole workspace as it was, as new edits. Answers with what that changed. */
  restore: base.route({ method: 'POST', path: '/versions/{id}/restore' }).input(byId).output(workspaceRestored),
}

export const backupsContract = {
  list: base.route({ method: 'GET', path: '/backups' }).output(z.array(version)),
  /** null where nothing changed since the last. */
  now: base.route({ method: 'POST', path: '/backups' }).output(version.nullable()),
  restore: base.route({ method: 'POST', path: '/backups/{id}/restore' }).input(byId).output(workspaceRestored),
  settings: base.route({ method: 'GET', path: '/backups/settings' }).output(backupSettings),
  setSettings: base.route({ method: 'PUT', path: '/backups/settings' }).input(backupSettings).output(backupSettings),
}
