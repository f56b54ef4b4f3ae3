/**
 * A project of 1,000 scenes: how long a fork takes, a scene as it was 200 edits ago, and giving the folder to another
 * reality in which ten scenes differ; and what realities of 10,000 files cost. Over real files and a real database.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { openProfile } from '../../host/profile/profile.ts'
import { openWorkspace } from '../../host/workspace/open-workspace.ts'
import type { Workspace } from '../../host/workspace/workspace.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
import { manyFiles } from './many-files.ts'
import type { BenchRow } from './row.ts'

const SCENES = 1_000
const EDITED = 100
const NODES = 30
const EDITS = 200
const ROUNDS = 20
const DIFFERING = 10
const FORK_TARGET_MS = 100

const log = { info() {}, warn() {}, error() {} }

export async function run(): Promise<BenchRow[]> {
  using folder = temporaryFolder()
  using home = temporaryFolder()
  mkdirSync(join(folder.path, 'levels'))
  for (let i = 0; i < SCENES; i += 1) writeFileSync(join(folder.path, 'levels', `s${i}.tscn`), scene(i))
  const profile = await openProfile(home.path)
  const open = () => openWorkspace({ folder: folder.path, profile, now: Date.now, random: randomBytes, log })
  let workspace = await open()
  await workspace.whenSettled()
  for (let i = 0; i < EDITED; i += 1) await edit(workspace, i, 1)
  await edit(workspace, 0, EDITS)
  const forks: number[] = []
  for (let i = 0; i < ROUNDS; i += 1) forks.push(await timed(() => workspace.realities.create({ name: `r${i}` })))
  const looks: number[] = []
  for (let i = 0; i < ROUNDS; i += 1) {
    const at = { kind: 'moment', sequence: 1 + i } as const
    looks.push(await timed(() => workspace.history.sceneAt('res://levels/s0.tscn', at)))
  }
  const [first] = workspace.realities.graph().realities.slice(1)
  for (let i = 0; i < DIFFERING; i += 1) await edit(workspace, i, 1)
  await workspace.whenSettled()
  const switched = await timed(async () => {
    await workspace.leaveFor(first?.id ?? '')
    await workspace[Symbol.asyncDispose]()
    workspace = await open()
    await workspace.whenSettled()
  })
  await workspace[Symbol.asyncDispose]()
  const fork = median(forks)
  return [
    {
      name: `fork of a reality, ${SCENES} scenes, ${EDITED} of them edited`,
      ours: fork,
      unit: 'ms',
      target: `under ${FORK_TARGET_MS} ms`,
      pass: fork < FORK_TARGET_MS,
      note: `slowest ${Math.max(...forks).toFixed(1)} ms`,
    },
    {
      name: `a scene of ${NODES} nodes as it was, ${EDITS} edits ago`,
      ours: median(looks),
      unit: 'ms',
      target: 'for information',
      pass: true,
    },
    {
      name: `the folder given to another reality, ${DIFFERING} of ${SCENES} scenes differ`,
      ours: switched,
      unit: 'ms',
      target: 'for information',
      pass: true,
    },
    ...(await manyFiles()),
  ]
}

async function edit(workspace: Workspace, i: number, times: number): Promise<void> {
  using opened = await workspace.openScene(`res://levels/s${i}.tscn`)
  if (opened.status !== 'open') throw new Error(opened.fault.reason)
  using document = await workspace.documents.open(opened.document)
  const node = [...opened.scene.scene.nodes.keys()][1] as NodeId
  for (let n = 0; n < times; n += 1) {
    setProperty(opened.editor, [node], 'position', `Vector2(${n}, ${document.doc.clientID % 1000})`)
    await document.whenStored()
  }
}

function scene(i: number): string {
  const nodes = Array.from(
    { length: NODES },
    (_, n) => `[node name="N${n}" type="Sprite2D" parent="." unique_id=${1000 + n}]\nposition = Vector2(${n}, ${i})\n`,
  )
  return `[gd_scene format=3]\n\n[node name="S${i}" type="Node2D" unique_id=${i + 1}]\n\n${nodes.join('\n')}`
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN
}
