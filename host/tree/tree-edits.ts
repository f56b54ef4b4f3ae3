/**
 * What a person does with files and folders: one gesture, one transaction of the tree, one step to take back. The disk
 * follows by the same way as for what others do (host/files/checkout.ts), references in other files by edits of those.
 *
 *     const edits = createTreeEdits({ workspace, search, now, random })
 *     const { undo } = await edits.move([{ from: 'res://levels', to: 'res://stages' }])
 */
import { AppError } from '../../shared/contract/errors.ts'
import type { TreeDone, TreeState } from '../../shared/contract/tree.ts'
import { TREE_STEPS_KEPT } from '../../shared/limits.ts'
import { addFolder, moveEntry, moveInto, removeEntry, renameEntry } from '../../shared/repo/commands.ts'
import { foldName } from '../../shared/repo/entry-name.ts'
import { type RepoEntry, TOP } from '../../shared/repo/repo-tree.ts'
import { restoreEntry } from '../../shared/repo/trash.ts'
import { type Place, placesOf, stepsSince, type TreeStep, takeBackSteps } from '../../shared/repo/tree-steps.ts'
import { TREE_DOCUMENT } from '../../shared/sync/document-channel.ts'
import { TRASH } from '../../shared/tree/resolve-tree.ts'
import type { UpdateOrigin } from '../documents/documents.ts'
import { projectPath, resourcePath } from '../files/safe-path.ts'
import type { Search } from '../search/search.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { copyFiles } from './copy-files.ts'
import { findReferences, type Move } from './follow-references.ts'
import { besides, topmost } from './tree-selection.ts'
import { readTreeState } from './tree-state.ts'

export interface Pair {
  readonly from: string
  readonly to: string
}

/** All throw AppError NOT_FOUND for what is not there, BAD_REQUEST for a name that is taken or cannot be used. */
export interface TreeEdits {
  state(): TreeState
  onDidChange(listener: () => void): Disposable
  create(path: string, kind: 'file' | 'folder', text: string): Promise<TreeDone>
  move(moves: readonly Pair[]): Promise<TreeDone>
  copy(copies: readonly Pair[]): Promise<TreeDone>
  remove(paths: readonly string[]): Promise<TreeDone>
  restore(ids: readonly string[]): Promise<TreeDone>
  mend(id: string, name: string | null): Promise<TreeDone>
  undo(id: string): Promise<TreeDone>
}

export interface TreeEditsDeps {
  readonly workspace: Workspace
  readonly search: Pick<Search, 'graph' | 'whenRead'>
  /** Unix ms. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}

const ORIGIN: UpdateOrigin = { kind: 'command' }
const STEP_ID_BYTES = 9

export function createTreeEdits({ workspace, search, now, random }: TreeEditsDeps): TreeEdits {
  const { tree, witness } = workspace
  const sources = { workspace, search }
  const writer = { tree, now, witness }
  const kept = new Map<string, readonly TreeStep[]>()

  async function edit(ids: Iterable<string>, run: () => void): Promise<TreeStep[]> {
    const before = placesOf(tree, ids)
    tree.doc.transact(run, ORIGIN)
    await stored()
    return stepsSince(tree, before)
  }

  async function stored(): Promise<void> {
    using document = await workspace.documents.open(TREE_DOCUMENT)
    await document.whenStored()
  }

  function done(steps: readonly TreeStep[], paths: readonly string[]): TreeDone {
    return { undo: keep(steps), paths: paths.map(resourcePath), references: 0, left: 0 }
  }

  function keep(steps: readonly TreeStep[]): string | null {
    if (steps.length === 0) return null
    const id = Buffer.from(random(STEP_ID_BYTES)).toString('base64url')
    kept.set(id, steps)
    for (const [oldest] of kept) if (kept.size > TREE_STEPS_KEPT) kept.delete(oldest)
    return id
  }

  function entryAt(path: string): RepoEntry {
    const entry = tree.byPath(projectPath(path))
    if (entry === undefined) throw new AppError('NOT_FOUND', 'This file is not in the project.', { path })
    return entry
  }

  function checkFree(path: string, entry: RepoEntry | null): void {
    const folded = foldName(path)
    const other = tree.entries.find(each => foldName(each.path) === folded)
    if (other !== undefined && other.id !== entry?.id) {
      throw new AppError('BAD_REQUEST', 'There is a file of this name already.', { path: resourcePath(path) })
    }
  }

  function checkMove(entry: RepoEntry, to: string): void {
    checkFree(to, entry)
    if (to.startsWith(`${entry.path}/`)) {
      throw new AppError('BAD_REQUEST', 'A folder cannot be moved into itself.', { path: resourcePath(to) })
    }
    const parent = tree.byPath(to.slice(0, Math.max(0, to.lastIndexOf('/'))))
    if (parent !== undefined && parent.kind !== 'folder') {
      throw new AppError('BAD_REQUEST', 'This is a file: nothing can be put into it.', { path: resourcePath(to) })
    }
  }

  async function move(moves: readonly Pair[]): Promise<TreeDone> {
    const wanted = moves.map(({ from, to }) => ({ entry: entryAt(from), to: projectPath(to) }))
    for (const { entry, to } of wanted) checkMove(entry, to)
    const all = wanted.flatMap(({ entry, to }) => [
      { entry, to },
      ...besides(tree, entry).map(({ entry: beside, ending }) => ({ entry: beside, to: to + ending })),
    ])
    const targets = new Set(all.map(({ to }) => foldName(to)))
    if (targets.size < all.length) throw new AppError('BAD_REQUEST', 'Two of these would get the same name.')
    const follow = await findReferences(sources, all)
    const steps = await edit(
      all.map(({ entry }) => entry.id),
      () => {
        for (const { entry, to } of all) moveTo(entry, to)
      },
    )
    const references = await follow()
    const paths = wanted.map(({ entry }) => tree.byId(entry.id)?.path ?? entry.path)
    return { ...done(steps, paths), references }
  }

  /** Only what differs is written: a rename and a move made at once by two people are both there. */
  function moveTo(entry: RepoEntry, to: string): void {
    const at = to.lastIndexOf('/')
    const folder = to.slice(0, Math.max(0, at))
    const present = entry.path.slice(0, Math.max(0, entry.path.lastIndexOf('/')))
    if (folder === present) renameEntry(writer, entry.id, to.slice(at + 1))
    else if (to.slice(at + 1) !== entry.name) moveEntry(writer, entry.id, to)
    else if (folder === '') moveInto(writer, entry.id, TOP)
    else {
      const parent = tree.byPath(folder)
      if (parent === undefined) moveEntry(writer, entry.id, to)
      else moveInto(writer, entry.id, parent.id)
    }
  }

