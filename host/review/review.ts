/**
 * What met or was repaired, over all documents of a workspace, kept up to date as they change.
 *
 *     await using review = createReview({ workspace, now: Date.now, log })
 *     review.list(); await review.choose(item.id, 'restore')
 *
 * Documents that nobody edited since they were born have nothing to show and are not resolved.
 */
import type { ReviewItem, SettledItem } from '../../shared/contract/data.ts'
import { isAppError } from '../../shared/contract/errors.ts'
import { REGISTERS_MAP } from '../../shared/scene/document.ts'
import type { HostDocument } from '../documents/documents.ts'
import { type GitMerges, openGitMerges } from '../merges/git-merges.ts'
import type { OpenedSceneDocument, Workspace } from '../workspace/workspace.ts'
import { deletedChoice, deletedItem } from './deleted-items.ts'
import { gitChoice, gitItems } from './git-items.ts'
import { chooseInScene, gone } from './scene-choice.ts'
import { sceneItems } from './scene-items.ts'
import { createSettled } from './settled.ts'
import { staleChoice, staleItem } from './stale-items.ts'
import { storedStep } from './stored-step.ts'
import { treeChoice, treeItems } from './tree-items.ts'
import { takeBack } from './way-back.ts'

export interface OpenReview extends AsyncDisposable {
  list(): readonly ReviewItem[]
  /** Throws AppError NOT_FOUND where the item or the choice is gone. `node`: where the choice asks for one. */
  choose(id: string, choice: string, node?: string): Promise<void>
  /** Settles these as they are; those of one scene are one edit. Answers what it settled. */
  accept(ids: readonly string[]): Promise<readonly SettledItem[]>
  /** What was settled from here, newest last; in earlier sessions, too. */
  settled(): readonly SettledItem[]
  /** Takes settlings back; answers how many could not be, because somebody has worked there since. */
  undo(settled: readonly string[]): Promise<number>
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
  const settled = createSettled({
    rows: workspace.settled,
    takeBack: way => takeBack(way, { workspace, now, inScene, gitMerges: openedMerges }),
  })
  let gitMerges: GitMerges | null = null
  let timer: NodeJS.Timeout | null = null
  let work: Promise<void> = Promise.resolve()
  let isDisposed = false

  const created = workspace.documents.onDidCreate(id => watch(id))
  const stale = workspace.stale.onDidChange(fire)
  const stopTree = workspace.tree.onDidChange(fire)
  const deleted = workspace.deletedWork.onDidChange(fire)
  const state = workspace.onDidChangeState(gitChanged)
  let isGitPaused = workspace.git.isPaused
  for (const id of workspace.documents.ids()) watch(id)
  work = work.then(readGitMerges).catch(error => log.warn({ error }, 'what Git merged cannot be reviewed'))

  function fire(): void {
    for (const listener of [...listeners]) listener()
  }

  function gitChanged(): void {
    if (workspace.git.isPaused === isGitPaused) return
    isGitPaused = workspace.git.isPaused
    fire()
  }

  async function readGitMerges(): Promise<void> {
    if (isDisposed) return
    const merges = await openedMerges()
    await merges.refresh()
    if (!isDisposed && merges.list().length > 0) fire()
  }

  async function openedMerges(): Promise<GitMerges> {
    gitMerges ??= await openGitMerges(workspace)
    return gitMerges
  }

  function watch(id: string): void {
    // What meets in a text stands side by side in it: only scenes have values to choose from.
    if (sceneAt(workspace, id) === null) return
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
    const before = JSON.stringify(gitMerges?.list() ?? [])
    await gitMerges?.refresh()
    let isChanged = JSON.stringify(gitMerges?.list() ?? []) !== before
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
    return sceneItems({
      document: id,
      file: `res://${path}`,
      scene: opened.scene,
      merge: workspace.realities.mergeOf(id),
    })
  }

  /** Runs in the open scene of a document, and is over when that is stored and the list says so. */
  async function inScene<T>(document: string, run: (opened: OpenedSceneDocument) => T): Promise<T> {
    const path = pathOf(workspace, document)
    if (path === null) throw gone()
    using opened = await workspace.openScene(path)
    if (opened.status !== 'open') throw gone()
    const result = run(opened)
    using held = await workspace.documents.open(document)
    await held.whenStored()
    dirty.add(document)
    await refresh()
    return result
  }

