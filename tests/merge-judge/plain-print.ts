/** A plain scene as the text Godot writes for it, and the keys of its nodes in the order in which they stand there. */
import {
  nodeIn,
  type PlainNode,
  type PlainResource,
  type PlainScene,
  pathOf,
  relativePath,
  subtree,
} from './plain-scene.ts'

export interface Printed {
  readonly text: string
  readonly keys: readonly string[]
}

export function printScene(scene: PlainScene): Printed {
  const keys = subtree(scene, scene.root)
  const external = [...scene.resources.values()].filter(each => each.file !== null)
  const internal = inOrderOfUse(scene)
  const lines = [head(scene, external.length + internal.length), '']
  for (const { type, id, file } of external.sort(byNumber)) {
    lines.push(`[ext_resource type="${type}" uid="${file?.uid}" path="${file?.path}" id="${id}"]`)
  }
  if (external.length > 0) lines.push('')
  for (const resource of internal) {
    lines.push(`[sub_resource type="${resource.type}" id="${resource.id}"]`)
    for (const [name, value] of resource.properties) lines.push(`${name} = ${render(scene, scene.root, value)}`)
    lines.push('')
  }
  for (const key of keys) lines.push(...printNode(scene, nodeIn(scene, key)), '')
  lines.pop()
  const connections = keys.flatMap(key => printConnections(scene, key))
  if (connections.length > 0) lines.push('', ...connections)
  const editable = keys.filter(key => scene.editable.has(key)).map(key => `[editable path="${pathOf(scene, key)}"]`)
  if (editable.length > 0) lines.push('', ...editable)
  return { text: `${lines.join('\n')}\n`, keys }
}

function head(scene: PlainScene, resources: number): string {
  const hasBytes = [...scene.nodes.values()].some(node => node.properties.has('tile_map_data'))
  const steps = scene.hasUniqueIds || resources === 0 ? '' : ` load_steps=${resources + 1}`
  return `[gd_scene${steps} format=${hasBytes ? 4 : 3} uid="uid://c8q3v1d2k4m5n"]`
}

function printNode(scene: PlainScene, node: PlainNode): string[] {
  const isOverride = node.type === null && node.instance === null
  const fields = [
    `name="${node.name}"`,
    node.type === null ? '' : `type="${node.type}"`,
    node.parent === null ? '' : `parent="${pathOf(scene, node.parent)}"`,
    isOverride ? 'index="0"' : '',
    node.uniqueId === null ? '' : `unique_id=${node.uniqueId}`,
    node.groups.length === 0
      ? ''
      : `groups=[${node.groups
          .toSorted()
          .map(group => `"${group}"`)
          .join(', ')}]`,
    node.instance === null ? '' : `instance=ExtResource("${scene.resources.get(node.instance)?.id}")`,
  ]
  const properties = [...node.properties].map(([name, value]) => `${name} = ${render(scene, node.key, value)}`)
  return [`[node ${fields.filter(field => field !== '').join(' ')}]`, ...properties]
}

function printConnections(scene: PlainScene, key: string): string[] {
  return scene.connections
    .filter(connection => connection.from === key)
    .map(({ signal, to, method, flags }) => {
      const end = flags === null ? '' : ` flags=${flags}`
      return `[connection signal="${signal}" from="${pathOf(scene, key)}" to="${pathOf(scene, to)}" method="${method}"${end}]`
    })
    .sort()
}

function render(scene: PlainScene, holder: string, value: string): string {
  return value
    .replaceAll(/@\{(\w+)\}/g, (_, key: string) => relativePath(scene, holder, key))
    .replaceAll(/#\{(\w+)\}/g, (_, key: string) => {
      const resource = scene.resources.get(key)
      if (resource === undefined) throw new RangeError(`there is no resource ${key}`)
      return `${resource.file === null ? 'SubResource' : 'ExtResource'}("${resource.id}")`
    })
}

/** What a resource refers to stands above it. Those that nothing refers to are not written. */
function inOrderOfUse(scene: PlainScene): PlainResource[] {
  const found = new Set<PlainResource>()
  const visit = (value: string) => {
    for (const [, key = ''] of value.matchAll(/#\{(\w+)\}/g)) {
      const resource = scene.resources.get(key)
      if (resource === undefined || resource.file !== null || found.has(resource)) continue
      for (const inner of resource.properties.values()) visit(inner)
      found.add(resource)
    }
  }
  for (const key of subtree(scene, scene.root)) for (const value of nodeIn(scene, key).properties.values()) visit(value)
  return [...found]
}

function byNumber(a: PlainResource, b: PlainResource): number {
  return Number.parseInt(a.id, 10) - Number.parseInt(b.id, 10)
}
