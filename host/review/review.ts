/**
 * What met or was repaired, over all documents of a workspace, kept up to date as they change.
 *
 *     await using review = createReview({ workspace, now: Date.now, log })
 *     review.list(); await review.choose(item.id, 'restore')
 *
 * Documents that nobody edited since they were born have nothing to show and are not resolved.
 */
import type { ReviewItem } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { acceptRepair, pickClaim, restoreRecovered } from '../../shared/scene/commands.ts'
import { REGISTERS_MAP } from '../../shared/scene/document.ts'
import type { SceneEditor } from '../../shared/scene/editor.ts'
import type { HostDocument } from '../documents/documents.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { gitChoice, gitItems } from './git-items.ts'
import { contestedId, repairId, sceneItems } from './scene-items.ts'
import { staleChoice, staleItem } from './stale-items.ts'
import { treeChoice, treeItems } from './tree-items.ts'

export interface OpenReview extends AsyncDisposable {
  list(): readonly ReviewItem[]
  /** Throws AppError NOT_FOUND where the item or the choice is gone. */
  choose(id: string, choice: string): Promise<void>
  onDidChange(listener: () => void): Disposable
}

interface Deps {
  readonly workspace: Workspace
  /** Unix ms. */
  readonly now: () => number
  readonly log: { warn(data: object, message: string): void }
}

/** Edits come in bursts; the list follows after a short rest. */
const restMs = 120

export function createReview({ workspace, now, log }: Deps): OpenReview {
  const items = new Map<string, readonly ReviewItem[]>()
  const watched = new Map<string, { document: HostDocument; stop: () => void }>()
  const dirty = new Set<string>()
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | null = null
  let work: Promise<void> = Promise.resolve()
  let isDisposed = false

  const created = workspace.documents.onDidCreate(id => watch(id))
  const stale = workspace.stale.onDidChange(fire)
  const stopTree = workspace.tree.onDidChange(fire)
  const state = workspace.onDidChangeState(gitChanged)
  let isGitPaused = workspace.git.isPaused
  for (const id of workspace.documents.ids()) watch(id)

  function fire(): void {
    for (const listener of [...listeners]) listener()
  }

  function gitChanged(): void {
    if (workspace.git.isPaused === isGitPaused) return
    isGitPaused = workspace.git.isPaused
    fire()
  }

  function watch(id: string): void {
    if (pathOf(workspace, id) === null) return
    work = work.then(async () => {
      if (isDisposed || watched.has(id)) return
      const document = await workspace.documents.open(id)
      const onUpdate = () => touch(id)
      document.doc.on('update', onUpdate)
      const stop = () => {
        document.doc.off('update', onUpdate)
        document[Symbol.dispose]()
      }
      watched.set(id, { document, stop })
      if (document.doc.getMap(REGISTERS_MAP).size > 0) touch(id)
    })
    work = work.catch(error => log.warn({ error, document: id }, 'a document cannot be reviewed'))
  }

  function touch(id: string): void {
    dirty.add(id)
    timer ??= setTimeout(() => {
      timer = null
      work = work.then(refresh).catch(error => log.warn({ error }, 'the review could not be brought up to date'))
    }, restMs)
  }

  async function refresh(): Promise<void> {
    const ids = [...dirty]
    dirty.clear()
    let isChanged = false
    for (const id of ids) {
      const found = await itemsOf(id)
      if (JSON.stringify(found) === JSON.stringify(items.get(id) ?? [])) continue
      isChanged = true
      if (found.length === 0) items.delete(id)
      else items.set(id, found)
    }
    if (isChanged && !isDisposed) fire()
  }

  async function itemsOf(id: string): Promise<readonly ReviewItem[]> {
    const path = pathOf(workspace, id)
    if (isDisposed || path === null) return []
    using opened = await workspace.openScene(path)
    if (opened.status !== 'open') return []
    return sceneItems({ document: id, file: `res://${path}`, scene: opened.scene })
  }

  async function chooseInScene(document: string, id: string, choice: string): Promise<void> {
    const path = pathOf(workspace, document)
    if (path === null) throw gone()
    using opened = await workspace.openScene(path)
    if (opened.status !== 'open') throw gone()
    act(opened.editor, document, id, choice)
    using held = await workspace.documents.open(document)
    await held.whenStored()
    dirty.add(document)
    await refresh()
  }

  return {
    list: () => [
      ...[...items.values()].flat(),
      ...gitItems(workspace.git),
      ...treeItems(workspace.tree),
      ...workspace.stale.list().map(staleItem),
    ],
    async choose(id, choice) {
      const [document = '', kind = ''] = id.split('|', 2)
      if (kind === 'git') await gitChoice(workspace.git, choice)
      else if (kind === 'stale') await staleChoice(workspace, id, choice)
      else if (kind === 'file') await treeChoice(workspace, id, choice, now())
      else await chooseInScene(document, id, choice)
      fire()
    },
    onDidChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true
      if (timer !== null) clearTimeout(timer)
      created[Symbol.dispose]()
      stale[Symbol.dispose]()
      stopTree()
      state[Symbol.dispose]()
      listeners.clear()
      await work
      for (const { stop } of watched.values()) stop()
      watched.clear()
    },
  }
}

/** Every choice is an edit: it can be undone, and everybody gets it. */
function act(editor: SceneEditor, document: string, id: string, choice: string): void {
  const { scene } = editor.document
  const contested = scene.contested.find(item => contestedId(document, item) === id)
  if (contested !== undefined) {
    pickClaim(editor, contested, choice)
    return
  }
  const repair = scene.repairs.find(item => repairId(document, item) === id)
  if (repair === undefined) throw gone()
  if (choice === 'keep') acceptRepair(editor, repair)
  else if (choice === 'restore' && repair.kind === 'recovered') restoreRecovered(editor, repair.node, repair.where)
  else if (choice === 'restore-all' && repair.kind === 'recovered') restoreRecovered(editor, repair.deletedTop, null)
  else throw gone()
}

function gone(): AppError {
  return new AppError('NOT_FOUND', 'This is settled already.')
}

/** `levels/harbor.tscn`; null for the tree itself, and for a document without a file. */
export function pathOf(workspace: Pick<Workspace, 'tree'>, document: string): string | null {
  return workspace.tree.entries.find(entry => entry.document === document)?.path ?? null
}
