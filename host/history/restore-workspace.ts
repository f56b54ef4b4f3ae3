/**
 * The whole workspace as it was, as new edits: every scene and text that differs, and the tree. All of it is computed first and
 * written in one turn, which is one transaction (STO3): a crash leaves it done or not begun.
 */
import type { FileDifference } from '../../shared/contract/history.ts'
import { restoreTree } from '../../shared/repo/restore.ts'
import { restoreFrom } from '../../shared/scene/commands.ts'
import type { ExportOptions } from '../../shared/scene/export.ts'
import { restoreText } from '../../shared/text/restore-text.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import type { OpenReality } from '../realities/open-reality.ts'
import { compareMoments } from './compare-moments.ts'
import { documentAt, type Moment, rawTextAt, sceneOf, sequenceIn, treeAt, whereabouts } from './moment.ts'

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
  const texts = []
  for (const { document, kind } of past.tree.entries) {
    if (document === null || !documents.has(document) || whereabouts(now, document) === whereabouts(then, document)) {
      continue
    }
    if (kind === 'text') {
      const raw = rawTextAt(then.store, document, sequenceIn(then, document))
      texts.push({ live: held.use(await open.texts.open(document)), raw })
      continue
    }
    const live = held.use(await scenes.open(document))
    const was = held.use(sceneOf(documentAt(then.store, document, sequenceIn(then, document))))
    pairs.push({ live, was })
  }
  for (const { live, was } of pairs) restoreFrom(live.editor, was.scene)
  for (const { live, raw } of texts) restoreText(live.text, raw, ORIGIN)
  tree.view.doc.transact(
    () => restoreTree({ tree: tree.view, now: deps.now, witness: open.witness }, past.tree, deps),
    ORIGIN,
  )
  await documents.whenStored()
  return differences
}
