/**
 * A scene as the judge reads it: plain nodes in a tree, their properties, groups, connections and resources, and what
 * would keep Godot from loading all of it. A `.tres` is a scene of one node, which holds what `[resource]` holds.
 */
import { plainText, ReadFault, readSections, type Section, type Value } from './value.ts'

export interface ReadNode {
  /** Place in the file. */
  readonly index: number
  readonly name: string
  /** As in `parent=`: `.` for the root, `A/B` below it. */
  readonly path: string
  readonly type: string | null
  /** The nearest node above that the file has; null for the root. */
  readonly parent: ReadNode | null
  /** What lies between the two inside an instanced scene: `Body/Arm`, mostly empty. */
  readonly via: string
  readonly uniqueId: number | null
  readonly instance: Value | null
  readonly groups: ReadonlySet<string>
  /** The rest of the tag. */
  readonly fields: ReadonlyMap<string, Value>
  readonly properties: ReadonlyMap<string, Value>
  readonly children: readonly ReadNode[]
}

export interface ReadResource {
  readonly type: string
  /** Of an external one. */
  readonly path: string | null
  readonly uid: string | null
  readonly properties: ReadonlyMap<string, Value>
}

export interface ReadConnection {
  readonly signal: string
  readonly from: string
  readonly to: string
  readonly method: string
  /** Flags, binds, unbinds. */
  readonly rest: ReadonlyMap<string, Value>
}

export interface ReadScene {
  readonly format: number
  readonly header: ReadonlyMap<string, Value>
  readonly nodes: readonly ReadNode[]
  readonly byPath: ReadonlyMap<string, ReadNode>
  readonly external: ReadonlyMap<string, ReadResource>
  readonly internal: ReadonlyMap<string, ReadResource>
  readonly connections: readonly ReadConnection[]
  readonly editable: readonly string[]
  /** Why Godot would not load it, or would load less than the file says. */
  readonly faults: readonly string[]
}

/** Throws a `ReadFault` where the text is no scene at all. */
export function readScene(text: string): ReadScene {
  const sections = readSections(text)
  const head = sections[0]
  if (head === undefined || !/^gd_(?:scene|resource)$/.test(head.tag))
    throw new ReadFault('it does not begin as a scene')
  const faults: string[] = []
  const scene = {
    format: Number(plainText(head.fields.get('format')) ?? 3),
    header: without(head.fields, ['load_steps', 'format']),
    nodes: [] as ReadNode[],
    byPath: new Map<string, ReadNode>(),
    external: new Map<string, ReadResource>(),
    internal: new Map<string, ReadResource>(),
    connections: [] as ReadConnection[],
    editable: [] as string[],
    faults,
  }
  const order = [
    'gd_scene',
    'gd_resource',
    'ext_resource',
    'sub_resource',
    'resource',
    'node',
    'connection',
    'editable',
  ]
  let reached = 0
  for (const [i, section] of sections.entries()) {
    const rank = Math.min(order.indexOf(section.tag), order.indexOf('node'))
    if (rank < reached || (i > 0 && rank < 2)) faults.push(`[${section.tag}] where Godot expects none`)
    reached = Math.max(rank, reached)
    for (const value of [...section.fields.values(), ...section.properties.values()])
      checkReferences(value, scene, faults)
    addSection(section, scene, plainText(head.fields.get('type')))
  }
  return scene
}

type Growing = {
  nodes: ReadNode[]
  byPath: Map<string, ReadNode>
  external: Map<string, ReadResource>
  internal: Map<string, ReadResource>
  connections: ReadConnection[]
  editable: string[]
  faults: string[]
}

