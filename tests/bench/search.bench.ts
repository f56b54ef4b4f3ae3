/**
 * A query over 400 scenes with 10,000 nodes, answered from the index; beside it what a plain grep of the same files
 * takes, and what the index cost to make. Median of queries that differ, so that no answer is a remembered one.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadGodotClasses } from '../../host/godot-classes.ts'
import { readProjects } from '../../host/search/folder-index.ts'
import { findNodes } from '../../shared/scene/query/find.ts'
import { parseQuery } from '../../shared/scene/query/parse.ts'
import { median } from './measure.ts'
import type { BenchRow } from './row.ts'

const SCENES = 400
const NODES = 25
const QUERIES = [
  'type:Enemy* script:*ai* group:spawn prop:health>100 in:levels/',
  '(type:CharacterBody2D+ or group:patrol) prop:position.x>200 -in:levels/3',
  'text:lantern prop:health<=40',
  'name:*7 not (group:spawn or is:root) prop:speed>=2',
  'resource:*.png type:Sprite2D prop:position>300',
]
const ROUNDS = 9

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-search-bench-'))
  try {
    await writeProject(folder)
    return await measure(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string): Promise<BenchRow[]> {
  const classes = loadGodotClasses()
  const buildTimes: number[] = []
  let [project] = await readProjects([folder], classes)
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now()
    ;[project] = await readProjects([folder], classes)
    buildTimes.push(performance.now() - start)
  }
  if (project === undefined) throw new Error('no project was read')
  const { index } = project
  const times: number[] = []
  const grepTimes: number[] = []
  let hits = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of QUERIES) {
      const start = performance.now()
      const parsed = parseQuery(text)
      if (!parsed.ok) throw new Error(parsed.fault.reason)
      const found = findNodes({ text, ...parsed, segments: index.segments(), sources: index, limit: 200 })
      times.push(performance.now() - start)
      hits += round === 0 ? found.total : 0
    }
    const start = performance.now()
    spawnSync('grep', ['-rnE', 'groups=\\[.*spawn|health = 1[0-9][0-9]', '--include=*.tscn', folder], {
      maxBuffer: 256 * 1024 * 1024,
    })
    grepTimes.push(performance.now() - start)
  }
  const nodes = index.segments().reduce((sum, { facts }) => sum + facts.nodes.length, 0)
  const ours = median(times)
  const peer = median(grepTimes)
  const build = median(buildTimes)
  console.log(`slowest query ${Math.max(...times).toFixed(1)} ms, ${hits} hits in one round of ${QUERIES.length}`)
  return [
    {
      name: `query over ${index.segments().length} scenes, ${nodes} nodes, from the index`,
      ours,
      peer,
      peerName: 'grep of all files',
      unit: 'ms',
      ratio: peer / ours,
      target: '< 50 ms',
      pass: ours < 50 && hits > 0,
      note: 'grep finds lines, not nodes: it knows no types, no numbers and no and/or',
    },
    {
      name: `making that index from the files`,
      ours: build,
      unit: 'ms',
      target: 'printed',
      pass: true,
    },
  ]
}

async function writeProject(folder: string): Promise<void> {
  await writeFile(join(folder, 'project.godot'), 'config_version=5\n')
  await mkdir(join(folder, 'actors'), { recursive: true })
  await writeFile(join(folder, 'actors/enemy_ai.gd'), 'class_name EnemyAi\nextends CharacterBody2D\n')
  for (let scene = 0; scene < SCENES; scene += 1) {
    const path = join(folder, 'levels', String(scene % 8))
    await mkdir(path, { recursive: true })
    await writeFile(join(path, `room_${scene}.tscn`), sceneText(scene))
  }
}

function sceneText(scene: number): string {
  const types = ['Sprite2D', 'CharacterBody2D', 'Area2D', 'Label', 'CollisionShape2D']
  const nodes = Array.from({ length: NODES - 1 }, (_, i) => {
    const n = scene * NODES + i
    const groups = n % 3 === 0 ? ' groups=["spawn"]' : n % 5 === 0 ? ' groups=["patrol", "night"]' : ''
    const script = n % 4 === 1 ? 'script = ExtResource("1_ai")\n' : ''
    const texture = n % 5 === 0 ? 'texture = ExtResource("2_png")\n' : ''
    return `[node name="Thing${n}" type="${types[n % types.length]}" parent="."${groups}]
position = Vector2(${n % 640}, ${(n * 7) % 360})
health = ${n % 200}
speed = ${(n % 40) / 4}
label = "a lantern of room ${scene}"
${script}${texture}`
  })
  return `[gd_scene format=3 uid="uid://room${scene}"]

[ext_resource type="Script" path="res://actors/enemy_ai.gd" id="1_ai"]
[ext_resource type="Texture2D" path="res://art/thing_${scene % 20}.png" id="2_png"]

[node name="Room${scene}" type="Node2D"]

${nodes.join('\n')}`
}
