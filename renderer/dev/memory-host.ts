/**
 * A host in this page, for development and tests: the contract and the document channel over plain objects. Documents
 * are real; disk, relay and other people are not there.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import type { AppState, FileEntry, Identity } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { MAIN_REALITY, type RealityGraph } from '../../shared/contract/realities.ts'
import { parseSceneText } from '../../shared/scene/codec/scene-text.ts'
import { buildSeed } from '../../shared/scene/seed.ts'
import {
  decodeFrame,
  encodeFrame,
  FRAME_STORED,
  FRAME_SYNC,
  PRESENCE_DOCUMENT,
} from '../../shared/sync/document-channel.ts'
import type { ApiClient, FrameChannel, HostLink, OpenHostLink } from '../session/host-link.ts'

interface Options {
  /** Texts by `res://` path. */
  readonly files: Map<string, string>
  /** Begins with the workspace open. */
  readonly isOpen: boolean
}

const messageSync = 0

export function createMemoryHost({ files, isOpen }: Options): OpenHostLink {
  const documents = new Map<string, Y.Doc>()
  const state = createState(files, isOpen)
  return async (): Promise<HostLink> => ({
    api: createApi(files, documents, state),
    documents: createChannel(documents),
    closed: new Promise(() => {}),
    close() {},
  })
}

interface State {
  readonly present: () => AppState
  setIdentity(identity: Identity): void
  setOpen(isOpen: boolean): void
  watch(signal: AbortSignal | undefined): AsyncGenerator<AppState>
}

function createState(files: ReadonlyMap<string, string>, isOpenAtFirst: boolean): State {
  let identity: Identity | null = isOpenAtFirst ? { name: 'Lin', color: 5 } : null
  let isOpen = isOpenAtFirst
  let changed = Promise.withResolvers<void>()
  const present = (): AppState => ({
    version: 'dev',
    identity,
    workspace: isOpen ? workspace(files) : null,
    recent: [],
    home: '/home',
  })
  const tell = () => {
    const told = changed
    changed = Promise.withResolvers<void>()
    told.resolve()
  }
  return {
    present,
    setIdentity(next) {
      identity = next
      tell()
    },
    setOpen(next) {
      isOpen = next
      tell()
    },
    async *watch(signal) {
      while (signal?.aborted !== true) {
        const next = changed.promise
        yield present()
        await next
      }
    },
  }
}

function workspace(files: ReadonlyMap<string, string>): NonNullable<AppState['workspace']> {
  return {
    id: 'memory',
    name: 'lantern-isle',
    folder: '/memory/lantern-isle',
    isSample: files.size > 0,
    reality: { id: 'main', name: 'main' },
    connection: 'alone',
    waiting: 0,
    unsaved: 0,
    lastWrittenAt: null,
    offlineSince: null,
    nextAttemptAt: null,
    rights: null,
    progress: null,
    notice: null,
    review: 0,
    differences: 0,
  }
}

const onlyMain: RealityGraph = {
  current: MAIN_REALITY,
  realities: [
    {
      id: MAIN_REALITY,
      name: MAIN_REALITY,
      parent: null,
      time: 0,
      author: null,
      status: 'open',
      isCurrent: true,
      changedFiles: 0,
      lastEditAt: null,
      goneAt: null,
      tried: null,
      branch: null,
    },
  ],
  merges: [],
  versions: [],
  canBranch: false,
}

