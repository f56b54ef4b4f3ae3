/** Finding text and names over all files of the project, and replacing what was found. (SRC rules in docs/spec/search.md.) */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { QUERY_UNITS, SEARCH_LINES, SEARCH_NAMES } from '../limits.ts'
import { resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'

const base = oc.errors(errorMap)

const range = z.tuple([z.number().int(), z.number().int()])

export const textQuery = z.object({
  text: z.string().min(1).max(QUERY_UNITS),
  isRegex: z.boolean().default(false),
  isWord: z.boolean().default(false),
  /** `smart`: capitals matter if the text has one. */
  caseSensitive: z.union([z.boolean(), z.literal('smart')]).default('smart'),
  /** `*.gd`, `levels/**`, `!addons/`. */
  globs: z.array(z.string().min(1).max(500)).max(50).default([]),
})
export type TextQueryInput = z.input<typeof textQuery>

const lineFound = z.object({
  line: z.number().int(),
  text: z.string(),
  ranges: z.array(range),
  /** What the line has before `text`, in UTF-16 units. */
  skipped: z.number().int(),
})

const fileFound = z.object({ path: resourcePath, lines: z.array(lineFound) })
export type FileFound = z.infer<typeof fileFound>

/** Some files more, in order of their paths. */
const textFound = z.object({
  files: z.array(fileFound),
  /** Lines so far. */
  lines: z.number().int(),
  /** Nothing comes after this one. */
  isOver: z.boolean(),
  /** It ended at the limit: there may be more. */
  isCut: z.boolean(),
  ms: z.number(),
  /** Why it ended early, as a sentence: the query cannot be read, or an expression ran away. With the last event. */
  fault: z.string().nullable(),
})
export type TextFound = z.infer<typeof textFound>

const fileReplaced = z.object({
  path: resourcePath,
  lines: z.array(z.object({ line: z.number().int(), before: z.string(), after: z.string() })),
  /** `skipped`: not UTF-8, or changed by somebody meanwhile. */
  outcome: z.enum(['replaced', 'would replace', 'skipped']),
})
export type FileReplacedAnswer = z.infer<typeof fileReplaced>

const replaceProgress = z.object({
  file: fileReplaced.nullable(),
  /** Takes all of it back; with the last event, and only if something was written. */
  undo: z.string().nullable(),
  isOver: z.boolean(),
  /** As in `find`. */
  fault: z.string().nullable(),
})

export const textSearchContract = {
  textSearch: {
    find: base
      .route({ method: 'POST', path: '/search/text' })
      .input(z.object({ query: textQuery, limit: z.number().int().min(1).max(SEARCH_LINES).default(SEARCH_LINES) }))
      .output(eventIterator(textFound)),
    names: base
      .route({ method: 'POST', path: '/search/names' })
      .input(z.object({ text: z.string().max(500), limit: z.number().int().min(1).max(SEARCH_NAMES).default(50) }))
      .output(z.array(z.object({ path: resourcePath, ranges: z.array(range) }))),
    replace: base
      .route({ method: 'POST', path: '/search/replace' })
      .input(
        z.object({
          query: textQuery,
          by: z.string().max(10_000),
          /** Only in these. */
          paths: z.array(resourcePath).max(100_000).optional(),
          dryRun: z.boolean(),
        }),
      )
      .output(eventIterator(replaceProgress)),
    /** Files changed since are left alone. */
    undoReplace: base
      .route({ method: 'POST', path: '/search/replace/undo' })
      .input(z.object({ id: z.string().max(100) }))
      .output(z.object({ files: z.number().int(), skipped: z.number().int() })),
  },
}
