/** What is open, and what the API may do with it. Opening and closing are done one after the other. */
import { homedir } from 'node:os'
import type { AppState, Identity, WorkspaceState } from '../shared/contract/data.ts'
import { AppError } from '../shared/contract/errors.ts'
import { parseLink } from '../shared/sync/link.ts'
import type { ApiHost } from './api/api-host.ts'
import { copySample, realFolder } from './folders-to-open.ts'
import { type HowToOpen, type OpenedProject, openProject, type ProjectDeps, workspaceState } from './open-project.ts'
import type { Profile, RecentFolder } from './profile/profile.ts'
import { realSchedule } from './relay-client/schedule.ts'
import { probeRelay } from './sharing/probe-relay.ts'
import { createTemplates } from './templates/host-templates.ts'
import { createEmitter } from './workspace/emitter.ts'
import type { Workspace } from './workspace/workspace.ts'

export interface HostStateDeps extends ProjectDeps {
  /** The bundled sample, copied before it is opened. */
  readonly sampleFolder: string
  readonly version: string
  /** Of the API; noted with a folder that is open, so that commands find it. */
  readonly token: string
}

export interface HostState extends AsyncDisposable {
  readonly api: ApiHost
  opened(): OpenedProject | null
  /** Windows have to let go of its documents. */
  readonly onWillClose: (listener: () => void) => Disposable
  /** Where the server can be reached, once it can. */
  setAddress(address: string): void
}

export async function createHostState(deps: HostStateDeps): Promise<HostState> {
  const { profile, log } = deps
  const changed = createEmitter()
  const willClose = createEmitter()
  let identity: Identity | null = await profile.identity()
  let recent: readonly RecentFolder[] = await profile.recent()
  let opened: OpenedProject | null = null
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
  async function open(folder: string, how: HowToOpen = {}): Promise<OpenedProject> {
    const isSame = opened !== null && opened.workspace.folder === (await realFolder(folder))
    if (isSame && opened !== null && how.join === undefined) return opened
    if (isSame) await close()
    const next = await openProject(deps, folder, how, () => changed.fire())
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
      const next = await openProject(deps, folder, { isSample }, () => changed.fire())
      opened = next
      await next.session.resume()
      return workspaceState(next)
    } finally {
      switching = null
      if (opened === null) await profile.removeRunningHost(folder, process.pid)
      changed.fire()
    }
  }

  function present(): OpenedProject {
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

async function remember(profile: Profile, { folder, name }: Workspace): Promise<readonly RecentFolder[]> {
  await profile.addRecent({ folder, name, openedAt: Date.now() })
  return profile.recent()
}
