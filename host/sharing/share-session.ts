/**
 * How one open workspace is shared: nothing, through a relay elsewhere, or through one started on this computer.
 *
 *     await using session = createShareSession({ workspace, profile, … })
 *     await session.resume()                       // goes on where the last run stopped
 *     await session.start({ relay: 'ws://…#token', onNetwork: false })
 *
 * What is remembered lies in the workspace's settings; the token only in the user's profile.
 */
import type { Rights, ShareLink, SharingState } from '../../shared/contract/data.ts'
import { AppError } from '../../shared/contract/errors.ts'
import { formatLink, parseLink } from '../../shared/sync/link.ts'
import type { CreatedLink } from '../api/api-host.ts'
import type { Profile } from '../profile/profile.ts'
import { createRelayClient, type RelayClient, type RelayClientState } from '../relay-client/relay-client.ts'
import type { WorkspaceLink } from '../relay-client/relay-connection.ts'
import type { Schedule } from '../relay-client/schedule.ts'
import type { PresenceHub } from '../server/presence-hub.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { encryptionWarning, networkAddress } from './addresses.ts'
import { probeRelay } from './probe-relay.ts'
import { createRelayLinks } from './relay-links.ts'
import { createRealitySharing, type RealitySharing } from './share-realities.ts'
import type { StartedRelay, StartRelay } from './start-relay.ts'

export type RemoteState = Omit<RelayClientState, 'connection'> & {
  readonly connection: RelayClientState['connection'] | 'alone'
}

export interface ShareSession extends AsyncDisposable {
  state(): SharingState
  remote(): RemoteState
  /** Connects again where the workspace was shared when it was closed. Never throws for a relay that is away. */
  resume(): Promise<void>
  /** Throws AppError BAD_REQUEST for a bad link, RELAY where the relay refuses or cannot be reached. */
  start(options: { readonly relay?: string | undefined; readonly onNetwork: boolean }): Promise<void>
  /** Goes through this link from now on, which the relay was asked about already. */
  connect(link: WorkspaceLink): Promise<void>
  /** Forgets relay and token; the documents stay. */
  stop(): Promise<void>
  createLink(options: { readonly rights: Rights; readonly expiresInHours?: number | undefined }): Promise<CreatedLink>
  listLinks(): Promise<ShareLink[]>
  revokeLink(id: string): Promise<void>
  reconnect(): void
  disconnect(): void
}

interface Deps {
  readonly workspace: Workspace
  readonly profile: Profile
  readonly presence: PresenceHub
  readonly schedule: Schedule
  /** From 0 to 1. */
  readonly random: () => number
  /** Null where no relay can be started here. */
  readonly startRelay: StartRelay | null
  readonly onDidChange: () => void
  readonly log: {
    info(data: object, message: string): void
    warn(data: object, message: string): void
    error(data: object, message: string): void
  }
}

/** Settings of the workspace. */
const setting = {
  relay: 'relay.address',
  /** `loopback` or `network` where the relay runs inside this host. */
  embedded: 'relay.embedded',
  port: 'relay.port',
  /** Once everything has been sent there. */
  complete: 'relay.complete',
  paused: 'relay.paused',
  rights: 'relay.rights',
  linkTime: (id: string) => `relay.link.${id}`,
} as const

const alone: RemoteState = {
  connection: 'alone',
  rights: null,
  offlineSince: null,
  nextAttemptAt: null,
  notice: null,
}

