/** What each window tells the others about itself. Awareness state of document `presence`; never stored. */
import { z } from 'zod'

const point = z.object({ x: z.number(), y: z.number() })

export const presence = z.object({
  user: z.object({ id: z.string().max(64), name: z.string().max(60), color: z.number().int().min(0).max(9) }),
  /** Document id of the scene in front, and its path. */
  scene: z.object({ document: z.string().max(128), path: z.string().max(1024) }).nullable(),
  selection: z.array(z.string().max(128)).max(1000),
  /** Where the cursor is in the text in front: places as Yjs says them, in JSON. */
  text: z
    .object({
      document: z.string().max(128),
      path: z.string().max(1024),
      anchor: z.string().max(400),
      head: z.string().max(400),
    })
    .nullable()
    .default(null),
  /** In scene units. `plane` says which outline it is in. */
  cursor: point.extend({ plane: z.enum(['2d', 'top']) }).nullable(),
  /** Property values of nodes being dragged right now, as Godot text: shown, not stored; committed once on drop. */
  drag: z.record(z.string().max(128), z.record(z.string().max(200), z.string().max(2000))).nullable(),
  /** Centre and zoom of the outline, so that others can follow. */
  view: point.extend({ zoom: z.number().positive() }).nullable(),
})
export type Presence = z.infer<typeof presence>

/** null for a state that is not one of ours (a stock client may set anything). */
export function readPresence(state: unknown): Presence | null {
  const parsed = presence.safeParse(state)
  return parsed.success ? parsed.data : null
}
