/**
 * The document written back into its file: the text it starts from, touched only where something changed.
 *
 * Nothing changed, nothing is rewritten, byte for byte. (EXP rules in docs/spec/scene.md.)
 */
import * as Y from 'yjs'
import { fieldOrder, quoteName } from './codec/layout.ts'
import { fieldString, fieldText, parseSceneText, type SceneText, type Section } from './codec/scene-text.ts'
import { printVariant } from './codec/variant.ts'
import type { SceneDocument } from './document.ts'
import { type Chunk, joinChunks } from './export/chunks.ts'
import { orderConnections } from './export/order-connections.ts'
import { orderNodes } from './export/order-nodes.ts'
import { orderResources } from './export/order-resources.ts'
import { printSection, rewriteSection } from './export/section-body.ts'
import { unusedInText, usedResources } from './export/used-resources.ts'
import { type FileBase, modelOf } from './file-base.ts'
import { type FileModel, INSIDE_FIELD, isHiddenField, localIdOf } from './file-model.ts'
import { readGroups } from './file-structure.ts'
import { nodePath } from './reference.ts'
import { registerKey } from './register-key.ts'
import type { NodeTarget, ResourceId, Scene, SceneConnection, SceneNode, SceneResource } from './scene.ts'

export interface ExportOptions {
  /** Godot's order of a class's properties, by name; new properties are put in by it. */
  readonly propertyOrder?: (type: string) => ReadonlyMap<string, number>
}

const NO_ORDER: ReadonlyMap<string, number> = new Map()

/**
 * The document as text, and the base to keep with it for intake. Throws where the result would not be a scene: that is
 * never written.
 *
 * `base` is the last text that came from outside (the seed, or what intake returned), not what Weft wrote itself: so
 * the file differs from what others know only by the edits that stand, and undoing them all gives back its very bytes.
 */
export function exportScene(document: SceneDocument, base: FileBase, options: ExportOptions = {}): FileBase {
  const model = modelOf(base)
  const written = writeScene(document.scene, model, options)
  const stateVector = Y.encodeStateVector(document.doc)
  if (written.text === base.text) return { text: base.text, ids: base.ids, stateVector }
  // EXP4
  const parsed = parseSceneText(written.text)
  if (!parsed.ok || parsed.value.sections.length !== written.ids.length) {
    throw new Error(`The scene would not be readable: ${parsed.ok ? 'sections differ' : parsed.fault.reason}`)
  }
  return { text: written.text, ids: written.ids, stateVector }
}

/** Any scene on top of any text that is known section by section. */
export function writeScene(
  scene: Scene,
  model: FileModel,
  options: ExportOptions = {},
): { text: string; ids: string[] } {
  const { file } = model.structure
  const chunks = [
    ...headerChunk(scene, model),
    ...resourceChunks(scene, model, options),
    ...mainChunk(scene, model, options),
    ...nodeChunks(scene, model, options),
    ...connectionChunks(scene, model),
    ...editableChunks(scene, model),
  ]
  return { text: joinChunks(file, chunks), ids: chunks.map(chunk => chunk.id) }
}

function headerChunk(scene: Scene, model: FileModel): Chunk[] {
  const { file } = model.structure
  const section = file.sections[0]
  if (section === undefined) return []
  const fields = new Map<string, string | null>()
  for (const field of section.fields) fields.set(field.name, scene.header.get(field.name) ?? null)
  for (const [name, text] of scene.header) fields.set(name, text)
  if (fields.has('load_steps'))
    fields.set('load_steps', loadSteps(scene, model, fieldText(file, section, 'load_steps') ?? ''))
  const body = rewriteSection(file, section, { fields, properties: new Map(), order: NO_ORDER })
  return [{ id: model.ids[0] ?? '', tag: section.tag, body, section: 0 }]
}

/** Resources and one; left as it was while their number is. */
function loadSteps(scene: Scene, model: FileModel, present: string): string {
  const kept = keptResources(scene, model).length
  return kept === model.resources.size ? present : String(kept + 1)
}

function keptResources(scene: Scene, model: FileModel): SceneResource[] {
  const used = usedResources(scene)
  const unused = unusedInText(model)
  return [...scene.resources.values()].filter(resource => used.has(resource.id) || unused.has(resource.id))
}

function resourceChunks(scene: Scene, model: FileModel, options: ExportOptions): Chunk[] {
  const { file } = model.structure
  return orderResources(scene, keptResources(scene, model), model).map(resource => {
    const section = model.resources.get(resource.id)
    const tag = resource.kind === 'external' ? 'ext_resource' : 'sub_resource'
    const order = options.propertyOrder?.(resource.type) ?? NO_ORDER
    if (section === undefined) {
      return {
        id: resource.id,
        tag,
        section: -1,
        body: printSection(tag, resourceFields(resource, file), resource.properties, order, file),
      }
    }
    const fields = new Map<string, string | null>()
    for (const name of ['type', 'path', 'uid'] as const) {
      const value = resource[name]
      if ((fieldString(file, section, name) ?? null) !== value)
        fields.set(name, value === null ? null : quoteName(value))
    }
    // References follow the id that the resource has here, which another of the same id may have taken from it.
    if (localIdOf(file, section) !== resource.localId) fields.set('id', localIdText(resource, file))
    const body = rewriteSection(file, section, { fields, properties: resource.properties, order })
    return { id: resource.id, tag, section: file.sections.indexOf(section), body }
  })
}

