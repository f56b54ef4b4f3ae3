/**
 * Realities over the relay, while the workspace is online: one after the other, each on a connection of its own for as
 * long as it takes, until both sides have everything.
 */

import { AppError } from '../../shared/contract/errors.ts'
import { createRelayClient, type RelayWorkspace } from '../relay-client/relay-client.ts'
import type { WorkspaceLink } from '../relay-client/relay-connection.ts'
import type { Schedule } from '../relay-client/schedule.ts'
import type { PresenceHub } from '../server/presence-hub.ts'
import { createEmitter } from '../workspace/emitter.ts'
import type { Workspace } from '../workspace/workspace.ts'

interface Deps {
  readonly workspace: Workspace
  readonly link: WorkspaceLink
  readonly schedule: Schedule
  /** From 0 to 1. */
  readonly random: () => number
  /** False while there is no use in trying. */
  readonly isOnline: () => boolean
  readonly log: {
    info(data: object, message: string): void
    warn(data: object, message: string): void
  }
}

export interface RealitySharing extends AsyncDisposable {
  /** Something may have changed: there is work, or the relay is back. */
  readonly look: () => void
}

const RETRY_MS = 5_000

export function createRealitySharing(deps: Deps): RealitySharing {
  const { workspace, schedule, log } = deps
  const { sharedRealities } = workspace
  const ended = new AbortController()
  let working: Promise<void> | null = null
  let retry: Disposable | null = null

  function look(): void {
    if (working !== null || retry !== null || ended.signal.aborted || !mayWork()) return
    const job = sharedRealities.next()
    if (job === null) return
    working = sharedRealities
      .work(job, sync)
      .catch((error: unknown) => {
        if (ended.signal.aborted) return
        log.warn({ error, kind: job.kind }, 'a reality could not be shared; it is tried again')
        retry = schedule.after(RETRY_MS, () => {
          retry = null
          look()
        })
      })
      .finally(() => {
        working = null
        look()
      })
  }

  function mayWork(): boolean {
    return deps.isOnline() && !workspace.isJoining && !workspace.isReadOnly
  }

  /** Throws the reason where it ends before both sides have everything. */
  async function sync(reality: RelayWorkspace): Promise<void> {
    const ending = new AbortController()
    const signal = AbortSignal.any([ended.signal, ending.signal])
    const changed = createEmitter()
    const { link, random } = deps
    await using client = createRelayClient({
      workspace: reality,
      link,
      presence: nobody(),
      schedule,
      random,
      log,
      label: workspace.name,
      isFresh: true,
      onDidChange: changed.fire,
    })
    let wasOnline = false
    const isDone = () => {
      const { connection, notice } = client.state()
      if (connection === 'refused') throw new AppError('RELAY', notice ?? 'The relay refused.')
      if (connection === 'offline' && (wasOnline || !deps.isOnline())) throw new AppError('RELAY', 'Offline.')
      wasOnline ||= connection === 'online' || connection === 'syncing'
      return connection === 'online'
    }
    const sent = holds(isDone, changed.on, signal)
    try {
      await Promise.all([client.whenReceived(signal), sent])
      // What arrived last may have brought more to send.
      await holds(isDone, changed.on, signal)
    } finally {
      ending.abort()
    }
  }

  const changed = sharedRealities.onDidChange(look)

  return {
    look,
    async [Symbol.asyncDispose]() {
      ended.abort()
      changed[Symbol.dispose]()
      retry?.[Symbol.dispose]()
      await working
    },
  }
}

/** Resolves when `check` is true, asked now and after every change. Rejects where it throws, or with the signal's reason. */
function holds(
  check: () => boolean,
  onDidChange: (listener: () => void) => Disposable,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    try {
      if (signal.aborted) reject(signal.reason)
      else if (check()) resolve()
    } catch (error) {
      reject(error)
    }
  }
  const listener = onDidChange(look)
  signal.addEventListener('abort', look)
  look()
  return promise.finally(() => {
    listener[Symbol.dispose]()
    signal.removeEventListener('abort', look)
  })
}

/** Nobody is seen in a reality that is only brought or sent. */
function nobody(): Pick<PresenceHub, 'onDidChange' | 'others' | 'apply' | 'leave'> {
  return {
    onDidChange: () => ({ [Symbol.dispose]() {} }),
    others: () => null,
    apply: () => undefined,
    leave: () => undefined,
  }
}
