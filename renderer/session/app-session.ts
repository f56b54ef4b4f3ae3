/**
 * Everything this window has of its host: calls, what the host says of itself, documents, people.
 * Built once by the composition root, which disposes it.
 */
import { createStore, type StoreApi } from 'zustand'
import type { AppState, FileEntry, ReviewItem, SettledItem } from '../../shared/contract/data.ts'
import type { Version } from '../../shared/contract/history.ts'
import type { RealityGraph } from '../../shared/contract/realities.ts'
import type { RepoState } from '../../shared/contract/repo-data.ts'
import type { ProblemList } from '../../shared/contract/search.ts'
import type { TreeState } from '../../shared/contract/tree.ts'
import type { ClassDatabase } from '../../shared/godot/classes.ts'
import { type Connection, createConnection, type LinkState } from './connection.ts'
import { createSceneDocuments } from './documents.ts'
import type { ApiClient, OpenHostLink } from './host-link.ts'
import { createImages } from './images.ts'
import { createPeople, type People } from './people.ts'
import { createRemoteWork, type RemoteWork } from './remote-work.ts'
import { createReplicas } from './replicas.ts'
import { createRepoRefs, type RepoRefs } from './repo-refs.ts'
import { createSceneStates, type SceneStates } from './scene-states.ts'
import { createScenes, type Scenes } from './scenes.ts'
import { createTexts, type Texts } from './texts.ts'

export interface HostView {
  readonly app: AppState | null
  /** null until the first list of this workspace has come. */
  readonly files: readonly FileEntry[] | null
  readonly review: readonly ReviewItem[] | null
  /** What is amiss over all scenes. */
  readonly problems: ProblemList | null
  /** What was settled on this host, newest last. */
  readonly settled: readonly SettledItem[]
  readonly graph: RealityGraph | null
  /** Repairs of the project's tree, and what was deleted from it. */
  readonly tree: TreeState | null
  /** Of all realities, backups too; newest first. null until they have come. */
  readonly versions: readonly Version[] | null
  /** The Git repository around the project; null until it is known. */
  readonly repo: RepoState | null
  /** Edits of this window that the host has not stored. */
  readonly pending: number
}

export interface AppSession {
  readonly api: ApiClient
  readonly link: StoreApi<LinkState>
  readonly host: StoreApi<HostView>
  readonly people: People
  readonly scenes: Scenes
  readonly texts: Texts
  /** Scenes as they were, or are elsewhere. */
  readonly states: SceneStates
  /** Fetching, pulling and pushing. */
  readonly remote: RemoteWork
  /** Branches and tags. */
  readonly refs: RepoRefs
  readonly classes: ClassDatabase
  /** A stream of the host, asked for again where the connection was lost. Returns what ends it. */
  follow<T>(
    open: (options: { readonly signal: AbortSignal }) => Promise<AsyncIterable<T>>,
    receive: (value: T) => void,
  ): () => void
  /** The host refuses edits of this window: a plain sentence. */
  onDidRefuse(listener: (message: string) => void): () => void
  dispose(): void
}