export function createShareSession(deps: Deps): ShareSession {
  const { workspace, profile, schedule, log } = deps
  const { settings, outbox } = workspace
  const tokenName = `relay:${workspace.id}:${workspace.folder}`
  const joining = new AbortController()
  let client: RelayClient | null = null
  let realities: RealitySharing | null = null
  let link: WorkspaceLink | null = null
  let embedded: StartedRelay | null = null
  let canShare = false
  let problem: string | null = null
  let areTextsMade = false

  function attach(next: WorkspaceLink): void {
    link = next
    client = createRelayClient({
      workspace,
      link: next,
      label: workspace.name,
      presence: deps.presence,
      schedule,
      random: deps.random,
      isFresh: settings.get(setting.complete) !== 'yes',
      onDidChange: changed,
      log,
    })
    realities = createRealitySharing({
      workspace,
      link: next,
      schedule,
      random: deps.random,
      isOnline: () => client?.state().connection === 'online',
      log,
    })
    if (settings.get(setting.paused) === 'yes') client.pause()
    if (workspace.isJoining) void finishJoining(client)
    changed()
  }

  function changed(): void {
    const state = client?.state()
    if (state?.rights != null && settings.get(setting.rights) !== state.rights) {
      settings.set(setting.rights, state.rights)
      void askWhetherMayShare()
    }
    if (state?.connection === 'online' && settings.get(setting.complete) !== 'yes')
      settings.set(setting.complete, 'yes')
    realities?.look()
    if (state?.connection === 'online' && state.rights === 'write' && !workspace.isJoining) makeTexts()
    deps.onDidChange()
  }

  /** TXT7: once the relay takes edits of the tree, and what others made of it has come. */
  function makeTexts(): void {
    if (areTextsMade) return
    areTextsMade = true
    workspace.becomeTexts().catch((error: unknown) => log.error({ error }, 'texts of an earlier version stay files'))
  }

  async function finishJoining(joined: RelayClient): Promise<void> {
    try {
      await joined.whenReceived(joining.signal)
      await workspace.adoptTree()
    } catch (error) {
      if (joining.signal.aborted || joined !== client) return
      log.error({ error }, 'the shared project could not be brought whole')
      problem = error instanceof AppError ? error.message : 'The shared project could not be brought whole.'
    }
    changed()
  }

  async function askWhetherMayShare(): Promise<void> {
    if (link === null) return
    try {
      canShare = await createRelayLinks(link).canShare()
    } catch (error) {
      // Asked again when a link is made; until then the button stays away.
      log.info({ error }, 'the relay did not say whether links may be made')
    }
    deps.onDidChange()
  }

  async function detach(): Promise<void> {
    const old = client
    const oldRealities = realities
    realities = null
    await oldRealities?.[Symbol.asyncDispose]()
    client = null
    link = null
    canShare = false
    problem = null
    await old?.[Symbol.asyncDispose]()
  }

  async function connect(next: WorkspaceLink): Promise<void> {
    await detach()
    const isSameRelay = settings.get(setting.relay) === next.relay
    if (!isSameRelay || !outbox.isOn) settings.delete(setting.complete)
    settings.set(setting.relay, next.relay)
    settings.delete(setting.paused)
    // The rights are those of the link: with the same one they are known before the relay answers.
    if (!isSameRelay || (await profile.token(tokenName)) !== next.token) settings.delete(setting.rights)
    await profile.setToken(tokenName, next.token)
    outbox.setOn(true)
    attach(next)
  }

  async function startEmbedded(onNetwork: boolean): Promise<void> {
    if (deps.startRelay === null) {
      throw new AppError('BAD_REQUEST', 'No relay can be started from here. Give the address of one.')
    }
    const dataFolder = await profile.subfolder(`relay-${workspace.id}`)
    const port = Number(settings.get(setting.port) ?? 0)
    embedded = await startOnPort(deps.startRelay, { dataFolder, port, onNetwork })
    settings.set(setting.port, String(embedded.port))
    settings.set(setting.embedded, onNetwork ? 'network' : 'loopback')
  }

  /** The host itself always goes by loopback. */
  function ownRelay(relay: StartedRelay): WorkspaceLink {
    return { relay: `ws://127.0.0.1:${relay.port}`, workspace: workspace.id, token: relay.token }
  }

  /** The relay's address as others know it. */
  function address(): string | null {
    if (embedded === null) return link?.relay ?? settings.get(setting.relay) ?? null
    const host = settings.get(setting.embedded) === 'network' ? networkAddress() : null
    return `ws://${host ?? '127.0.0.1'}:${embedded.port}`
  }

  function links() {
    if (link === null) throw new AppError('RELAY', 'This workspace is not shared.')
    return createRelayLinks(link)
  }

  function remote(): RemoteState {
    const state = client?.state()
    if (state === undefined) {
      return settings.get(setting.relay) === undefined ? alone : { ...alone, connection: 'offline', notice: problem }
    }
    // Everything is here, but not yet in the folder.
    const connection = workspace.isJoining && state.connection === 'online' ? 'syncing' : state.connection
    return { ...state, connection, rights: state.rights ?? savedRights(), notice: state.notice ?? problem }
  }

  function savedRights(): Rights | null {
    const saved = settings.get(setting.rights)
    return saved === 'read' || saved === 'write' ? saved : null
  }

  return {
    state() {
      const relay = address()
      const { connection } = remote()
      return {
        isShared: relay !== null,
        relay,
        isEmbedded: settings.get(setting.embedded) !== undefined,
        warning: relay === null ? null : encryptionWarning(relay),
        canShare,
        connection,
      }
    },
    remote,
    async resume() {
      const relay = settings.get(setting.relay)
      if (relay === undefined) return
      const mode = settings.get(setting.embedded)
      try {
        if (mode !== undefined) {
          await startEmbedded(mode === 'network')
          if (embedded !== null) attach(ownRelay(embedded))
          return
        }
        const token = await profile.token(tokenName)
        if (token === undefined)
          throw new AppError('RELAY', 'The link to the relay is not on this computer. Join again.')
        attach({ relay, workspace: workspace.id, token })
      } catch (error) {
        log.warn({ error }, 'sharing could not be taken up again')
        problem = error instanceof AppError ? error.message : 'The relay on this computer could not be started.'
        changed()
      }
    },
    async start({ relay, onNetwork }) {
      if (relay === undefined || relay.trim() === '') {
        await startEmbedded(onNetwork)
        if (embedded !== null) await connect(ownRelay(embedded))
        return
      }
      const parsed = parseLink(relay)
      if (!parsed.ok) throw new AppError('BAD_REQUEST', parsed.reason)
      if (parsed.link.workspace !== undefined && parsed.link.workspace !== workspace.id) {
        throw new AppError('BAD_REQUEST', 'This link is for another workspace. Join it in a folder of its own.')
      }
      const next = { ...parsed.link, workspace: workspace.id }
      await probeRelay(next, schedule)
      await connect(next)
    },
    connect,
    async stop() {
      await detach()
      await embedded?.[Symbol.asyncDispose]()
      embedded = null
      outbox.setOn(false)
      const { relay, embedded: mode, complete, paused, rights } = setting
      for (const key of [relay, mode, complete, paused, rights]) settings.delete(key)
      await profile.setToken(tokenName, undefined)
      changed()
    },
    async createLink({ rights, expiresInHours }) {
      const expiresAt =
        expiresInHours === undefined ? null : new Date(schedule.now() + expiresInHours * 3_600_000).toISOString()
      const made = await links().create({ rights, expiresAt })
      settings.set(setting.linkTime(made.id), new Date(schedule.now()).toISOString())
      const relay = address() ?? ''
      const text = formatLink({ relay, workspace: workspace.id, token: made.token })
      return { id: made.id, link: text, rights: made.rights, expiresAt: made.expiresAt }
    },
    async listLinks() {
      const listed = await links().list()
      // The relay does not tell when a link was made; those made here are noted here.
      return listed.map(made => ({ ...made, createdAt: settings.get(setting.linkTime(made.id)) ?? '' }))
    },
    async revokeLink(id) {
      await links().revoke(id)
      settings.delete(setting.linkTime(id))
    },
    reconnect() {
      settings.delete(setting.paused)
      client?.connectNow()
      changed()
    },
    disconnect() {
      settings.set(setting.paused, 'yes')
      client?.pause()
      changed()
    },
    async [Symbol.asyncDispose]() {
      joining.abort()
      await detach()
      await embedded?.[Symbol.asyncDispose]()
      embedded = null
    },
  }
}

/** The port of the last time, so that links go on working; another one where that is taken. */
async function startOnPort(startRelay: StartRelay, options: Parameters<StartRelay>[0]): Promise<StartedRelay> {
  try {
    return await startRelay(options)
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!isTaken || options.port === 0) throw error
    return startRelay({ ...options, port: 0 })
  }
}
