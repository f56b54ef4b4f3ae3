/**
 * References to files that are moved follow as edits of the files that hold them (REP10): others get them like any edit.
 * A move that is taken back is a move, too.
 */
import { isAppError } from '../../shared/contract/errors.ts'
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import { repointResource } from '../../shared/scene/commands.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import { relativePath, resourcePath } from '../files/safe-path.ts'
import type { Search } from '../search/search.ts'
import { holdScene } from '../search/undo-book.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { filesOf } from './tree-selection.ts'

export interface Move {
  readonly entry: RepoEntry
  /** Path it will have. */
  readonly to: string
}

export interface ReferencesDeps {
  readonly workspace: Workspace
  readonly search: Pick<Search, 'graph' | 'whenRead'>
}

const ORIGIN: UpdateOrigin = { kind: 'command' }

/**
 * Asked before the move, while the paths are still those that the references name; what it returns is called after it,
 * and answers with how many files were edited.
 */
export async function findReferences(deps: ReferencesDeps, moves: readonly Move[]): Promise<() => Promise<number>> {
  const { workspace, search } = deps
  const { tree } = workspace
  await search.whenRead()
  const moved = new Map<string, string>()
  for (const { entry, to } of moves) {
    for (const file of filesOf(tree, entry)) {
      moved.set(resourcePath(file.path), resourcePath(to + file.path.slice(entry.path.length)))
    }
  }
  const graph = search.graph()
  const users = new Set<string>()
  for (const path of moved.keys()) {
    for (const user of graph.files.get(path)?.usedBy ?? []) {
      const entry = tree.byPath(relativePath(user.path))
      if (entry?.document != null) users.add(entry.id)
    }
  }
  return () => follow(workspace, users, moved)
}

async function follow(
  workspace: Workspace,
  users: ReadonlySet<string>,
  wanted: ReadonlyMap<string, string>,
): Promise<number> {
  const { tree } = workspace
  // A move may have been left undone, because somebody else was faster.
  const moved = new Map([...wanted].filter(([, to]) => tree.byPath(relativePath(to)) !== undefined))
  let files = 0
  for (const id of users) {
    const entry = tree.byId(id)
    if (entry?.document == null) continue
    const isEdited = await (entry.kind === 'text'
      ? followInText(workspace, entry.document, moved)
      : followInScene(workspace, entry.path, moved))
    if (isEdited) files += 1
  }
  return files
}

async function followInScene(workspace: Workspace, path: string, moved: ReadonlyMap<string, string>): Promise<boolean> {
  try {
    using scene = await holdScene(workspace, path)
    if (!repoint(scene.editor, moved)) return false
    await scene.whenStored()
    return true
  } catch (error) {
    // A file that cannot be read keeps what it says; the problems list the reference.
    if (isAppError(error) && error.code === 'UNREADABLE') return false
    throw error
  }
}

function repoint(editor: SceneEditor, moved: ReadonlyMap<string, string>): boolean {
  let isChanged = false
  for (const resource of editor.document.scene.resources.values()) {
    if (resource.kind !== 'external' || resource.path === null) continue
    const to = moved.get(resource.path)
    if (to === undefined) continue
    repointResource(editor, resource.id, { path: to, uid: resource.uid })
    isChanged = true
  }
  return isChanged
}

/** Names in quotes, in scripts and in project.godot. */
async function followInText(
  workspace: Workspace,
  document: string,
  moved: ReadonlyMap<string, string>,
): Promise<boolean> {
  using host = await workspace.documents.open(document)
  const { text } = openTextDocument(host.doc)
  const edits = namesIn(text.toJSON(), moved)
  if (edits.length === 0) return false
  host.doc.transact(() => {
    for (const { at, from, to } of edits.toReversed()) {
      text.delete(at, from.length)
      text.insert(at, to)
    }
  }, ORIGIN)
  await host.whenStored()
  return true
}

/** The whole of a quoted text, so that nothing longer is meant; autoloads begin with a star. */
function namesIn(text: string, moved: ReadonlyMap<string, string>): { at: number; from: string; to: string }[] {
  return [...text.matchAll(/(["']\*?)(res:\/\/[^"'\n]*)(?=["'])/g)].flatMap(
    ({ index, 1: quote = '', 2: from = '' }) => {
      const to = moved.get(from)
      return to === undefined ? [] : [{ at: index + quote.length, from, to }]
    },
  )
}