  async function choose(item: ReviewItem, choice: string, node: string | null): Promise<SettledItem | null> {
    const { id, document } = item
    const [, kind = ''] = id.split('|', 2)
    if (kind === 'git') {
      await gitChoice(workspace.git, choice)
      return null
    }
    if (kind === 'merge') {
      if (gitMerges === null) throw gone()
      return settled.add(item, choice, { kind: 'merge', ...(await gitMerges.choose(id, choice)) })
    }
    if (kind === 'stale') {
      return settled.add(item, choice, { kind: 'stale', ...(await staleChoice(workspace, id, choice)) })
    }
    if (kind === 'deleted') {
      return settled.add(item, choice, { kind: 'deleted', ...(await deletedChoice(workspace, id, choice, now)) })
    }
    if (kind === 'file') {
      return settled.add(item, choice, { kind: 'file', ...(await treeChoice(workspace, id, choice, now)) })
    }
    const step = await inScene(document, ({ editor }) => chooseInScene(editor, { document, id, choice, node }))
    return settled.add(item, choice, { kind: 'scene', document, step: storedStep(step) })
  }

  async function acceptInScene(document: string, of: readonly ReviewItem[]): Promise<SettledItem[]> {
    return inScene(document, ({ editor, scene }) =>
      scene.doc.transact(
        () =>
          of.flatMap(item => {
            const choice = item.choices.find(each => each.inUse)?.id
            if (choice === undefined) return []
            try {
              const step = chooseInScene(editor, { document, id: item.id, choice, node: null })
              return [settled.add(item, choice, { kind: 'scene', document, step: storedStep(step) })]
            } catch (error) {
              // Somebody was faster.
              if (isAppError(error) && error.code === 'NOT_FOUND') return []
              throw error
            }
          }),
        { kind: 'command', label: `Accept ${of.length}` },
      ),
    )
  }

  async function acceptAlone(item: ReviewItem): Promise<SettledItem[]> {
    const inUse = item.choices.find(each => each.inUse)
    const done = inUse === undefined ? null : await choose(item, inUse.id, null)
    return done === null ? [] : [done]
  }

  function list(): readonly ReviewItem[] {
    return [
      ...[...items.values()].flat(),
      ...(gitMerges?.list() ?? []),
      ...gitItems(workspace.git),
      ...treeItems(workspace.tree),
      ...workspace.deletedWork.list().map(deletedItem),
      ...workspace.stale.list().map(staleItem),
    ]
  }

  return {
    list,
    settled: () => settled.list(),
    async choose(id, choice, node) {
      const item = list().find(each => each.id === id)
      if (item === undefined) throw gone()
      await choose(item, choice, node ?? null)
      fire()
    },
    async accept(ids) {
      const wanted = new Set(ids)
      const done: SettledItem[] = []
      const byDocument = Map.groupBy(
        list().filter(item => wanted.has(item.id)),
        item => (isSceneItem(item) ? item.document : ''),
      )
      for (const [document, of] of byDocument) {
        if (document !== '') done.push(...(await acceptInScene(document, of)))
        else for (const item of of) done.push(...(await acceptAlone(item)))
      }
      fire()
      return done
    },
    async undo(ids) {
      const left = await settled.undo(ids)
      fire()
      return left
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
      deleted[Symbol.dispose]()
      state[Symbol.dispose]()
      listeners.clear()
      await work
      for (const { stop } of watched.values()) stop()
      watched.clear()
    },
  }
}

function isSceneItem({ id }: ReviewItem): boolean {
  return ['value', 'repair'].includes(id.split('|', 2)[1] ?? '')
}

function sceneAt({ tree }: Pick<Workspace, 'tree'>, document: string): string | null {
  return tree.entries.find(entry => entry.document === document && entry.kind === 'scene')?.path ?? null
}

/** `levels/harbor.tscn`; null for the tree itself, and for a document without a file. */
export function pathOf(workspace: Pick<Workspace, 'tree'>, document: string): string | null {
  return workspace.tree.entries.find(entry => entry.document === document)?.path ?? null
}
