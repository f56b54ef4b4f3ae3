/** Finding nodes over all scenes, what is amiss in them, what depends on what, and changing many at once. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { BATCH_SCENES, QUERY_HITS, QUERY_UNITS } from '../limits.ts'
import { PROBLEM_KINDS } from '../scene/validate/problem.ts'
import { resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'

const base = oc.errors(errorMap)

/** Longer than allowed, it is refused with its place, like any other that cannot be read. */
const queryText = z.string().max(QUERY_UNITS * 2)

const hit = z.object({
  scene: resourcePath,
  /** Path of the node from its root; `.` for a resource file, whose `id` is empty. */
  node: z.string(),
  id: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  class: z.string().nullable(),
  instance: z.string().nullable(),
  script: z.string().nullable(),
  /** Terms of the query that hold for it, as they were written. */
  terms: z.array(z.string()),
})
export type SearchHit = z.infer<typeof hit>

const fault = z.object({ start: z.number().int(), end: z.number().int(), reason: z.string(), hint: z.string() })
export type SearchFault = z.infer<typeof fault>

const found = z.object({
  hits: z.array(hit),
  total: z.number().int(),
  /** Scenes with hits. */
  scenes: z.number().int(),
  ms: z.number(),
  /** Give it as `after` for the next hits. */
  next: z.string().nullable(),
  /** Why the query cannot be read; then there are no hits. */
  fault: fault.nullable(),
  /** False while the project is being read: more may come. */
  isReady: z.boolean(),
})
export type Found = z.infer<typeof found>

const completions = z.object({
  from: z.number().int(),
  to: z.number().int(),
  items: z.array(z.object({ text: z.string(), label: z.string(), detail: z.string(), isOpen: z.boolean() })),
})
export type Completions = z.infer<typeof completions>

const severity = z.enum(['error', 'warning', 'info'])
const problemKind = z.enum(PROBLEM_KINDS)

export const sceneProblem = z.object({
  id: z.string(),
  kind: problemKind,
  severity,
  scene: z.string(),
  node: z.string().nullable(),
  nodeId: z.string().nullable(),
  property: z.string().nullable(),
  text: z.string(),
  detail: z.string(),
  fixes: z.array(z.object({ id: z.string(), label: z.string(), preview: z.array(z.string()), isSafe: z.boolean() })),
})
export type SceneProblem = z.infer<typeof sceneProblem>

export const problemList = z.object({
  /** At most `PROBLEMS_SHOWN`, the gravest first. */
  problems: z.array(sceneProblem),
  counts: z.object({ error: z.number().int(), warning: z.number().int(), info: z.number().int() }),
  isReady: z.boolean(),
})
export type ProblemList = z.infer<typeof problemList>

const fixed = z.object({
  fixes: z.array(z.object({ scene: z.string(), label: z.string(), preview: z.array(z.string()) })),
  failed: z.array(z.object({ scene: z.string(), reason: z.string() })),
  /** For `batch.undo`; null where nothing was changed. */
  undo: z.string().nullable(),
})
export type Fixed = z.infer<typeof fixed>

const use = z.object({
  path: z.string(),
  kind: z.enum(['inherits', 'instance', 'script', 'resource', 'extends', 'load']),
  by: z.enum(['path', 'uid']),
})
const dependencyFile = z.object({
  path: z.string(),
  kind: z.enum(['scene', 'resource', 'script', 'texture', 'other']),
  isMissing: z.boolean(),
})
export type DependencyUse = z.infer<typeof use>

const reached = z.object({ path: z.string(), depth: z.number().int() })
const around = z.object({
  file: dependencyFile,
  uses: z.array(use),
  usedBy: z.array(use),
  /** Every file named in this answer. */
  files: z.array(dependencyFile),
  needs: z.array(reached),
  neededBy: z.array(reached),
  missing: z.array(z.string()),
  cycles: z.array(z.array(z.string())),
})
export type DependenciesAround = z.infer<typeof around>

const graph = z.object({
  files: z.array(dependencyFile.extend({ uses: z.array(use) })),
  cycles: z.array(z.array(z.string())),
})