interface Deps {
  readonly open: OpenHostLink
  readonly classes: ClassDatabase
  readonly userId: string
  /** Unix ms. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}

const nothingOpen = {
  files: null,
  review: null,
  problems: null,
  settled: [],
  graph: null,
  tree: null,
  versions: null,
  repo: null,
} as const
const nobody = { name: 'Somebody', color: 0 }

export function createAppSession({ open, classes, userId, now, random }: Deps): AppSession {
  const connection = createConnection({ open, random: () => (random(1)[0] ?? 0) / 256 })
  const { api } = connection
  const host = createStore<HostView>(() => ({ ...nothingOpen, app: null, pending: 0 }))
  const replicas = createReplicas()
  const people = createPeople({ replicas, userId })
  const documents = createSceneDocuments({ api, replicas })
  const images = createImages(api)
  const states = createSceneStates(api)
  const texts = createTexts({ api, replicas, identity: () => host.getState().app?.identity ?? null })
  const remote = createRemoteWork(api)
  const refs = createRepoRefs(api)
  const scenes = createScenes({
    documents,
    images,
    people,
    classes,
    identity: () => host.getState().app?.identity ?? nobody,
    now,
    random,
  })
  const ended = new AbortController()
  let workspace: { id: string; watching: AbortController } | null = null

  function receive(app: AppState): void {
    people.setIdentity(app.identity ?? nobody)
    // Another reality has other documents under the same paths.
    const id = app.workspace === null ? null : `${app.workspace.id} ${app.workspace.reality.id}`
    if (id !== (workspace?.id ?? null)) change(id)
    host.setState({ app })
  }

  function change(id: string | null): void {
    workspace?.watching.abort()
    scenes.clear()
    texts.clear()
    documents.clear()
    images.clear()
    states.clear()
    remote.cancel()
    refs.clear()
    replicas.clear()
    workspace = id === null ? null : { id, watching: new AbortController() }
    host.setState(nothingOpen)
    if (workspace === null) return
    const { signal } = workspace.watching
    void watch(
      connection,
      signal,
      options => api.realities.watch(undefined, options),
      graph => host.setState({ graph }),
    )
    void watch(
      connection,
      signal,
      options => api.versions.watch(undefined, options),
      versions => host.setState({ versions }),
    )
    void watch(
      connection,
      signal,
      options => api.files.watch(undefined, options),
      files => {
        images.clear()
        documents.askAgain()
        host.setState({ files })
      },
    )
    void watch(
      connection,
      signal,
      options => api.review.watch(undefined, options),
      review => {
        host.setState({ review })
        // What cannot be asked for right now comes with the next list.
        api.review.settled().then(
          settled => signal.aborted || host.setState({ settled }),
          () => {},
        )
      },
    )
    void watch(
      connection,
      signal,
      options => api.tree.watch(undefined, options),
      tree => host.setState({ tree }),
    )
    void watch(
      connection,
      signal,
      options => api.problems.watch(undefined, options),
      problems => host.setState({ problems }),
    )
    void watch(
      connection,
      signal,
      options => {
        refs.askAgain()
        return api.repo.watch(undefined, options)
      },
      repo => host.setState({ repo }),
    )
  }

  void watch(connection, ended.signal, options => api.app.watch(undefined, options), receive)
  connection.onDidOpen(link => {
    replicas.connect(link.documents)
    people.announce()
    void link.closed.then(() => {
      replicas.disconnect()
      people.forgetOthers()
    })
  })
  replicas.onDidChangePending(() => host.setState({ pending: replicas.pending }))

  return {
    api,
    link: connection.state,
    host,
    people,
    scenes,
    texts,
    states,
    remote,
    refs,
    classes,
    follow(open, receive) {
      const watching = new AbortController()
      void watch(connection, AbortSignal.any([ended.signal, watching.signal]), open, receive)
      return () => watching.abort()
    },
    onDidRefuse: listener => replicas.onDidRefuse(({ message }) => listener(message)),
    dispose() {
      ended.abort()
      workspace?.watching.abort()
      scenes.clear()
      texts.clear()
      documents.clear()
      people.dispose()
      replicas.clear()
      connection.dispose()
    },
  }
}

const againMs = 500

/** Follows a stream of the host until the signal; begins again whenever it ends. */
async function watch<T>(
  connection: Connection,
  signal: AbortSignal,
  open: (options: { signal: AbortSignal }) => Promise<AsyncIterable<T>>,
  receive: (value: T) => void,
): Promise<void> {
  while (!signal.aborted && connection.state.getState().status !== 'refused') {
    try {
      for await (const value of await open({ signal })) {
        if (signal.aborted) return
        receive(value)
      }
    } catch {
      // The connection went, or the workspace was closed under the stream: it is asked for again, or the signal ends it.
    }
    if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, againMs))
  }
}
