/** What a Git of the user's has begun and not finished, and going on with it. (OPS11, OPS12) */
import { z } from 'zod'

/** `kind` is null where files are contested with nothing under way, as after a stash that was popped. */
export const underWay = z.object({
  kind: z.enum(['merge', 'rebase', 'cherry-pick', 'revert', 'am']).nullable(),
  /** Files that are to be settled. */
  contested: z.number().int(),
  /** A commit is all that is missing, and Weft makes it; else the user's own Git has to go on. */
  isConcluded: z.boolean(),
})
export type RepoUnderWay = z.infer<typeof underWay>

export const settleOptions = {
  /** Whose side is in use where something meets. */
  strategy: z.enum(['auto', 'ours', 'theirs']).default('auto'),
  /** Instead of merging: whole files as that side has them, gone where it has none. */
  take: z.enum(['ours', 'theirs']).optional(),
}

export const wentOn = z.object({
  /** For people. */
  words: z.string(),
  /** Where HEAD is now. */
  hash: z.string().nullable(),
  /** Nothing is under way any more. */
  isOver: z.boolean(),
  /** Files contested now: it stopped again. */
  contested: z.number().int(),
  /** Of the commit that Weft made; null where Git went on: that is not in the log of operations. */
  operation: z.number().int().nullable(),
})
export type WentOn = z.infer<typeof wentOn>
