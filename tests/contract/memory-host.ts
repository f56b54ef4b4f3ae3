/** A host in memory behind the real door: what the server and the carriers are tried on. */
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import type { ApiHost } from '../../host/api/api-host.ts'
import { createRouter } from '../../host/api/router.ts'
import type { Documents, HostDocument, StoredUpdate, UpdateOrigin } from '../../host/documents/documents.ts'
import { createAccess } from '../../host/server/access.ts'
import { createCarriers } from '../../host/server/carriers.ts'
import { createDocumentChannel } from '../../host/server/document-channel.ts'
import { openApiDocument } from '../../host/server/open-api.ts'
import { createPresenceHub } from '../../host/server/presence-hub.ts'
import { createServer } from '../../host/server/server.ts'
import type { AppState, Identity } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'

export const quiet = { info() {}, warn() {}, error() {} }

/** Documents that keep nothing; `commit` decides when an update counts as durable. */
export function memoryDocuments(ids: readonly string[], commit: () => Promise<void> = async () => {}) {
  const docs = new Map(ids.map(id => [id, new Y.Doc()]))
  const references = { count: 0 }
  let isReadOnly = false
  const documents: Documents = {
    ids: () => [...docs.keys()],
    has: id => docs.has(id),
    async open(id) {
      const doc = docs.get(id)
      if (doc === undefined) throw new AppError('NOT_FOUND', 'No such document.')
      references.count += 1
      return reference(id, doc)
    },
    onDidCreate: () => ({ [Symbol.dispose]() {} }),
  }
  function reference(id: string, doc: Y.Doc): HostDocument {
    return {
      id,
      doc,
      async apply(update: Uint8Array, origin: UpdateOrigin) {
        try {
          Y.decodeUpdate(update)
        } catch (error) {
          throw new AppError('BAD_REQUEST', 'Not an update.', {}, { cause: error })
        }
        Y.applyUpdate(doc, update, origin)
        await commit()
      },
      whenStored: async () => {},
      onDidStore: (_listener: (event: StoredUpdate) => void) => ({ [Symbol.dispose]() {} }),
      [Symbol.dispose]() {
        references.count -= 1
      },
    }
  }
  return {
    documents,
    references,
    doc: (id: string) => docs.get(id) ?? new Y.Doc(),
    canWrite: () => !isReadOnly,
    setReadOnly() {
      isReadOnly = true
    },
  }
}

/** Answers what needs no workspace; the rest says NO_WORKSPACE, as the real one does. */
export function memoryApi() {
  let identity: Identity | null = null
  const listeners = new Set<() => void>()
  const noWorkspace = (): never => {
    throw new AppError('NO_WORKSPACE', 'Open a folder first.', { hint: 'Open a folder.' })
  }
  const state = (): AppState => ({ version: '0.0.0', identity, workspace: null, recent: [], home: tmpdir() })
  const host: ApiHost = {
    home: tmpdir(),
    state,
    onDidChangeState(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    async setIdentity(next) {
      identity = next
      for (const listener of listeners) listener()
      return next
    },
    openFolder: noWorkspace,
    openSample: noWorkspace,
    closeWorkspace: async () => state(),
    switchReality: noWorkspace,
    workspace: noWorkspace,
    canWrite: () => true,
    sharing: {
      state: noWorkspace,
      start: noWorkspace,
      stop: noWorkspace,
      createLink: noWorkspace,
      listLinks: noWorkspace,
      revokeLink: noWorkspace,
      join: noWorkspace,
      reconnect: noWorkspace,
      disconnect: noWorkspace,
    },
    search: noWorkspace,
    textSearch: noWorkspace,
    tree: noWorkspace,
    repo: noWorkspace,
    templates: {
      list: async () => [],
      get: noWorkspace,
      save: noWorkspace,
      rename: noWorkspace,
      remove: noWorkspace,
      onDidChange: noWorkspace,
    },
    review: {
      list: noWorkspace,
      choose: noWorkspace,
      accept: noWorkspace,
      settled: noWorkspace,
      undo: noWorkspace,
      onDidChange: noWorkspace,
    },
  }
  return { host, listeners }
}

export interface Door extends AsyncDisposable {
  readonly origin: string
  readonly port: number
  readonly token: string
  readonly memory: ReturnType<typeof memoryDocuments>
  readonly carriers: ReturnType<typeof createCarriers>
  readonly access: ReturnType<typeof createAccess>
  readonly listeners: ReadonlySet<() => void>
  pageUrl(): string
  /** Moves the clock that codes are measured by. */
  pass(ms: number): void
}

export async function openDoor(memory = memoryDocuments(['scene-a', 'scene-b'])): Promise<Door> {
  const page = await mkdtemp(join(tmpdir(), 'weft-page-'))
  await mkdir(join(page, 'assets'))
  await writeFile(join(page, 'index.html'), '<!doctype html><html><head><title>Weft</title></head></html>')
  await writeFile(join(page, 'assets', 'main-1a2b.js'), 'export {}')
  await writeFile(join(page, '.secret'), 'no')
  let now = 1_000_000
  const access = createAccess({ clock: () => now, random: randomBytes })
  const { host, listeners } = memoryApi()
  const router = createRouter(host)
  const presence = createPresenceHub({ clock: Date.now })
  const channel = createDocumentChannel({
    documents: () => memory.documents,
    canWrite: () => memory.canWrite(),
    presence,
    log: quiet,
  })
  const carriers = createCarriers({ router, channel, log: quiet })
  const server = await createServer({
    port: 0,
    access,
    carriers,
    openApi: () => openApiDocument(router, '0.0.0'),
    pageFolder: page,
    random: randomBytes,
    log: quiet,
  })
  return {
    origin: server.origin,
    port: server.port,
    token: access.issueToken('program'),
    memory,
    carriers,
    access,
    listeners,
    pageUrl: () => server.pageUrl(),
    pass(ms) {
      now += ms
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      channel[Symbol.dispose]()
      presence[Symbol.dispose]()
      await rm(page, { recursive: true, force: true })
    },
  }
}
