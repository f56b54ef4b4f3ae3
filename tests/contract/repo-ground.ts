/** A host on a real repository, asked through its contract, with the real `git` beside it as the judge. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Host } from '../../host/host.ts'
import { createGround, type Ground } from './git-ground.ts'
import { type Api, clientOf, createOpenHost } from './repo-host.ts'

export type { Api } from './repo-host.ts'

export const LEVEL = `[gd_scene format=3 uid="uid://dlevel0000001"]

[node name="Level" type="Node2D" unique_id=1000001]

[node name="Player" type="Sprite2D" parent="." unique_id=1000002]
position = Vector2(10, 20)

[node name="Enemy" type="Sprite2D" parent="." unique_id=1000003]
position = Vector2(30, 40)
`

export const NOTES = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join('')

export interface RepoGround extends AsyncDisposable {
  readonly ground: Ground
  readonly host: Host
  readonly api: Api
  readonly profileFolder: string
  /** What `git` says of the folder, and that nothing in the repository is broken. */
  judge(): string
  /** `between`: while no host is there. */
  reopen(between?: () => void | Promise<void>): Promise<void>
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
  let host = await createOpenHost(profileFolder, join(ground.path, inside))
  return {
    ground,
    profileFolder,
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
    async reopen(between: () => void | Promise<void> = () => {}) {
      await host[Symbol.asyncDispose]()
      await between()
      host = await createOpenHost(profileFolder, join(ground.path, inside))
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]()
      ground[Symbol.dispose]()
      await rm(profileFolder, { recursive: true, force: true })
    },
  }
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

/** On main ours, on `night` theirs: both moved the player of the level, and both wrote line 5 of the notes. */
export function twoSides(ground: Ground): void {
  ground.git('checkout', '-q', '-b', 'night')
  ground.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(1, 1)'))
  ground.write('notes.md', NOTES.replace('line 5\n', 'their five\n'))
  ground.commit('theirs')
  ground.git('checkout', '-q', 'main')
  ground.write('level.tscn', LEVEL.replace('Vector2(10, 20)', 'Vector2(2, 2)'))
  ground.write('notes.md', NOTES.replace('line 5\n', 'our own\n'))
  ground.commit('ours')
}
