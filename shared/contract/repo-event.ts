/** What happens to the repository around the workspace, as it is told to whoever listens. */
import { z } from 'zod'

/** One thing that happened. `id` counts up for as long as the workspace lives. */
export const repoEvent = z.object({
  id: z.number().int(),
  /** Unix ms. */
  time: z.number(),
  what: z.discriminatedUnion('kind', [
    /** By Weft. */
    z.object({ kind: z.literal('operation'), operation: z.number().int(), words: z.string() }),
    /** HEAD or refs moved, by whichever program. */
    z.object({ kind: z.literal('head'), from: z.string().nullable(), to: z.string().nullable() }),
    z.object({ kind: z.literal('refs'), names: z.array(z.string()) }),
    z.object({ kind: z.literal('status'), changes: z.number().int() }),
    /** What came between is no longer kept: read everything anew. */
    z.object({ kind: z.literal('gap') }),
  ]),
})
export type RepoEvent = z.infer<typeof repoEvent>