function resourceFields(resource: SceneResource, file: SceneText): [string, string][] {
  const texts: Record<string, string | null> = {
    type: quoteName(resource.type),
    uid: resource.uid === null ? null : quoteName(resource.uid),
    path: resource.path === null ? null : quoteName(resource.path),
    id: localIdText(resource, file),
  }
  const tag = resource.kind === 'external' ? 'ext_resource' : 'sub_resource'
  return inFieldOrder(new Map(Object.entries(texts)), fieldOrder(tag, file.format))
}

/** Godot 3 writes numbers bare. */
function localIdText({ localId }: SceneResource, file: SceneText): string {
  return file.format <= 2 && /^\d+$/.test(localId) ? localId : quoteName(localId)
}

function mainChunk(scene: Scene, model: FileModel, options: ExportOptions): Chunk[] {
  const { file, main } = model.structure
  const section = file.sections[main]
  if (section === undefined) return []
  const type = file.sections[0] === undefined ? undefined : fieldString(file, file.sections[0], 'type')
  const order = type === undefined ? NO_ORDER : (options.propertyOrder?.(type) ?? NO_ORDER)
  const body = rewriteSection(file, section, { fields: new Map(), properties: scene.main, order })
  return [{ id: model.ids[main] ?? '', tag: 'resource', body, section: main }]
}

function nodeChunks(scene: Scene, model: FileModel, options: ExportOptions): Chunk[] {
  const { file } = model.structure
  return orderNodes(scene, model).flatMap(id => {
    const node = scene.nodes.get(id)
    if (node === undefined) return []
    const order = node.type === null ? NO_ORDER : (options.propertyOrder?.(node.type) ?? NO_ORDER)
    const raw = model.nodes.get(id)
    const section = raw === undefined ? undefined : file.sections[raw.section]
    if (raw === undefined || section === undefined) {
      const fields = inFieldOrder(newNodeFields(scene, node, file), fieldOrder('node', file.format))
      return [
        { id, tag: 'node' as const, section: -1, body: printSection('node', fields, node.properties, order, file) },
      ]
    }
    const fields = nodeFieldChanges(scene, node, model, section)
    const body = rewriteSection(file, section, { fields, properties: node.properties, order })
    return [{ id, tag: 'node' as const, section: raw.section, body }]
  })
}

function newNodeFields(scene: Scene, node: SceneNode, file: SceneText): Map<string, string | null> {
  const fields = new Map<string, string | null>([['name', quoteName(node.name)]])
  if (node.type !== null) fields.set('type', quoteName(node.type))
  if (node.parent !== null) fields.set('parent', quoteName(parentPath(scene, node)))
  if (node.groups.length > 0) fields.set('groups', printGroups(node.groups, file))
  if (node.instance !== null) fields.set('instance', instanceText(scene, node.instance, file))
  for (const [name, text] of node.fields) if (!isHiddenField(name)) fields.set(name, text)
  return fields
}

function nodeFieldChanges(
  scene: Scene,
  node: SceneNode,
  model: FileModel,
  section: Section,
): Map<string, string | null> {
  const { file } = model.structure
  const changes = new Map<string, string | null>()
  const string = (name: string, value: string | null) => {
    if ((fieldString(file, section, name) ?? null) !== value)
      changes.set(name, value === null ? null : quoteName(value))
  }
  string('name', node.name)
  string('type', node.type)
  if (node.parent !== null) {
    const path = parentPath(scene, node)
    if (path !== parentInText(model, node.id)) changes.set('parent', quoteName(path))
  }
  const groups = readGroups(file, section)
  if (groups.length !== node.groups.length || groups.some(group => !node.groups.includes(group))) {
    changes.set('groups', node.groups.length === 0 ? null : printGroups(node.groups, file))
  }
  const instance = fieldText(file, section, 'instance')
  const wanted = node.instance === null ? null : instanceText(scene, node.instance, file)
  if ((instance ?? null) !== wanted) changes.set('instance', wanted)
  const known = new Set(['name', 'type', 'parent', 'groups', 'instance'])
  for (const field of section.fields) {
    if (known.has(field.name)) continue
    const text = node.fields.get(field.name)
    changes.set(field.name, text ?? null)
  }
  for (const [name, text] of node.fields) if (!isHiddenField(name)) changes.set(name, text)
  return changes
}

/** The parent's path as the text has it, read the same way as it is written, so that odd spellings stay. */
function parentInText(model: FileModel, id: string): string {
  const node = model.nodes.get(id)
  const parent = node === undefined ? undefined : model.structure.nodes[node.parent]
  if (node === undefined || parent === undefined) return '.'
  if (node.inside === '') return parent.path
  return parent.path === '.' ? node.inside : `${parent.path}/${node.inside}`
}

