/**
 * The API of a project folder for commands: through the Weft that has the folder open, else through one of our own for
 * as long as the command runs.
 */
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { openProfile, profileFolder, type RunningHost } from '../host/profile/profile.ts'
import { contract } from '../shared/contract/contract.ts'
import { AppError, ERROR_CODES, isAppError } from '../shared/contract/errors.ts'
import { Failure } from './failure.ts'
import { createLog } from './structured-log.ts'

export type WorkspaceApi = ContractRouterClient<typeof contract>

/** `directory`: the project, or a folder in it. Throws Failure NOT_FOUND outside of any. */
export async function withWorkspace<T>(directory: string, run: (api: WorkspaceApi) => Promise<T>): Promise<T> {
  const folder = await projectOf(resolve(directory))
  const running = await runningHost(folder)
  if (running !== null) return call(() => run(clientOf(running.url, running.secret)))
  // Loaded only now: most commands do without a database.
  const { startHost } = await import('./start-host.ts')
  const log = createLog()
  if (process.env.WEFT_LOG === undefined) log.level = 'error'
  await using host = await startHost({ port: 0, log })
  await host.api.openFolder(folder)
  return await call(() => run(clientOf(host.server.origin, host.token)))
}

async function projectOf(directory: string): Promise<string> {
  const start = await realpath(directory)
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.weft', 'weft.db')) || existsSync(join(at, 'project.godot'))) return at
    if (dirname(at) === at) break
  }
  throw new Failure('NOT_FOUND', `There is no project at ${directory}.`, 'run it in a Godot project, or give -C DIR')
}

/** null where none has it open, or the one that is noted does not answer. */
async function runningHost(folder: string): Promise<RunningHost | null> {
  const profile = await openProfile(profileFolder(process.env, process.platform))
  const running = await profile.runningHost(folder)
  if (running === undefined) return null
  try {
    const headers = { authorization: `Bearer ${running.secret}` }
    const answer = await fetch(`${running.url}/api/app`, { headers })
    const state: unknown = answer.ok ? await answer.json() : null
    return isOpenThere(state, folder) ? running : null
  } catch (error) {
    // It has gone since.
    if (error instanceof TypeError) return null
    throw error
  }
}

function isOpenThere(state: unknown, folder: string): boolean {
  if (typeof state !== 'object' || state === null || !('workspace' in state)) return false
  const { workspace } = state
  return typeof workspace === 'object' && workspace !== null && 'folder' in workspace && workspace.folder === folder
}

function clientOf(url: string, token: string): WorkspaceApi {
  const headers = { authorization: `Bearer ${token}` }
  return createORPCClient(new OpenAPILink(contract, { url: `${url}/api`, headers }))
}

/** Errors of the contract arrive as they were thrown. */
async function call<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (isAppError(error) || !(error instanceof ORPCError)) throw error
    const code = ERROR_CODES.find(known => known === error.code)
    if (code === undefined) throw error
    throw new AppError(code, error.message, asData(error.data), { cause: error })
  }
}

function asData(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? { ...data } : {}
}