function addSection(section: Section, scene: Growing, headType: string | null): void {
  const text = (field: string) => plainText(section.fields.get(field)) ?? ''
  switch (section.tag) {
    case 'ext_resource':
      scene.external.set(text('id'), {
        type: text('type'),
        path: text('path'),
        uid: plainText(section.fields.get('uid')),
        properties: new Map(),
      })
      return
    case 'sub_resource':
      scene.internal.set(text('id'), { type: text('type'), path: null, uid: null, properties: section.properties })
      return
    case 'resource':
      addNode({ ...section, fields: new Map([['type', { kind: 'atom', text: `"${headType ?? ''}` }]]) }, scene)
      return
    case 'node':
      addNode(section, scene)
      return
    case 'connection':
      scene.connections.push({
        signal: text('signal'),
        from: text('from'),
        to: text('to'),
        method: text('method'),
        rest: without(section.fields, ['signal', 'from', 'to', 'method', 'from_uid_path', 'to_uid_path']),
      })
      return
    case 'editable':
      scene.editable.push(text('path'))
      return
    case 'gd_scene':
    case 'gd_resource':
      return
    default:
      scene.faults.push(`the unknown tag [${section.tag}]`)
  }
}

const OWN_FIELDS = [
  'name',
  'type',
  'parent',
  'parent_id_path',
  'index',
  'unique_id',
  'groups',
  'instance',
  'owner_uid_path',
]

function addNode({ fields, properties }: Section, scene: Growing): void {
  const name = plainText(fields.get('name')) ?? ''
  const parentText = plainText(fields.get('parent'))
  const above = parentText === null ? null : nearest(parentText, scene)
  const path = parentText === null ? '.' : parentText === '.' ? name : `${parentText}/${name}`
  const groups = fields.get('groups')
  const node: ReadNode = {
    index: scene.nodes.length,
    name,
    path,
    type: plainText(fields.get('type')),
    parent: above?.node ?? null,
    via: above?.via ?? '',
    uniqueId: numberIn(fields.get('unique_id')),
    instance: fields.get('instance') ?? null,
    groups: new Set(groups?.kind === 'list' ? groups.items.map(item => plainText(item) ?? '') : []),
    fields: without(fields, OWN_FIELDS),
    properties,
    children: [],
  }
  if (parentText === null && scene.nodes.length > 0) scene.faults.push(`a second root, ${name}`)
  if (above !== null && above.via !== '' && !isFromElsewhere(above.node))
    scene.faults.push(`the parent of ${path} is missing`)
  if (scene.byPath.has(path)) scene.faults.push(`two nodes are called ${path}`)
  else scene.byPath.set(path, node)
  scene.nodes.push(node)
  ;(node.parent?.children as ReadNode[] | undefined)?.push(node)
}

/** The node at a path, or the nearest above it and the rest of the way. */
export function nearest(path: string, scene: Pick<ReadScene, 'byPath' | 'nodes'>): { node: ReadNode; via: string } {
  const root = scene.nodes[0]
  if (root === undefined) throw new ReadFault(`a node below ${path} before the root`)
  if (path === '.') return { node: root, via: '' }
  const names = path.split('/')
  for (let length = names.length; length > 0; length -= 1) {
    const node = scene.byPath.get(names.slice(0, length).join('/'))
    if (node !== undefined) return { node, via: names.slice(length).join('/') }
  }
  return { node: root, via: path }
}

/** May have children that this file does not list: an instance, or what lies inside one. */
export function isFromElsewhere(node: ReadNode): boolean {
  return node.type === null
}

function checkReferences(value: Value, scene: Growing, faults: string[]): void {
  switch (value.kind) {
    case 'atom':
    case 'path':
      return
    case 'ext':
      if (!scene.external.has(value.id)) faults.push(`ExtResource ${value.id} is missing`)
      return
    case 'sub':
      if (!scene.internal.has(value.id)) faults.push(`SubResource ${value.id} is missing or stands further down`)
      return
    case 'call':
      for (const each of value.args) if (each.kind !== 'atom') checkReferences(each, scene, faults)
      return
    case 'list':
      for (const each of value.items) checkReferences(each, scene, faults)
      return
    case 'dict':
      for (const [key, each] of value.entries) {
        checkReferences(key, scene, faults)
        checkReferences(each, scene, faults)
      }
  }
}

function numberIn(value: Value | undefined): number | null {
  const text = plainText(value)
  return text === null ? null : Number(text)
}

function without(fields: ReadonlyMap<string, Value>, names: readonly string[]): Map<string, Value> {
  return new Map([...fields].filter(([name]) => !names.includes(name)))
}
