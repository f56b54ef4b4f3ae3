/**
 * What versions and realities hold on to (STO13): a place in the line of edits, and with it the state that every
 * document had there. Nothing is copied for it; what it costs is that these states stay readable.
 */
import type { Store } from './store.ts'

/** The updates of a document after which its state must stay readable, those of its own log alone. */
export function pinnedSequences(store: Store, document: string): Set<number> {
  const pinned = new Set<number>()
  for (const { reality, position } of store.versions.all()) {
    if (reality === store.reality) pinned.add(store.edits.sequenceAt(document, position))
  }
  for (const { parent, position } of store.realities.all()) {
    if (parent === store.reality && position !== null) pinned.add(store.edits.sequenceAt(document, position))
  }
  return pinned
}
