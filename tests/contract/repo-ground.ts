/** A host on a real repository, asked through its contract, with the real `git` beside it as the judge. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { pino } from 'pino'
import { expect } from 'vitest'
import { createHost, type Host } from '../../host/host.ts'
import { contract } from '../../shared/contract/contract.ts'
import { createGround, type Ground } from './git-ground.ts'

export type Api = ContractRouterClient<typeof contract>

export const LEVEL = `[gd_scene format=3 uid="uid://dlevel0000001"]

[node name="Level" type="Node2D" unique_id=1000001]

[node name="Player" type="Sprite2D" parent="." unique_id=1000002]
position = Vector2(10, 20)

[node name="Enemy" type="Sprite2D" parent="." unique_id=1000003]
position = Vector2(30, 40)
`

export const NOTES = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join('')

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface RepoGround extends AsyncDisposable {
  readonly ground: Ground
  readonly host: Host
  readonly api: Api
  /** What `git` says of the folder, and that nothing in the repository is broken. */
  judge(): string
  reopen(): Promise<void>
}

/** A committed project; `before` may do more to it until the host opens it. */
export async function createRepoGround(before: (ground: Ground) => void = () => {}, inside = ''): Promise<RepoGround> {
  const ground = createGround()
  const profileFolder = await mkdtemp(join(tmpdir(), 'weft-repo-'))
  ground.git('config', 'user.name', 'Ada')
  ground.git('config', 'user.email', 'ada@example.com')
  ground.write(`${inside}project.godot`, 'config_version=5\n')
  ground.write(`${inside}level.tscn`, LEVEL)
  ground.write(`${inside}notes.md`, NOTES)
  ground.commit('first')
  before(ground)
  let host = await openHost(profileFolder, join(ground.path, inside))
  return {
    ground,
    get host() {
      return host
    },
    get api() {
      return clientOf(host)
    },
    judge() {
      expect(ground.tryGit('fsck', '--strict', '--no-dangling')).toMatchObject({ code: 0 })
      return ground.git('status', '--porcelain')
    },
    async reopen() {
      await host[Symbol.asyncDispose]()
      host = await openHost(profileFolder, join(ground.path, inside))
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]()
      ground[Symbol.dispose]()
      await rm(profileFolder, { recursive: true, force: true })
    },
  }
}

async function openHost(profileFolder: string, folder: string): Promise<Host> {
  const host = await createHost({
    profileFolder,
    pageFolder: join(profileFolder, 'no-page'),
    sampleFolder: join(root, 'examples/lantern-isle'),
    port: 0,
    version: '0.0.0',
    startRelay: null,
    log: pino({ level: 'silent' }),
  })
  await host.api.openFolder(folder)
  return host
}

export function clientOf({ server, token }: Host): Api {
  const url = `${server.origin}/api`
  return createORPCClient(new OpenAPILink(contract, { url, headers: { authorization: `Bearer ${token}` } }))
}

/** The state of an open repository. */
export async function openState(api: Api) {
  const state = await api.repo.state()
  if (state.status !== 'open') throw new Error(`The repository is ${state.status}`)
  return state
}

/** A property of a node of a scene, as its document has it. */
export async function property(api: Api, path: string, node: string, name: string): Promise<string | undefined> {
  const tree = await api.scenes.tree({ path })
  return tree.nodes.find(each => each.path === node)?.properties[name]
}
