/** Batches over the documents of the workspace. BAT1–BAT6 */
import * as Y from 'yjs'
import { AppError } from '../../shared/contract/errors.ts'
import type { BatchProgress, BatchRequest } from '../../shared/contract/search.ts'
import { BATCH_SCENES } from '../../shared/limits.ts'
import { type BatchWork, doWork, fileDescriber, textAfter } from '../../shared/scene/batch/compute.ts'
import { type Prepared, runBatch } from '../../shared/scene/batch/run-batch.ts'
import { dependencyGraph } from '../../shared/scene/dependencies/graph.ts'
import { inDependencyOrder } from '../../shared/scene/dependencies/walk.ts'
import { openSceneDocument } from '../../shared/scene/document.ts'
import { createSceneEditor } from '../../shared/scene/editor.ts'
import { createEvaluator } from '../../shared/scene/query/evaluate.ts'
import { parseQuery } from '../../shared/scene/query/parse.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
import { projectView } from '../../shared/scene/validate/project-view.ts'
import { validateScene } from '../../shared/scene/validate/validate.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { FollowedWorkspace } from './follow-workspace.ts'
import { type HeldScene, holdScene, type UndoBook } from './undo-book.ts'

interface Deps {
  readonly workspace: Workspace
  readonly followed: FollowedWorkspace
  readonly undoBook: UndoBook
}

/** Throws AppError BAD_REQUEST for a request that makes no sense. */
export async function* runBatchOn(
  { workspace, followed, undoBook }: Deps,
  request: BatchRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<BatchProgress, void, void> {
  const { action, edits = [], mode, dryRun } = request
  if (action === 'edit' && edits.length === 0) throw new AppError('BAD_REQUEST', 'No edit is given.')
  if (action === 'edit' && request.query === undefined) {
    throw new AppError('BAD_REQUEST', 'An edit needs a query: it is made on the nodes that are found.')
  }
  await followed.whenRead()
  const { index } = followed
  const scope = scopeOf(followed, request)
  if (scope.size > BATCH_SCENES) throw new AppError('TOO_LARGE', `At most ${BATCH_SCENES} scenes in one batch.`)
  const view = projectView(index)
  const describe = fileDescriber(view)
  const held: HeldScene[] = []

  async function prepare(path: string): Promise<Prepared> {
    if (action === 'validate') return judged(path)
    if (action === 'reload') return reloaded(path)
    const work: BatchWork = action === 'edit' ? { action, edits, nodes: scope.get(path) ?? [] } : { action }
    const scene = await holdScene(workspace, path)
    held.push(scene)
    const changes = onCopy(scene, work, path)
    return {
      changes,
      problems: 0,
      commit:
        changes.length === 0
          ? null
          : async () => {
              doWork(scene.editor, work, path, view, describe)
              await scene.whenStored()
            },
      async rollBack() {
        scene.undo()
        await scene.whenStored()
      },
    }
  }

  function onCopy(scene: HeldScene, work: BatchWork, path: string): string[] {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(scene.editor.document.doc), { kind: 'storage' })
    const document = openSceneDocument(doc)
    try {
      const editor = createSceneEditor(document, scene.editor.deps)
      const changes = doWork(editor, work, path, view, describe)
      if (changes.length > 0) textAfter(editor, {})
      return changes
    } finally {
      document.dispose()
      doc.destroy()
    }
  }

  async function judged(path: string): Promise<Prepared> {
    const scene = index.scenes.get(path)
    const fault = followed.faults.get(path)
    if (fault !== undefined) throw new AppError('UNREADABLE', `The file cannot be read: ${fault.reason}.`, { path })
    const problems = scene === undefined ? [] : validateScene(path, scene, view)
    return {
      changes: problems.map(({ severity, node, text }) => `${severity}${node === null ? '' : ` ${node}`}: ${text}`),
      problems: problems.length,
      commit: null,
      rollBack: async () => {},
    }
  }

  async function reloaded(path: string): Promise<Prepared> {
    return {
      changes: ['looks at the file again'],
      problems: 0,
      commit: async () => {
        await workspace.reload([path])
        using opened = await workspace.openScene(path)
        const { fault } = opened
        if (fault !== null) throw new AppError('UNREADABLE', `The file cannot be read: ${fault.reason}.`, { path })
      },
      rollBack: async () => {},
    }
  }

  let isKept = false
  try {
    const paths = inDependencyOrder(dependencyGraph(index), scope.keys())
    for await (const event of runBatch({ paths, mode, isDryRun: dryRun, prepare, signal })) {
      if (event.kind === 'progress') yield event
      else if (event.kind === 'outcome') {
        yield { kind: 'outcome', outcome: { ...event.outcome, changes: [...event.outcome.changes] } }
      } else {
        if (event.changed > 0 && !dryRun) await workspace.whenSettled()
        isKept = true
        yield { ...event, undo: undoBook.keep(held) }
      }
    }
  } finally {
    // Whoever asked has gone away: what was done can be undone by nobody, but is an edit like any other.
    if (!isKept) for (const scene of held) scene[Symbol.dispose]()
  }
}

/** The scenes meant, and of each the nodes that the query finds. */
function scopeOf({ index, faults }: FollowedWorkspace, { query, paths }: BatchRequest): Map<string, readonly NodeId[]> {
  const scope = new Map<string, readonly NodeId[]>()
  const named = paths === undefined ? null : new Set(paths)
  if (query === undefined || query.trim() === '') {
    for (const path of named ?? [...index.scenes.keys(), ...faults.keys()]) scope.set(path, [])
    if (query === undefined) return scope
  }
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new AppError('BAD_REQUEST', `${parsed.fault.reason}.`, { hint: parsed.fault.hint })
  const evaluator = createEvaluator(parsed.query, index)
  for (const segment of index.segments()) {
    const { path, nodes } = segment.facts
    if (named !== null && !named.has(path)) continue
    const mask = evaluator.nodes(segment)
    const found = nodes.flatMap((node, at) => (mask[at] === 1 && !node.isResource ? [node.id] : []))
    // A resource file can be validated, reloaded and saved again; edits are of nodes.
    if (mask.includes(1)) scope.set(path, found)
  }
  return scope
}
