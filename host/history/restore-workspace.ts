/**
 * The whole workspace as it was, as new edits: every scene that differs, and the tree. All of it is computed first and
 * written in one turn, which is one transaction (STO3): a crash leaves it done or not begun.
 */
import type { FileDifference } from '../../shared/contract/history.ts'
import { restoreTree } from '../../shared/repo/restore.ts'
import { restoreFrom } from '../../shared/scene/commands.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import type { OpenReality } from '../realities/open-reality.ts'
import { compareMoments } from './compare-moments.ts'
import { documentAt, type Moment, sceneOf, sequenceIn, treeAt, whereabouts } from './moment.ts'

export interface RestoreDeps {
  readonly now: () => number
  readonly options: ExportOptions
  /** Whether the bytes of a file that is no scene can still be had. */
  readonly hasBytes: (hash: string) => boolean
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

/** Returns what it changed, seen from before. */
export async function restoreWorkspace(open: OpenReality, then: Moment, deps: RestoreDeps): Promise<FileDifference[]> {
  const { store, documents, scenes, tree } = open
  await documents.whenStored()
  const now: Moment = { store, position: null }
  const differences = await compareMoments(now, then, deps.options)
  if (differences.length === 0) return differences
  await using held = new AsyncDisposableStack()
  const past = held.use(treeAt(then))
  const pairs = []
  for (const { document } of past.tree.entries) {
    if (document === null || !documents.has(document) || whereabouts(now, document) === whereabouts(then, document)) {
      continue
    }
    const live = held.use(await scenes.open(document))
    const was = held.use(sceneOf(documentAt(then.store, document, sequenceIn(then, document))))
    pairs.push({ live, was })
  }
  for (const { live, was } of pairs) restoreFrom(live.editor, was.scene)
  tree.view.doc.transact(() => restoreTree({ tree: tree.view, now: deps.now }, past.tree, deps), ORIGIN)
  await documents.whenStored()
  return differences
}
