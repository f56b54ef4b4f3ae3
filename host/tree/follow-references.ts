/**
 * References to files that are moved follow as edits of the files that hold them (REP10): others get them like any edit,
 * and taking the move back takes them back where nobody has changed them since.
 */
import type { RepoEntry } from '../../shared/repo/repo-tree.ts'
import { repointResource } from '../../shared/scene/commands.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import { resourcePath } from '../files/safe-path.ts'
import type { Search } from '../search/search.ts'
import { createUndoBook, type HeldScene, holdScene } from '../search/undo-book.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { filesOf } from './tree-selection.ts'

export interface ReferenceKeeper extends Disposable {
  /** Asked before the move, when the paths are still those that the references name. */
  before(moves: readonly Move[]): Promise<{ after(): Promise<Followed> }>
  /** Throws AppError NOT_FOUND where it is too long ago. */
  takeBack(undo: string): Promise<{ readonly files: number; readonly left: number }>
}

interface Move {
  readonly entry: RepoEntry
  readonly to: string
}

export interface Followed {
  readonly files: number
  readonly undo: string | null
}

interface Deps {
  readonly workspace: Workspace
  readonly search: Pick<Search, 'graph' | 'whenRead'>
  readonly random: (bytes: number) => Uint8Array
}

const SCENE = /\.(?:tscn|tres)$/

export function createReferenceKeeper({ workspace, search, random }: Deps): ReferenceKeeper {
  const book = createUndoBook(random)
  const { tree } = workspace

  async function follow(users: ReadonlySet<string>, moved: ReadonlyMap<string, string>): Promise<Followed> {
    const held: HeldScene[] = []
    let files = 0
    for (const id of users) {
      const path = tree.byId(id)?.path
      if (path === undefined) continue
      const scene = await holdScene(workspace, path).catch(() => null)
      // A file that cannot be read keeps what it says; the problems list the reference.
      if (scene === null) continue
      held.push(scene)
      if (!repoint(scene.editor, moved)) continue
      files += 1
      await scene.whenStored()
    }
    return { files, undo: book.keep(held) }
  }

  return {
    async before(moves) {
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
          const entry = tree.byPath(user.path.slice(resourcePath('').length))
          if (entry !== undefined && SCENE.test(entry.path)) users.add(entry.id)
        }
      }
      return { after: () => follow(users, moved) }
    },
    async takeBack(undo) {
      const { scenes, skipped } = await book.undo(undo)
      return { files: scenes, left: skipped }
    },
    [Symbol.dispose]: () => book[Symbol.dispose](),
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
