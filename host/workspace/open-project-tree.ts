/** The repo tree of a workspace's document `tree`. */
import { addFile, addFolder, becomeText, moveEntry, removeEntry, setContent } from '../../shared/repo/commands.ts'
import type { Witness } from '../../shared/repo/removal-note.ts'
import { kindOf, openRepoTree, type RepoEntry, type RepoTree, TOP } from '../../shared/repo/repo-tree.ts'
import { TRASH } from '../../shared/tree/resolve-tree.ts'
import type { HostDocument, UpdateOrigin } from '../documents/documents.ts'
import { createEmitter } from './emitter.ts'
import type { ProjectTree, TreeEdits } from './project-tree.ts'

const ORIGIN: UpdateOrigin = { kind: 'intake' }
/** Longer chains of parents are circles. */
const DEPTH = 100

interface Index {
  readonly of: RepoTree['entries']
  readonly files: readonly RepoEntry[]
  readonly byDocument: ReadonlyMap<string, RepoEntry>
}

export interface ProjectTreeDeps {
  /** Unix ms. */
  readonly now: () => number
  readonly witness: Witness
}

/** The document stays the caller's. */
export function openProjectTree(document: HostDocument, { now, witness }: ProjectTreeDeps): ProjectTree & Disposable {
  const view = openRepoTree(document.doc)
  const writer = { tree: view, now, witness }
  const changed = createEmitter()
  let index: Index = indexOf(view.entries)
  view.onDidChange(() => changed.fire())

  function current(): Index {
    if (index.of !== view.entries) index = indexOf(view.entries)
    return index
  }

  const edits: TreeEdits = {
    addScene: (path, seed, sizeBytes) => addFile(writer, { path, kind: 'scene', seed, sizeBytes }),
    addText: (path, seed, sizeBytes) => addFile(writer, { path, kind: 'text', seed, sizeBytes }),
    becomeText: (entry, seed, sizeBytes) => becomeText(writer, entry, seed, sizeBytes),
    addBlob: (path, hash, sizeBytes) => addFile(writer, { path, kind: 'blob', hash, sizeBytes }),
    setContent: (entry, hash, sizeBytes) => setContent(writer, entry, hash, sizeBytes),
    remove: entry => removeEntry(writer, entry),
    move: (entry, path) => moveEntry(writer, entry, path),
    addFolder: path => addFolder(writer, path),
  }

  return {
    view,
    files: () => current().files,
    byId: id => fileOrNothing(view.byId(id)),
    byPath: path => fileOrNothing(view.byPath(path)),
    byDocument: id => current().byDocument.get(id),
    isRemoved(id) {
      let at = id
      for (let depth = 0; depth < DEPTH && at !== TOP; depth += 1) {
        const parent = view.edgesOf(at)[0]?.parent
        if (parent === TRASH) return true
        if (parent === undefined) return false
        at = parent
      }
      return false
    },
    kindOf: id => kindOf(view, id),
    isKnown: id => view.edgesOf(id).length > 0,
    async edit(run) {
      const result = document.doc.transact(() => run(edits), ORIGIN)
      await document.whenStored()
      return result
    },
    onDidChange: changed.on,
    [Symbol.dispose]: () => view.dispose(),
  }
}

function indexOf(entries: RepoTree['entries']): Index {
  const files = entries.filter(entry => entry.kind !== 'folder')
  const byDocument = new Map<string, RepoEntry>()
  for (const entry of files) if (entry.document !== null) byDocument.set(entry.document, entry)
  return { of: entries, files, byDocument }
}

function fileOrNothing(entry: RepoEntry | undefined): RepoEntry | undefined {
  return entry?.kind === 'folder' ? undefined : entry
}
