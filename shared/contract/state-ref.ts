/** Which state of a scene is meant, wherever two of them are compared or one is taken back. */
import { z } from 'zod'

export const stateRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('now') }),
  z.object({ kind: z.literal('version'), id: z.string().min(1).max(200) }),
  /** As it is in that reality now. */
  z.object({ kind: z.literal('reality'), id: z.string().min(1).max(200) }),
  /** After that update of the scene's own log. */
  z.object({ kind: z.literal('moment'), sequence: z.number().int().nonnegative() }),
  /** As it was in the workspace at that time, unix ms. */
  z.object({ kind: z.literal('time'), time: z.number() }),
  /**
   * Of the Git repository around the project: anything that `git rev-parse` knows, and `:0` for the index. `path`:
   * where it was in the project then, if that was elsewhere.
   */
  z.object({
    kind: z.literal('git'),
    revision: z.string().min(1).max(400),
    path: z.string().min(1).max(1024).optional(),
  }),
  /** Before it was there, or once it was gone: a scene without nodes. (DIFF14) */
  z.object({ kind: z.literal('nothing') }),
  /** Another file of the project. */
  z.object({ kind: z.literal('file'), path: z.string().min(1).max(1024) }),
])
export type StateRef = z.infer<typeof stateRef>
