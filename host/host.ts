/**
 * The host: everything that works on one project folder, and the door to it. The composition root of `weft serve`, of
 * the desktop app's utility process, and of the tests.
 *
 *     await using host = await createHost({ profileFolder, pageFolder, sampleFolder, port: 0, … })
 *     await host.open('/home/ines/harbor')
 *     host.server.pageUrl()
 *
 * One workspace at a time; without one the page greets. What is built here is disposed in reverse.
 */
import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import type { Logger } from 'pino'
import type { AppState, Identity, WorkspaceState } from '../shared/contract/data.ts'
import { AppError } from '../shared/contract/errors.ts'
import { parseLink } from '../shared/sync/link.ts'
import type { ApiHost } from './api/api-host.ts'
import { createRouter } from './api/router.ts'
import { findUsersGit } from './drivers/git/users-git.ts'
import { copySample, realFolder } from './folders-to-open.ts'
import { loadPropertyOrder } from './godot-classes.ts'
import { openProfile, type Profile, type RecentFolder } from './profile/profile.ts'
import { realSchedule } from './relay-client/schedule.ts'
import { createRepo } from './repo/create-repo.ts'
import type { Repo } from './repo/repo.ts'
import { createReview, type OpenReview } from './review/review.ts'
import { createTextSearch, type TextSearch } from './search/content/text-search.ts'
import { createSearch, type OpenSearch } from './search/search.ts'
import { type Access, createAccess } from './server/access.ts'
import { type Carriers, createCarriers, type Port } from './server/carriers.ts'
import { createDocumentChannel } from './server/document-channel.ts'
import { openApiDocument } from './server/open-api.ts'
import { createPresenceHub } from './server/presence-hub.ts'
import { createServer, type Server } from './server/server.ts'
import { probeRelay } from './sharing/probe-relay.ts'
import { createShareSession, type ShareSession } from './sharing/share-session.ts'
import type { StartRelay } from './sharing/start-relay.ts'
import { createTemplates } from './templates/host-templates.ts'
import { createTreeEdits, type TreeEdits } from './tree/tree-edits.ts'
import { createEmitter } from './workspace/emitter.ts'
import { openWorkspace } from './workspace/open-workspace.ts'
import type { Workspace } from './workspace/workspace.ts'

export interface HostOptions {
  readonly profileFolder: string
  /** The built page; served as it is found. */
  readonly pageFolder: string
  /** The bundled sample, copied before it is opened. */
  readonly sampleFolder: string
  /** On loopback; 0 for any free one. */
  readonly port: number
  readonly version: string
  readonly startRelay: StartRelay | null
  readonly log: Logger
}

export interface Host extends AsyncDisposable {
  readonly server: Server
  /** A token of the API, for programs. */
  readonly token: string
  readonly api: ApiHost
  /** For a window on the desktop: both channels, without a token, for only the app can hand over a port. */
  serveMessagePorts(ports: { readonly rpc: Port; readonly documents: Port }): void
}

/** Everything that belongs to the workspace that is open. */
interface Opened extends AsyncDisposable {
  readonly workspace: Workspace
  readonly review: OpenReview
  readonly search: OpenSearch
  readonly textSearch: TextSearch
  readonly tree: TreeEdits
  readonly repo: Repo
  readonly session: ShareSession
}

