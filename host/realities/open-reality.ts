/**
 * A reality whose documents can be edited: that of the workspace, or another one that is opened for as long as a merge
 * or a restore takes. Only the workspace's own has files.
 */
import type { Witness } from '../../shared/repo/removal-note.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { createDocuments, type OwnedDocuments } from '../documents/create-documents.ts'
import { createJournal } from '../storage/journal.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { createLiveScenes, type LiveScenes } from '../workspace/live-scenes.ts'
import { createLiveTexts, describeBoth, type LiveTexts } from '../workspace/live-texts.ts'
import { openProjectTree } from '../workspace/open-project-tree.ts'
import type { ProjectTree } from '../workspace/project-tree.ts'
import { createWitness } from '../workspace/witness.ts'

export interface OpenReality {
  readonly store: RealityStore
  readonly documents: OwnedDocuments
  readonly scenes: LiveScenes
  readonly texts: LiveTexts
  readonly tree: ProjectTree
  readonly witness: Witness
}

export interface OpenRealityDeps {
  readonly store: RealityStore
  readonly person: () => { readonly name: string; readonly color: number }
  /** Unix ms. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly isOutboxOn: () => boolean
}

/** Nobody else may have this reality open. */
export async function openReality(deps: OpenRealityDeps): Promise<OpenReality & AsyncDisposable> {
  const { store, person, now, random, isOutboxOn } = deps
  await using opening = new AsyncDisposableStack()
  const pathOf = (document: string) => `res://${tree.byDocument(document)?.path ?? ''}`
  const scenes = createLiveScenes({ documents: () => documents, person, now, random, pathOf })
  const texts = createLiveTexts({ documents: () => documents, person, now, pathOf })
  const journal = opening.use(createJournal({ store, now, isOutboxOn, describe: describeBoth(scenes, texts) }))
  const documents = opening.use(createDocuments({ store, journal, now, author: person, isReadOnly: () => false }))
  documents.create(TREE_DOCUMENT, null)
  documents.announce([TREE_DOCUMENT])
  const treeDocument = opening.use(await documents.open(TREE_DOCUMENT))
  const witness = createWitness(store, person)
  const tree = opening.use(openProjectTree(treeDocument, { now, witness }))
  const owned = opening.move()
  return { store, documents, scenes, texts, tree, witness, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
