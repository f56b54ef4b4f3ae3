/**
 * What others did in removed files and folders without knowing of the removal (REP8, REP11), kept up to date as the tree
 * and the documents in the trash change. The same on every host that has them: it is read from the documents alone.
 *
 *     using work = createDeletedWork({ project, log })
 *     work.list()      // as of the last look; onDidChange tells of another
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isAppError } from '../../shared/contract/errors.ts'
import { childrenBelow } from '../../shared/repo/below.ts'
import { type RemovedDocument, type RemovedEntry, removedEntries } from '../../shared/repo/unseen-work.ts'
import { type SceneWork, sceneWorkSince } from '../../shared/scene/work-since.ts'
import { openTextDocument } from '../../shared/text/text-document.ts'
import { type TextWork, textWorkSince } from '../../shared/text/text-work.ts'
import { documentAt, sceneOf } from '../history/moment.ts'
import type { RealityStore } from '../storage/reality-store.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { Project } from '../workspace/project.ts'

export interface DocumentWork {
  readonly path: string
  /** Names; `null` stands for those nobody knows. */
  readonly people: readonly (string | null)[]
  readonly what:
    | { readonly kind: 'scene'; readonly changes: number; readonly nodes: readonly string[] }
    | { readonly kind: 'text'; readonly written: number }
}

export interface DeletedWork {
  readonly removed: RemovedEntry
  readonly work: readonly DocumentWork[]
}

export interface DeletedWorkList extends Disposable {
  list(): readonly DeletedWork[]
  /** Looks at once; resolves when `list` says what the documents say. */
  refresh(): Promise<void>
  onDidChange(listener: () => void): Disposable
}

export interface DeletedWorkDeps {
  readonly project: Pick<Project, 'store' | 'tree' | 'documents'>
  readonly log: { warn(data: object, message: string): void }
}

/** Edits come in bursts. */
const REST_MS = 100

interface Known {
  /** Of the document and of what was noted of it: the work is the same as long as these are. */
  readonly state: string
  readonly work: DocumentWork | null
}

export function createDeletedWork({ project, log }: DeletedWorkDeps): DeletedWorkList {
  const { store, tree, documents } = project
  const changed = createEmitter()
  let known = new Map<string, Known>()
  let inTrash: ReadonlySet<string> = new Set()
  let list: readonly DeletedWork[] = []
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()
  let isDisposed = false

  const stopTree = tree.onDidChange(later)
  const stored = documents.onDidStore(({ document }) => {
    if (inTrash.has(document)) later()
  })
  later()

  function later(): void {
    if (isDisposed) return
    timer ??= setTimeout(() => {
      timer = null
      refresh().catch((error: unknown) => log.warn({ err: error }, 'work in removed files could not be listed'))
    }, REST_MS)
  }

  function refresh(): Promise<void> {
    looking = looking.catch(() => undefined).then(look)
    return looking
  }

  async function look(): Promise<void> {
    const removed = removedEntries(tree.view, childrenBelow(tree.view))
    inTrash = new Set(removed.flatMap(entry => entry.documents.map(({ document }) => document)))
    const next = new Map<string, Known>()
    const found: DeletedWork[] = []
    for (const entry of removed) {
      const work: DocumentWork[] = []
      for (const document of entry.documents) {
        if (isDisposed) return
        const state = stateOf(document)
        if (state === null) continue
        const present = known.get(document.document)
        // Each may be large: whoever waits for the loop gets it in between.
        if (present?.state !== state) await nextTurn()
        const one = present?.state === state ? present : { state, work: readWork(store, document) }
        next.set(document.document, one)
        if (one.work !== null) work.push(one.work)
      }
      if (work.length > 0 || entry.entries.length > 0) found.push({ removed: entry, work })
    }
    known = next
    const isSame = JSON.stringify(found.map(shown)) === JSON.stringify(list.map(shown))
    list = found
    if (!isSame && !isDisposed) changed.fire()
  }

  /** null for a document nobody edited, or that is not here. */
  function stateOf({ document, path, seen }: RemovedDocument): string | null {
    const sequence = documents.has(document) ? store.log.last(document) : 0
    return sequence === 0 ? null : JSON.stringify([sequence, path, [...seen.clocks], seen.digests])
  }

  return {
    list: () => list,
    refresh,
    onDidChange: changed.on,
    [Symbol.dispose]() {
      isDisposed = true
      if (timer !== null) clearTimeout(timer)
      stopTree[Symbol.dispose]()
      stored[Symbol.dispose]()
    },
  }
}

function shown({ removed, work }: DeletedWork): unknown {
  return [removed.id, removed.name, removed.by, removed.entries, work]
}

function readWork(store: RealityStore, { document, kind, path, seen }: RemovedDocument): DocumentWork | null {
  try {
    const doc = documentAt(store, document, store.log.last(document))
    if (kind === 'scene') {
      using opened = sceneOf(doc)
      const work = sceneWorkSince(opened.scene, seen.clocks)
      return work === null ? null : sceneWork(path, work, opened.scene.people)
    }
    try {
      const work = textWorkSince(openTextDocument(doc), seen)
      return work === null ? null : textWork(path, work)
    } finally {
      doc.destroy()
    }
  } catch (error) {
    // It says so itself where it is opened; what it holds cannot be told here.
    if (isAppError(error)) return null
    throw error
  }
}

function sceneWork(
  path: string,
  work: SceneWork,
  people: ReadonlyMap<string, { readonly name: string }>,
): DocumentWork {
  const { writers, changes, nodes } = work
  const names = writers.map(writer => people.get(writer)?.name ?? null)
  return { path, people: once(names), what: { kind: 'scene', changes, nodes } }
}

function textWork(path: string, { people, hasUnknown, written }: TextWork): DocumentWork {
  return { path, people: hasUnknown ? [...people, null] : people, what: { kind: 'text', written } }
}

function once(names: readonly (string | null)[]): (string | null)[] {
  return [...new Set(names)].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
}
