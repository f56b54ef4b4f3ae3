/**
 * Stand-ins for everything a scene refers to outside itself, so that it loads without its project: empty scripts of the
 * class of their nodes, empty scenes, and a resource of the wanted class for each asset. An asset that Godot would have
 * to import is led to its stand-in by a `.remap` file, as in an exported game.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ReadScene, readScene } from '../merge-judge/reader.ts'
import type { Value } from '../merge-judge/value.ts'

/** Puts stand-ins for these texts into a project below `prefix`; answers with the texts that refer to them there. */
export async function withStandIns(project: string, prefix: string, texts: readonly string[]): Promise<string[]> {
  const files = new Map<string, string>()
  for (const text of texts) {
    const scene = readScene(text)
    for (const [id, { type, path }] of scene.external) {
      if (path?.startsWith('res://'))
        addStandIn(files, `${prefix}/${path.slice('res://'.length)}`, type, scriptBase(scene, id))
    }
  }
  for (const [path, content] of files) {
    const target = join(project, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, content)
  }
  return texts.map(text => text.replaceAll(/^(\[ext_resource [^\n]*path="res:\/\/)/gm, `$1${prefix}/`))
}

/** Classes that cannot be made, or would want more than nothing. */
const CLASSES: Readonly<Record<string, string>> = {
  Texture: 'PlaceholderTexture2D',
  Texture2D: 'PlaceholderTexture2D',
  CompressedTexture2D: 'PlaceholderTexture2D',
  StreamTexture: 'PlaceholderTexture2D',
  Material: 'StandardMaterial3D',
  Font: 'FontFile',
  AudioStream: 'AudioStreamGenerator',
  AudioStreamSample: 'AudioStreamWAV',
  Mesh: 'ArrayMesh',
  Shape2D: 'RectangleShape2D',
  Shape3D: 'BoxShape3D',
  StyleBox: 'StyleBoxEmpty',
}

function addStandIn(files: Map<string, string>, path: string, type: string, base: string): void {
  if (path.endsWith('.gd')) files.set(path, `extends ${base}\n`)
  else if (path.endsWith('.tscn')) files.set(path, EMPTY_SCENE)
  else if (type === 'PackedScene') addRemapped(files, path, '.tscn', EMPTY_SCENE)
  else {
    const resource = `[gd_resource type="${CLASSES[type] ?? type}" format=3]\n\n[resource]\n`
    if (path.endsWith('.tres')) files.set(path, resource)
    else addRemapped(files, path, '.tres', resource)
  }
}

const EMPTY_SCENE = '[gd_scene format=3]\n\n[node name="Root" type="Node"]\n'

function addRemapped(files: Map<string, string>, path: string, ending: string, content: string): void {
  files.set(`${path}${ending}`, content)
  files.set(`${path}.remap`, `[remap]\n\npath="res://${path}${ending}"\n`)
}

/** The class of the nodes or resources that have this script, where they agree. */
function scriptBase(scene: ReadScene, id: string): string {
  const uses = (value: Value | undefined) => value?.kind === 'ext' && value.id === id
  const nodes = scene.nodes.filter(node => uses(node.properties.get('script')))
  const resources = [...scene.internal.values()].filter(each => uses(each.properties.get('script')))
  const types = new Set([...nodes, ...resources].map(each => each.type ?? 'Node'))
  const [only = 'Node'] = types
  return types.size === 1 ? only : resources.length > 0 ? 'Resource' : 'Node'
}