/** Throws the system's EADDRINUSE for a taken port. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { log, version } = options
  await using building = new AsyncDisposableStack()
  const profile = await openProfile(options.profileFolder)
  const access = createAccess({ clock: Date.now, random: randomBytes })
  const token = access.issueToken('program')
  const presence = building.use(createPresenceHub({ clock: Date.now }))
  const state = building.use(await createHostState({ ...options, profile, presence, token }))
  const router = createRouter(state.api)
  const channel = building.use(
    createDocumentChannel({
      documents: () => state.opened()?.workspace.carried ?? null,
      canWrite: () => state.api.canWrite(),
      presence,
      log,
    }),
  )
  state.onWillClose(() => channel.reset())
  const carriers = createCarriers({ router, channel, log })
  let openApi: Promise<object> | null = null
  const server = building.use(
    await createServer({
      port: options.port,
      access,
      carriers,
      openApi: () => {
        openApi ??= openApiDocument(router, version)
        return openApi
      },
      pageFolder: options.pageFolder,
      random: randomBytes,
      log,
    }),
  )
  state.setAddress(server.origin)
  return face({ server, token, api: state.api, access, carriers, owned: building.move() })
}

function face(parts: {
  readonly server: Server
  readonly token: string
  readonly api: ApiHost
  readonly access: Access
  readonly carriers: Carriers
  readonly owned: AsyncDisposableStack
}): Host {
  const { server, token, api, access, carriers, owned } = parts
  return {
    server,
    token,
    api,
    serveMessagePorts({ rpc, documents }) {
      const caller = access.windowCaller()
      carriers.serveRpcPort(rpc, caller)
      carriers.serveDocumentPort(documents, caller)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

interface StateDeps extends HostOptions {
  readonly profile: Profile
  readonly presence: ReturnType<typeof createPresenceHub>
  readonly token: string
}

/** What is open, and what the API may do with it. Opening and closing are done one after the other. */
async function createHostState(deps: StateDeps) {
  const { profile, log } = deps
  const changed = createEmitter()
  const willClose = createEmitter()
  let identity: Identity | null = await profile.identity()
  let recent: readonly RecentFolder[] = await profile.recent()
  let opened: Opened | null = null
  /** What is said of the workspace while it changes its reality. */
  let switching: WorkspaceState | null = null
  let address: string | null = null
  let lane: Promise<unknown> = Promise.resolve()

  function inLane<T>(run: () => Promise<T>): Promise<T> {
    const result = lane.then(run)
    lane = result.catch(() => {})
    return result
  }

  async function close(): Promise<void> {
    const old = opened
    opened = null
    if (old === null) return
    willClose.fire()
    await old[Symbol.asyncDispose]()
    await profile.removeRunningHost(old.workspace.folder, process.pid)
    changed.fire()
  }

  /** What is open stays so until the other could be opened. */
  async function open(folder: string, how: { isSample?: boolean; join?: { workspace: string } } = {}): Promise<Opened> {
    const isSame = opened !== null && opened.workspace.folder === (await realFolder(folder))
    if (isSame && opened !== null && how.join === undefined) return opened
    if (isSame) await close()
    const next = await assemble(deps, folder, how, () => changed.fire())
    await close()
    opened = next
    if (how.join === undefined) await next.session.resume()
    const { workspace } = next
    recent = await remember(profile, workspace)
    if (address !== null) {
      await profile.setRunningHost(workspace.folder, { url: address, secret: deps.token, pid: process.pid })
    }
    changed.fire()
    return next
  }

  /** RTY3. Windows see the old reality, then the new one; if it cannot be opened, none. */
  async function switchReality(id: string): Promise<WorkspaceState> {
    const old = present()
    const { folder, isSample } = old.workspace
    if (old.workspace.reality.id === id) return workspaceState(old)
    await old.workspace.leaveFor(id)
    switching = workspaceState(old)
    try {
      willClose.fire()
      opened = null
      await old[Symbol.asyncDispose]()
      const next = await assemble(deps, folder, { isSample }, () => changed.fire())
      opened = next
      await next.session.resume()
      return workspaceState(next)
    } finally {
      switching = null
      if (opened === null) await profile.removeRunningHost(folder, process.pid)
      changed.fire()
    }
  }

  function present(): Opened {
    if (opened === null) throw new AppError('NO_WORKSPACE', 'No project is open.', { hint: 'Open a folder first.' })
    return opened
  }

  function state(): AppState {
    const workspace = opened === null ? switching : workspaceState(opened)
    return { version: deps.version, identity, workspace, recent: [...recent], home: homedir() }
  }

  async function join(text: string, folder: string): Promise<WorkspaceState> {
    const parsed = parseLink(text)
    if (!parsed.ok) throw new AppError('BAD_REQUEST', parsed.reason)
    const { workspace } = parsed.link
    if (workspace === undefined) {
      throw new AppError('BAD_REQUEST', 'This is the address of a relay, not a link to a project.', {
        hint: 'Ask for a join link, or share a project of your own through this relay.',
      })
    }
    const link = { ...parsed.link, workspace }
    await probeRelay(link, realSchedule)
    const next = await open(folder, { join: { workspace } })
    await next.session.connect(link)
    return workspaceState(next)
  }

  const api: ApiHost = {
    home: homedir(),
    state,
    onDidChangeState: changed.on,
    async setIdentity(next) {
      await profile.setIdentity(next)
      identity = next
      await opened?.workspace.refreshIdentity()
      changed.fire()
      return next
    },
    openFolder: folder =>
      inLane(async () => {
        return workspaceState(await open(folder))
      }),
    openSample: () =>
      inLane(async () => {
        return workspaceState(await open(await copySample(profile, deps.sampleFolder), { isSample: true }))
      }),
    closeWorkspace: () => inLane(close).then(state),
    switchReality: id => inLane(() => switchReality(id)),
    workspace: () => present().workspace,
    canWrite: () => opened !== null && !opened.workspace.isReadOnly && opened.session.remote().rights !== 'read',
    sharing: {
      state: () => present().session.state(),
      start: options => inLane(() => present().session.start(options)).then(() => present().session.state()),
      stop: () => inLane(() => present().session.stop()).then(() => present().session.state()),
      createLink: options => present().session.createLink(options),
      listLinks: () => present().session.listLinks(),
      async revokeLink(id) {
        await present().session.revokeLink(id)
        return present().session.listLinks()
      },
      join: ({ link, folder }) => inLane(() => join(link, folder)),
      async reconnect() {
        present().session.reconnect()
        return present().session.state()
      },
      async disconnect() {
        present().session.disconnect()
        return present().session.state()
      },
    },
    search: () => present().search,
    textSearch: () => present().textSearch,
    tree: () => present().tree,
    repo: () => present().repo,
    review: {
      list: () => present().review.list(),
      choose: (id, choice, node) => present().review.choose(id, choice, node),
      accept: ids => present().review.accept(ids),
      settled: () => present().review.settled(),
      undo: ids => present().review.undo(ids),
      onDidChange: listener => present().review.onDidChange(listener),
    },
    templates: createTemplates({ profile, workspace: () => opened?.workspace ?? null }),
  }

  return {
    api,
    opened: () => opened,
    onWillClose: willClose.on,
    setAddress(next: string) {
      address = next
    },
    async [Symbol.asyncDispose]() {
      await inLane(close)
      log.info({}, 'host stopped')
    },
  }
}

