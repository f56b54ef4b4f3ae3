/** 10,000 files in a workspace: how long a reality takes, and what a hundred of them cost on the disk. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../host/files/temporary-folder.ts'
import { openProfile } from '../../host/profile/profile.ts'
import { openWorkspace } from '../../host/workspace/open-workspace.ts'
import type { Workspace } from '../../host/workspace/workspace.ts'
import { setProperty } from '../../shared/scene/commands.ts'
import type { NodeId } from '../../shared/scene/scene.ts'
import type { BenchRow } from './row.ts'

const FILES = { scenes: 2_000, scripts: 3_000, images: 5_000 }
const ALL = FILES.scenes + FILES.scripts + FILES.images
const IMAGE_BYTES = 2_000
const REALITIES = 100
const EDITED = 10
const FORK_TARGET_MS = 50
const SIZE_TARGET_MB = 1
const MB = 1_000_000

const log = { info() {}, warn() {}, error() {} }

export async function manyFiles(): Promise<BenchRow[]> {
  using folder = temporaryFolder()
  using home = temporaryFolder()
  writeFiles(folder.path)
  const profile = await openProfile(home.path)
  const open = () => openWorkspace({ folder: folder.path, profile, now: Date.now, random: randomBytes, log })
  let workspace = await open()
  await workspace.whenSettled()
  const size = () => sizeOf(join(folder.path, '.weft'))
  const reopen = async () => {
    await workspace[Symbol.asyncDispose]()
    workspace = await open()
    await workspace.whenSettled()
  }
  await reopen()
  const before = size()
  // The first one keeps the bytes of images, once for all (RTY7).
  await workspace.realities.create({ name: 'first' })
  await workspace.whenSettled()
  await reopen()
  const kept = size()
  const times: number[] = []
  for (let i = 1; i <= REALITIES; i += 1) {
    const start = performance.now()
    await workspace.realities.create({ name: `r${i}` })
    times.push(performance.now() - start)
  }
  await reopen()
  const made = size()
  const worked = workspace.realities.graph().realities.at(-1)?.id ?? ''
  await workspace.leaveFor(worked)
  await reopen()
  for (let i = 0; i < EDITED; i += 1) await edit(workspace, i)
  await reopen()
  const written = size()
  await workspace[Symbol.asyncDispose]()
  times.sort((a, b) => a - b)
  const fork = times[Math.floor(times.length / 2)] ?? Number.NaN
  const each = (made - kept) / REALITIES / MB
  const own = (written - made) / MB
  return [
    {
      name: `a reality from ${ALL.toLocaleString('en')} files`,
      ours: fork,
      unit: 'ms',
      target: `under ${FORK_TARGET_MS} ms`,
      pass: fork < FORK_TARGET_MS,
      note: `median of ${REALITIES}, slowest ${(times.at(-1) ?? 0).toFixed(1)} ms`,
    },
    {
      name: `${REALITIES} realities of ${ALL.toLocaleString('en')} files, each on the disk`,
      ours: each,
      unit: 'MB',
      target: `under ${SIZE_TARGET_MB} MB`,
      pass: each < SIZE_TARGET_MB,
      note: `the first keeps images of ${(FILES.images * IMAGE_BYTES) / MB} MB for all: ${((kept - before) / MB).toFixed(1)} MB once`,
    },
    {
      name: `one of them with ${EDITED} scenes edited, on the disk`,
      ours: own,
      unit: 'MB',
      target: `under ${SIZE_TARGET_MB} MB`,
      pass: own < SIZE_TARGET_MB,
    },
  ]
}

function writeFiles(folder: string): void {
  const write = (kind: string, i: number, extension: string, content: string | Uint8Array) => {
    const below = join(folder, kind, String(i % 50))
    if (i < 50) mkdirSync(below, { recursive: true })
    writeFileSync(join(below, `f${i}.${extension}`), content)
  }
  writeFileSync(join(folder, 'project.godot'), 'config_version=5\n')
  for (let i = 0; i < FILES.scenes; i += 1) write('levels', i, 'tscn', scene(i))
  for (let i = 0; i < FILES.scripts; i += 1)
    write('scripts', i, 'gd', `extends Node\n\nfunc number() -> int:\n\treturn ${i}\n`)
  for (let i = 0; i < FILES.images; i += 1) write('images', i, 'png', randomBytes(IMAGE_BYTES))
}

function scene(i: number): string {
  return `[gd_scene format=3]\n\n[node name="S${i}" type="Node2D" unique_id=${i + 1}]\n\n[node name="Player" type="Sprite2D" parent="." unique_id=${i + 100_000}]\nposition = Vector2(${i}, 1)\n`
}

async function edit(workspace: Workspace, i: number): Promise<void> {
  using opened = await workspace.openScene(`res://levels/${i % 50}/f${i}.tscn`)
  if (opened.status !== 'open') throw new Error(opened.fault.reason)
  const node = [...opened.scene.scene.nodes.keys()][1] as NodeId
  setProperty(opened.editor, [node], 'position', `Vector2(${i}, 7)`)
  await workspace.whenSettled()
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