const name = z.string().min(1).max(1000)
export const batchEdit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), property: name, value: z.string().max(1_000_000).nullable() }),
  z.object({ kind: z.literal('replace'), property: name, from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('add-group'), group: name }),
  z.object({ kind: z.literal('remove-group'), group: name }),
  z.object({ kind: z.literal('rename'), from: z.string().max(500), to: z.string().max(500) }),
  z.object({ kind: z.literal('retype'), type: name }),
  z.object({ kind: z.literal('delete') }),
])
export type BatchEditInput = z.infer<typeof batchEdit>

export const batchRequest = z.object({
  action: z.enum(['validate', 'reload', 'resave', 'edit']),
  /** Scenes with hits of the query (an edit is made on the hits), or those named; both: hits within those named. */
  query: queryText.optional(),
  paths: z.array(resourcePath).max(BATCH_SCENES).optional(),
  edits: z.array(batchEdit).max(100).optional(),
  mode: z.enum(['carry-on', 'all-or-nothing']).default('carry-on'),
  dryRun: z.boolean().default(false),
})
export type BatchRequest = z.infer<typeof batchRequest>

const outcome = z.object({
  scene: z.string(),
  status: z.enum(['done', 'nothing-to-do', 'would-change', 'failed', 'put-back']),
  changes: z.array(z.string()),
  problems: z.number().int(),
  reason: z.string().nullable(),
})
export type BatchOutcome = z.infer<typeof outcome>

export const batchEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    phase: z.enum(['check', 'write']),
    done: z.number().int(),
    total: z.number().int(),
    current: z.string(),
  }),
  z.object({ kind: z.literal('outcome'), outcome }),
  z.object({
    kind: z.literal('end'),
    end: z.enum(['done', 'refused', 'put-back', 'cancelled']),
    changed: z.number().int(),
    failed: z.number().int(),
    undo: z.string().nullable(),
  }),
])
export type BatchProgress = z.infer<typeof batchEvent>

const id = z.object({ id: z.string().max(4000) })

export const searchContract = {
  search: {
    /** Nodes over all scenes of the workspace (docs/spec/query.md). */
    find: base
      .route({ method: 'POST', path: '/search/find' })
      .input(
        z.object({
          query: queryText,
          limit: z.number().int().min(1).max(QUERY_HITS).default(200),
          after: z.string().max(2000).optional(),
        }),
      )
      .output(found),
    /** The same answer again whenever it may have changed. */
    watch: base
      .route({ method: 'POST', path: '/search/events' })
      .input(z.object({ query: queryText, limit: z.number().int().min(1).max(QUERY_HITS).default(200) }))
      .output(eventIterator(found)),
    complete: base
      .route({ method: 'POST', path: '/search/complete' })
      .input(z.object({ query: queryText, cursor: z.number().int().nonnegative() }))
      .output(completions),
  },
  problems: {
    /** What is amiss over all scenes and resources of the workspace (docs/spec/validate.md). */
    list: base.route({ method: 'GET', path: '/problems' }).output(problemList),
    watch: base.route({ method: 'GET', path: '/problems/events' }).output(eventIterator(problemList)),
    fix: base
      .route({ method: 'POST', path: '/problems/fix' })
      .input(id.extend({ fix: z.string().max(4000), dryRun: z.boolean().default(false) }))
      .output(fixed),
    /** The first fix of every problem of a kind, or only safe ones; `fix`: those whose id begins so. */
    fixAll: base
      .route({ method: 'POST', path: '/problems/fix-all' })
      .input(
        z.object({
          kind: problemKind,
          fix: z.string().max(200).optional(),
          scene: resourcePath.optional(),
          onlySafe: z.boolean().default(false),
          dryRun: z.boolean().default(false),
        }),
      )
      .output(fixed),
  },
  dependencies: {
    graph: base.route({ method: 'GET', path: '/dependencies' }).output(graph),
    /** One file, and everything that it needs or that needs it. */
    of: base
      .route({ method: 'GET', path: '/dependencies/of' })
      .input(z.object({ path: z.string().min(1).max(1024) }))
      .output(around),
  },
  batch: {
    /** Ends with an `end` event. Cancelled by the caller's signal. */
    run: base.route({ method: 'POST', path: '/batch' }).input(batchRequest).output(eventIterator(batchEvent)),
    /** Takes a batch back, or fixes; what somebody changed since is left alone. */
    undo: base
      .route({ method: 'POST', path: '/batch/undo' })
      .input(id)
      .output(z.object({ scenes: z.number().int(), skipped: z.number().int() })),
  },
}