async function assemble(
  deps: StateDeps,
  folder: string,
  { isSample = false, join: joined }: { isSample?: boolean; join?: { workspace: string } },
  onDidChange: () => void,
): Promise<Opened> {
  const { profile, presence, log } = deps
  await using opening = new AsyncDisposableStack()
  const workspace = opening.use(
    await openWorkspace({
      folder,
      profile,
      now: Date.now,
      random: randomBytes,
      log,
      isSample,
      exportOptions: { propertyOrder: loadPropertyOrder() },
      ...(joined !== undefined && { join: joined }),
    }),
  )
  const review = opening.use(createReview({ workspace, now: Date.now, log }))
  const search = opening.use(createSearch({ workspace, random: randomBytes, log }))
  const textSearch = opening.use(createTextSearch({ folder, random: randomBytes }))
  const repo = opening.use(createRepo({ workspace, now: Date.now, log, hasGit: findUsersGit() }))
  const tree = createTreeEdits({ workspace, search, now: Date.now, random: randomBytes })
  const session = opening.use(
    createShareSession({
      workspace,
      profile,
      presence,
      schedule: realSchedule,
      random: Math.random,
      startRelay: deps.startRelay,
      onDidChange,
      log,
    }),
  )
  opening.use(workspace.onDidChangeState(onDidChange))
  if (!workspace.outbox.isOn && joined === undefined) await workspace.becomeTexts()
  opening.use(workspace.outbox.onDidChange(onDidChange))
  opening.use(review.onDidChange(onDidChange))
  const owned = opening.move()
  return {
    workspace,
    review,
    search,
    textSearch,
    tree,
    repo,
    session,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function workspaceState({ workspace, review, session }: Opened): WorkspaceState {
  const local = workspace.state()
  const { connection, offlineSince, nextAttemptAt, rights, notice } = session.remote()
  return {
    id: workspace.id,
    name: workspace.name,
    folder: workspace.folder,
    isSample: workspace.isSample,
    reality: workspace.reality,
    connection,
    waiting: workspace.outbox.count(),
    unsaved: local.unsaved,
    lastWrittenAt: local.lastWrittenAt,
    offlineSince,
    nextAttemptAt,
    rights,
    progress: local.progress,
    notice: notice ?? local.notice,
    review: review.list().length,
    differences: local.differences,
  }
}

async function remember(profile: Profile, { folder, name }: Workspace): Promise<readonly RecentFolder[]> {
  await profile.addRecent({ folder, name, openedAt: Date.now() })
  return profile.recent()
}
