/**
 * The editor on the sample game with a host in memory: `npx vite renderer`, then open `/dev/`.
 * `?nodes=10000` adds a large scene, `?first` begins at the first screen. Never part of what is built.
 */
import { start } from '../start.tsx'
import { createMemoryHost } from './memory-host.ts'

const query = new URLSearchParams(location.search)
const sources = import.meta.glob('../../examples/lantern-isle/**/*.{tscn,tres,gd,md,godot,json}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files = new Map<string, string>()
for (const [path, text] of Object.entries(sources)) {
  if (typeof text === 'string') files.set(path.replace('../../examples/lantern-isle/', 'res://'), text)
}
const nodes = Number(query.get('nodes') ?? 0)
if (nodes > 0) files.set('res://large.tscn', largeScene(nodes))

const root = document.getElementById('root')
if (root !== null) void start(root, createMemoryHost({ files, isOpen: !query.has('first') }))

/** Ten groups deep enough to look like a level: a root, then areas of a hundred nodes each. */
function largeScene(count: number): string {
  const lines = ['[gd_scene format=3]', '', '[node name="Level" type="Node2D"]', '']
  for (let index = 0; index < count - 1; index += 1) {
    const isArea = index % 100 === 0
    const parent = isArea ? '.' : `Area${Math.floor(index / 100)}`
    const name = isArea ? `Area${index / 100}` : `Tree${index}`
    lines.push(`[node name="${name}" type="${isArea ? 'Node2D' : 'Sprite2D'}" parent="${parent}"]`)
    lines.push(`position = Vector2(${index % 640}, ${(index * 7) % 360})`, '')
  }
  return lines.join('\n')
}