function parentPath(scene: Scene, node: SceneNode): string {
  const path = node.parent === null ? '.' : nodePath(scene, node.parent)
  const inside = node.fields.get(INSIDE_FIELD)
  if (inside === undefined) return path
  return path === '.' ? inside : `${path}/${inside}`
}

function instanceText(scene: Scene, resource: ResourceId, file: SceneText): string {
  const localId = scene.resources.get(resource)?.localId ?? ''
  if (file.format <= 2 && /^\d+$/.test(localId)) return `ExtResource( ${localId} )`
  return `ExtResource(${quoteName(localId)})`
}

function printGroups(groups: readonly string[], file: SceneText): string {
  if (file.format <= 2) return `[\n${groups.map(group => `${quoteName(group)},\n`).join('')}]`
  return printVariant({ type: 'Array', items: [...groups].sort().map(value => ({ type: 'String', value })) })
}

function connectionChunks(scene: Scene, model: FileModel): Chunk[] {
  const { file } = model.structure
  return orderConnections(scene, model).map(connection => {
    const section = model.connections.get(connection.id)
    const fields = connectionFields(scene, connection)
    if (section === undefined) {
      const body = printSection(
        'connection',
        inFieldOrder(fields, fieldOrder('connection', file.format)),
        new Map(),
        NO_ORDER,
        file,
      )
      return { id: connection.id, tag: 'connection' as const, section: -1, body }
    }
    const changes = new Map<string, string | null>()
    for (const [name, text] of fields) {
      const present = fieldText(file, section, name) ?? null
      if (name === 'from' || name === 'to') {
        if (endInText(model, connection.id, name) !== targetPath(scene, connection[name])) changes.set(name, text)
      } else if (present !== text) changes.set(name, text)
    }
    const body = rewriteSection(file, section, { fields: changes, properties: new Map(), order: NO_ORDER })
    return { id: connection.id, tag: 'connection' as const, section: file.sections.indexOf(section), body }
  })
}

function connectionFields(scene: Scene, connection: SceneConnection): Map<string, string | null> {
  return new Map<string, string | null>([
    ['signal', quoteName(connection.signal)],
    ['from', quoteName(targetPath(scene, connection.from))],
    ['to', quoteName(targetPath(scene, connection.to))],
    ['method', quoteName(connection.method)],
    ['flags', connection.flags],
    ['unbinds', connection.unbinds],
    ['binds', connection.binds],
  ])
}

/** From the root; an end that is in no node of the scene keeps the path it came with. */
export function targetPath(scene: Scene, target: NodeTarget): string {
  if (target.node === null) return target.rest
  const path = nodePath(scene, target.node)
  if (target.rest === '') return path
  return path === '.' ? target.rest : `${path}/${target.rest}`
}

function endInText(model: FileModel, id: string, end: 'from' | 'to'): string {
  const value = model.value(`c/${id}`)
  if (!Array.isArray(value)) return ''
  const [node, rest] = end === 'from' ? [value[1], value[2]] : [value[3], value[4]]
  const inside = typeof rest === 'string' ? rest : ''
  const raw = typeof node === 'string' ? model.nodes.get(node) : undefined
  if (raw === undefined) return inside
  if (inside === '') return raw.path
  return raw.path === '.' ? inside : `${raw.path}/${inside}`
}

function editableChunks(scene: Scene, model: FileModel): Chunk[] {
  const { file } = model.structure
  const wanted = new Map<string, NodeTarget>()
  for (const node of scene.editable) wanted.set(registerKey.editable(node), { node, rest: '' })
  for (const target of scene.editableInside) {
    if (target.node !== null) wanted.set(registerKey.editable(target.node, target.rest), target)
  }
  const registerAt = new Map([...model.editable].map(([register, at]) => [at, register]))
  const chunks: Chunk[] = []
  for (const at of model.structure.editables) {
    const section = file.sections[at]
    const register = registerAt.get(at)
    const target = register === undefined ? undefined : wanted.get(register)
    // One whose path leads nowhere in this file is left as it is.
    if (section === undefined || (register !== undefined && target === undefined)) continue
    const fields = new Map<string, string | null>()
    if (target !== undefined && fieldString(file, section, 'path') !== targetPath(scene, target)) {
      fields.set('path', quoteName(targetPath(scene, target)))
    }
    const body = rewriteSection(file, section, { fields, properties: new Map(), order: NO_ORDER })
    chunks.push({ id: model.ids[at] ?? '', tag: 'editable', body, section: at })
    if (register !== undefined) wanted.delete(register)
  }
  for (const [register, target] of wanted) {
    const body = printSection('editable', [['path', quoteName(targetPath(scene, target))]], new Map(), NO_ORDER, file)
    chunks.push({ id: `=${register}`, tag: 'editable', body, section: -1 })
  }
  return chunks
}

function inFieldOrder(fields: ReadonlyMap<string, string | null>, order: readonly string[]): [string, string][] {
  const rank = (name: string) => {
    const at = order.indexOf(name)
    return at < 0 ? order.length : at
  }
  const present: [string, string][] = []
  for (const [name, text] of fields) if (text !== null) present.push([name, text])
  return present.sort((a, b) => rank(a[0]) - rank(b[0]))
}