function createApi(files: Map<string, string>, documents: Map<string, Y.Doc>, state: State): ApiClient {
  const opened = () => state.present().workspace ?? workspace(files)
  const sharing = async () => ({
    isShared: false,
    relay: null,
    isEmbedded: false,
    warning: null,
    canShare: false,
    connection: 'alone' as const,
  })
  const open = async ({ path }: { path: string }) => {
    const text = files.get(path)
    if (text === undefined) throw new AppError('NOT_FOUND', `${path} is not in the project.`)
    const parsed = parseSceneText(text)
    if (!parsed.ok) return { status: 'unreadable' as const, path, fault: parsed.fault, text }
    if (!documents.has(path)) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, buildSeed(text).update, 'seed')
      documents.set(path, doc)
    }
    return { status: 'open' as const, document: path, path, canWrite: true }
  }
  const api = {
    app: {
      state: async () => state.present(),
      watch: async (_input: unknown, options?: { signal?: AbortSignal }) => state.watch(options?.signal),
      setIdentity: async (identity: Identity) => {
        state.setIdentity(identity)
        return identity
      },
      openFolder: async () => {
        state.setOpen(true)
        return opened()
      },
      openSample: async () => {
        state.setOpen(true)
        return opened()
      },
      closeWorkspace: async () => {
        state.setOpen(false)
        return state.present()
      },
      browse: async () => ({ folder: '/home', parent: null, isProject: false, isEmpty: false, folders: [] }),
    },
    files: {
      list: async () => entries(files),
      watch: async (_input: unknown, options?: { signal?: AbortSignal }) => once(entries(files), options?.signal),
      readText: async ({ path }: { path: string }) => {
        const text = files.get(path)
        if (text === undefined) throw new AppError('NOT_FOUND', `${path} is not in the project.`)
        return { text }
      },
      readImage: async () => {
        throw new AppError('NOT_FOUND', 'Pictures are not in memory.')
      },
      imageSizes: async ({ paths }: { paths: string[] }) => Object.fromEntries(paths.map(path => [path, null])),
    },
    scenes: {
      open,
      create: async ({ path, rootType, rootName }: { path: string; rootType: string; rootName: string }) => {
        files.set(path, `[gd_scene format=3]\n\n[node name="${rootName}" type="${rootType}"]\n`)
        return open({ path })
      },
    },
    sharing: { state: sharing, listLinks: async () => [] },
    review: {
      list: async () => [],
      settled: async () => [],
      watch: async (_input: unknown, options?: { signal?: AbortSignal }) => once([], options?.signal),
    },
    realities: {
      watch: async (_input: unknown, options?: { signal?: AbortSignal }) => once(onlyMain, options?.signal),
    },
    repo: {
      state: async () => ({ status: 'none' as const }),
      watch: async (_input: unknown, options?: { signal?: AbortSignal }) =>
        once({ status: 'none' as const }, options?.signal),
    },
    tree: {
      watch: async (_input: unknown, options?: { signal?: AbortSignal }) =>
        once({ repairs: [], trash: [] }, options?.signal),
    },
    versions: { watch: async (_input: unknown, options?: { signal?: AbortSignal }) => once([], options?.signal) },
    differences: { list: async () => [] },
    waiting: { list: async () => [] },
  }
  // reason: what is left out is not reached in memory, and says so as a missing procedure.
  return api as unknown as ApiClient
}

/** One event, then silence until the signal. */
async function* once<T>(value: T, signal: AbortSignal | undefined): AsyncGenerator<T> {
  yield value
  await new Promise<void>(resolve => signal?.addEventListener('abort', () => resolve()))
}

function entries(files: ReadonlyMap<string, string>): FileEntry[] {
  return [...files].map(([path, text]) => ({
    path,
    kind: kindOf(path),
    sizeBytes: text.length,
    fault: null,
    inherits: null,
  }))
}

function kindOf(path: string): FileEntry['kind'] {
  if (path.endsWith('.tscn')) return 'scene'
  if (path.endsWith('.tres')) return 'resource'
  return path.endsWith('.gd') ? 'script' : 'text'
}

function createChannel(documents: ReadonlyMap<string, Y.Doc>): FrameChannel {
  let listener: (frame: Uint8Array) => void = () => {}
  const stored = new Map<string, number>()
  const send = (document: string, write: (encoder: encoding.Encoder) => void) => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageSync)
    write(encoder)
    const frame = encodeFrame({ kind: FRAME_SYNC, document, message: encoding.toUint8Array(encoder) })
    queueMicrotask(() => listener(frame))
  }
  const origin = { kind: 'window' }

  function receive(document: string, doc: Y.Doc, message: Uint8Array): void {
    if (!stored.has(document)) {
      stored.set(document, 0)
      doc.on('update', (update: Uint8Array, from: unknown) => {
        if (from !== origin) send(document, encoder => sync.writeUpdate(encoder, update))
      })
      send(document, encoder => sync.writeSyncStep1(encoder, doc))
    }
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) !== messageSync) return
    const answer = encoding.createEncoder()
    const step = sync.readSyncMessage(decoder, answer, doc, origin)
    if (step === sync.messageYjsSyncStep1) {
      const bytes = encoding.toUint8Array(answer)
      send(document, encoder => encoding.writeUint8Array(encoder, bytes))
      return
    }
    const count = (stored.get(document) ?? 0) + 1
    stored.set(document, count)
    queueMicrotask(() => listener(encodeFrame({ kind: FRAME_STORED, document, count })))
  }

  return {
    send(bytes) {
      const frame = decodeFrame(bytes)
      if (frame?.kind !== FRAME_SYNC || frame.document === PRESENCE_DOCUMENT) return
      const doc = documents.get(frame.document)
      if (doc !== undefined) receive(frame.document, doc, frame.message)
    },
    onFrame(next) {
      listener = next
    },
  }
}
