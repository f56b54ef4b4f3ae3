/** Workspaces over real folders, for tests. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TemporaryFolder, temporaryFolder } from '../../host/files/temporary-folder.ts'
import { openProfile } from '../../host/profile/profile.ts'
import type { Schedule } from '../../host/relay-client/schedule.ts'
import { openWorkspace } from '../../host/workspace/open-workspace.ts'
import type { OpenedSceneDocument, Workspace } from '../../host/workspace/workspace.ts'
import type { NodeId } from '../../shared/scene/scene.ts'

export const LEVEL = `[gd_scene format=3 uid="uid://dlevel0000001"]

[node name="Level" type="Node2D" unique_id=1000001]

[node name="Player" type="Sprite2D" parent="." unique_id=1000002]
position = Vector2(10, 20)

[node name="Enemy" type="Sprite2D" parent="." unique_id=1000003]
position = Vector2(30, 40)
`

/** Loud: what a workspace logs as an error fails the test that waits for it. */
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (...args: unknown[]) => {
    throw new Error(`logged an error: ${JSON.stringify(args)}`)
  },
}

export interface TestProject extends AsyncDisposable {
  readonly folder: string
  read(path: string): string
  write(path: string, content: string | Uint8Array): void
  exists(path: string): boolean
  remove(path: string): void
  rename(from: string, to: string): void
  /** `elsewhere`: another folder than the project's own. */
  open(join?: { workspace: string }, schedule?: Schedule, elsewhere?: string): Promise<Workspace>
}

export function testProject(files: Readonly<Record<string, string | Uint8Array>>): TestProject {
  const folder: TemporaryFolder = temporaryFolder()
  const profileFolder = temporaryFolder()
  const opened: Workspace[] = []
  const project: TestProject = {
    folder: folder.path,
    read: path => readFileSync(join(folder.path, path), 'utf8'),
    write(path, content) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true })
      writeFileSync(join(folder.path, path), content)
    },
    exists: path => existsSync(join(folder.path, path)),
    remove: path => rmSync(join(folder.path, path)),
    rename(from, to) {
      mkdirSync(dirname(join(folder.path, to)), { recursive: true })
      renameSync(join(folder.path, from), join(folder.path, to))
    },
    async open(joining, schedule, elsewhere = folder.path) {
      const profile = await openProfile(profileFolder.path)
      const now = () => schedule?.now() ?? Date.now()
      const deps = { folder: elsewhere, profile, now, random: randomBytes, log, ...(schedule && { schedule }) }
      const workspace = await openWorkspace(joining === undefined ? deps : { ...deps, join: joining })
      opened.push(workspace)
      return workspace
    },
    async [Symbol.asyncDispose]() {
      for (const workspace of opened) await workspace[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
      profileFolder[Symbol.dispose]()
    },
  }
  for (const [path, content] of Object.entries(files)) project.write(path, content)
  return project
}

/** Throws where the scene cannot be read. */
export async function openReadable(workspace: Workspace, path: string): Promise<OpenedSceneDocument> {
  const opened = await workspace.openScene(path)
  if (opened.status !== 'open') throw new Error(opened.fault.reason)
  return opened
}

export function nodeNamed(opened: OpenedSceneDocument, name: string): NodeId {
  for (const node of opened.scene.scene.nodes.values()) if (node.name === name) return node.id
  throw new Error(`no node ${name}`)
}

/** Resolves when `check` is true, asked after every change of the state; the test's time limit ends it. */
export async function until(workspace: Workspace, check: () => boolean): Promise<void> {
  while (!check()) {
    const changed = Promise.withResolvers<void>()
    const listeners = [
      workspace.onDidChangeState(changed.resolve),
      workspace.onDidChangeFiles(changed.resolve),
      workspace.differences.onDidChange(changed.resolve),
      workspace.onDidChangeWanted(changed.resolve),
    ]
    await changed.promise
    for (const listener of listeners) listener[Symbol.dispose]()
    await workspace.whenSettled()
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
