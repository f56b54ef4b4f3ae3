/**
 * The user's profile folder: who they are, what they opened, tokens, and which host runs which folder. The one place
 * for secrets on disk: the folder is 0700, every file 0600, written whole or not at all.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Identity, identity } from '../../shared/contract/data.ts'
import { writeWhole } from '../files/write-whole.ts'

/** How to reach the host that has a folder open. */
const runningHost = z.object({ url: z.string(), secret: z.string(), pid: z.number().int() })
export type RunningHost = z.infer<typeof runningHost>

const recentFolder = z.object({ folder: z.string(), name: z.string(), openedAt: z.number() })
export type RecentFolder = z.infer<typeof recentFolder>

const tokens = z.record(z.string(), z.string())

export interface Profile {
  readonly folder: string
  identity(): Promise<Identity | null>
  setIdentity(identity: Identity): Promise<void>
  /** Newest first. */
  recent(): Promise<readonly RecentFolder[]>
  addRecent(recent: RecentFolder): Promise<void>
  /** Secrets by name, e.g. `relay:<workspace>`. */
  token(name: string): Promise<string | undefined>
  setToken(name: string, token: string | undefined): Promise<void>
  /** `workspaceFolder` absolute, links resolved. */
  runningHost(workspaceFolder: string): Promise<RunningHost | undefined>
  setRunningHost(workspaceFolder: string, host: RunningHost): Promise<void>
  /** Does nothing where another process has taken over. */
  removeRunningHost(workspaceFolder: string, pid: number): Promise<void>
  /** A folder below the profile, made if it is not there: `sample`, `relay`. */
  subfolder(name: string): Promise<string>
}

const RECENT_FOLDERS = 12
const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

/** Makes the folder if it is not there. */
export async function openProfile(folder: string): Promise<Profile> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
  const identityFile = join(folder, 'identity.json')
  const recentFile = join(folder, 'recent.json')
  const tokensFile = join(folder, 'tokens.json')

  async function recent(): Promise<readonly RecentFolder[]> {
    return (await readJson(recentFile, z.array(recentFolder))) ?? []
  }

  return {
    folder,
    identity: async () => (await readJson(identityFile, identity)) ?? null,
    setIdentity: value => writeJson(identityFile, value),
    recent,
    async addRecent(added) {
      const others = (await recent()).filter(one => one.folder !== added.folder)
      await writeJson(recentFile, [added, ...others].slice(0, RECENT_FOLDERS))
    },
    token: async name => (await readJson(tokensFile, tokens))?.[name],
    async setToken(name, token) {
      const { [name]: _, ...others } = (await readJson(tokensFile, tokens)) ?? {}
      await writeJson(tokensFile, token === undefined ? others : { ...others, [name]: token })
    },
    runningHost: workspaceFolder => readJson(hostFile(folder, workspaceFolder), runningHost),
    async setRunningHost(workspaceFolder, host) {
      await mkdir(join(folder, 'hosts'), { recursive: true, mode: PRIVATE_FOLDER })
      await writeJson(hostFile(folder, workspaceFolder), host)
    },
    async removeRunningHost(workspaceFolder, pid) {
      const present = await readJson(hostFile(folder, workspaceFolder), runningHost)
      if (present?.pid === pid) await rm(hostFile(folder, workspaceFolder), { force: true })
    },
    async subfolder(name) {
      const path = join(folder, name)
      await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER })
      return path
    },
  }
}

/** `WEFT_HOME`, or where the platform keeps what belongs to a user. */
export function profileFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (environment.WEFT_HOME !== undefined && environment.WEFT_HOME !== '') return environment.WEFT_HOME
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Weft')
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Weft')
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'weft')
}

/** By folder, not by workspace: two clones on one machine share a workspace and have a host each. */
function hostFile(profile: string, workspaceFolder: string): string {
  const name = createHash('sha256').update(workspaceFolder).digest('hex').slice(0, 32)
  return join(profile, 'hosts', `${name}.json`)
}

/** Undefined where there is no file, or one that nobody can use any more: it is only a note. */
async function readJson<T>(file: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return undefined
  const parsed = shape.safeParse(parseJson(text))
  return parsed.success ? parsed.data : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeWhole(file, Buffer.from(`${JSON.stringify(value, null, 2)}\n`), { mode: PRIVATE_FILE })
}