  /** Where a step that is taken back puts its entry. */
  function wayBack({ id, before }: TreeStep): Move[] {
    const entry = tree.byId(id)
    const folder = before.parent === TOP ? '' : tree.byId(before.parent)?.path
    if (entry === undefined || folder === undefined) return []
    return [{ entry, to: folder === '' ? before.name : `${folder}/${before.name}` }]
  }

  /** Made by other ways than `edit`: the steps say that it was not there. */
  function madeAt(paths: readonly string[]): TreeStep[] {
    return paths.flatMap(path => {
      const entry = tree.byPath(path)
      if (entry === undefined) return []
      const before: Place = { parent: TRASH, name: entry.name }
      return [{ id: entry.id, before, after: { parent: entry.parent ?? TOP, name: entry.name } }]
    })
  }

  return {
    state: () => readTreeState(tree),
    onDidChange(listener) {
      const stop = tree.onDidChange(listener)
      return { [Symbol.dispose]: stop }
    },
    async create(path, kind, text) {
      const wanted = projectPath(path)
      checkFree(wanted, null)
      if (kind === 'folder') {
        tree.doc.transact(() => addFolder(writer, wanted), ORIGIN)
        await stored()
      } else await workspace.createFile(path, Buffer.from(text, 'utf8'))
      return done(madeAt([wanted]), [wanted])
    },
    move,
    async copy(copies) {
      const made = await copyFiles(
        { workspace, random },
        copies.map(({ from, to }) => ({ entry: entryAt(from), to: projectPath(to) })),
      )
      return done(madeAt(made.all), made.roots)
    },
    async remove(paths) {
      const entries = topmost(paths.map(entryAt))
      const all = entries.flatMap(entry => [entry, ...besides(tree, entry).map(({ entry: beside }) => beside)])
      const steps = await edit(
        all.map(({ id }) => id),
        () => {
          for (const { id } of all) removeEntry(writer, id)
        },
      )
      return done(steps, [])
    },
    async restore(ids) {
      const trashed = new Set(readTreeState(tree).trash.map(({ id }) => id))
      const wanted = ids.filter(id => trashed.has(id))
      if (wanted.length === 0) throw new AppError('NOT_FOUND', 'This is not in the trash any more.')
      const paths: string[] = []
      const steps: TreeStep[] = []
      // One after the other: two of one name must see each other.
      for (const id of wanted) steps.push(...(await edit([id], () => paths.push(restoreEntry(writer, id)))))
      return done(steps, paths)
    },
    async mend(id, name) {
      const repair = readTreeState(tree).repairs.find(each => each.id === id)
      if (repair === undefined) throw new AppError('NOT_FOUND', 'This is settled already.')
      const steps = await edit([id], () => {
        if (name !== null) renameEntry(writer, id, name)
        else if (repair.kind === 'unseen') restoreEntry(writer, id)
        else moveInto(writer, id, tree.parentOf(id) ?? TOP)
      })
      const path = tree.byId(id)?.path
      return done(steps, path === undefined ? [] : [path])
    },
    async undo(id) {
      const step = kept.get(id)
      if (step === undefined) throw new AppError('NOT_FOUND', 'This cannot be undone any more.')
      kept.delete(id)
      const follow = await findReferences(sources, step.flatMap(wayBack))
      let left = 0
      const steps = await edit(
        step.map(each => each.id),
        () => {
          left = takeBackSteps(writer, step)
        },
      )
      const references = await follow()
      const paths = steps.flatMap(each => tree.byId(each.id)?.path ?? [])
      return { ...done(steps, paths), references, left }
    },
  }
}
