/**
 * Everything that looks at the whole workspace: queries, problems, dependencies, batches.
 *
 *     await using search = createSearch({ workspace, random, log })
 *     await search.find({ query: 'type:Enemy*', limit: 200 })
 */
import { AppError } from '../../shared/contract/errors.ts'
import type {
  BatchProgress,
  BatchRequest,
  Completions,
  DependenciesAround,
  Fixed,
  Found,
  ProblemList,
} from '../../shared/contract/search.ts'
import { PROBLEMS_SHOWN } from '../../shared/limits.ts'
import { type DependencyGraph, dependencyGraph } from '../../shared/scene/dependencies/graph.ts'
import { around } from '../../shared/scene/dependencies/walk.ts'
import { completeQuery } from '../../shared/scene/query/complete.ts'
import { findNodes } from '../../shared/scene/query/find.ts'
import { parseQuery } from '../../shared/scene/query/parse.ts'
import { loadGodotClasses } from '../godot-classes.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { runBatchOn } from './batches.ts'
import { type FixAll, fixAll, fixOne } from './fixes.ts'
import { followWorkspace } from './follow-workspace.ts'
import { createProblemBook } from './problem-book.ts'
import { createUndoBook } from './undo-book.ts'

export interface Search {
  find(options: { readonly query: string; readonly limit: number; readonly after?: string | undefined }): Found
  complete(query: string, cursor: number): Completions
  /** After a change that may change what `find` says. */
  onDidChange(listener: () => void): Disposable
  problems(): ProblemList
  onDidChangeProblems(listener: () => void): Disposable
  fix(id: string, fix: string, isDryRun: boolean): Promise<Fixed>
  fixAll(wanted: FixAll): Promise<Fixed>
  graph(): DependencyGraph
  /** Throws AppError NOT_FOUND. */
  around(path: string): DependenciesAround
  batch(request: BatchRequest, signal: AbortSignal | undefined): AsyncGenerator<BatchProgress, void, void>
  undo(id: string): Promise<{ scenes: number; skipped: number }>
  /** Resolves when everything known of files and documents is in the index. */
  whenRead(): Promise<void>
}

export type OpenSearch = Search & AsyncDisposable

interface Deps {
  readonly workspace: Workspace
  readonly random: (bytes: number) => Uint8Array
  readonly log: { warn(data: object, message: string): void }
}

export function createSearch({ workspace, random, log }: Deps): OpenSearch {
  const followed = followWorkspace({ workspace, classes: loadGodotClasses(), log })
  const { index } = followed
  const book = createProblemBook(followed, log)
  const undoBook = createUndoBook(random)
  const deps = { workspace, followed, undoBook }
  let graph: { version: number; made: DependencyGraph } | null = null

  function currentGraph(): DependencyGraph {
    if (graph?.version !== index.version) graph = { version: index.version, made: dependencyGraph(index) }
    return graph.made
  }

  return {
    find({ query: text, limit, after }) {
      const start = performance.now()
      const { isReady } = followed
      const parsed = parseQuery(text)
      if (!parsed.ok) return { hits: [], total: 0, scenes: 0, ms: 0, next: null, fault: parsed.fault, isReady }
      const found = findNodes({ text, ...parsed, segments: index.segments(), sources: index, limit, after })
      const hits = found.hits.map(hit => ({ ...hit, terms: [...hit.terms] }))
      return { ...found, hits, ms: performance.now() - start, fault: null, isReady }
    },
    complete(query, cursor) {
      const { from, to, items } = completeQuery(query, cursor, index.vocabulary())
      return { from, to, items: [...items] }
    },
    onDidChange(listener) {
      const stops = [followed.onDidChange(listener), followed.onDidBecomeReady(listener)]
      return {
        [Symbol.dispose]() {
          for (const stop of stops) stop[Symbol.dispose]()
        },
      }
    },
    problems() {
      const counts = { error: 0, warning: 0, info: 0 }
      const all = book.list()
      for (const { severity } of all) counts[severity] += 1
      const problems = all.slice(0, PROBLEMS_SHOWN).map(problem => ({
        ...problem,
        fixes: problem.fixes.map(({ id, label, preview, isSafe }) => ({ id, label, preview: [...preview], isSafe })),
      }))
      return { problems, counts, isReady: book.isReady }
    },
    onDidChangeProblems: book.onDidChange,
    async fix(id, fix, isDryRun) {
      await book.whenJudged()
      return fixOne(
        deps,
        book.list().find(problem => problem.id === id),
        fix,
        isDryRun,
      )
    },
    async fixAll(wanted) {
      await book.whenJudged()
      return fixAll(deps, book.list(), wanted)
    },
    graph: currentGraph,
    around(path) {
      const found = around(currentGraph(), path)
      if (found === null) throw new AppError('NOT_FOUND', 'Nothing in the project knows this file.', { path })
      const { files } = currentGraph()
      const paths = new Set([...found.uses, ...found.usedBy, ...found.needs, ...found.neededBy].map(each => each.path))
      return {
        file: shown(found.file),
        uses: [...found.uses],
        usedBy: [...found.usedBy],
        files: [...paths].flatMap(each => {
          const file = files.get(each)
          return file === undefined ? [] : [shown(file)]
        }),
        needs: [...found.needs],
        neededBy: [...found.neededBy],
        missing: [...found.missing],
        cycles: found.cycles.map(cycle => [...cycle]),
      }
    },
    batch: (request, signal) => runBatchOn(deps, request, signal),
    async undo(id) {
      const undone = await undoBook.undo(id)
      await workspace.whenSettled()
      return undone
    },
    whenRead: followed.whenRead,
    async [Symbol.asyncDispose]() {
      await book[Symbol.asyncDispose]()
      await followed[Symbol.asyncDispose]()
      undoBook[Symbol.dispose]()
    },
  }
}

function shown({ path, kind, isMissing }: DependenciesAround['file']): DependenciesAround['file'] {
  return { path, kind, isMissing }
}
