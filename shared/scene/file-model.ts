/**
 * A scene's text with an identity for every section: what each register says before anybody set it.
 *
 * The same reading serves the seed of a document, the text a file was last written with, and a file somebody changed:
 * intake compares two of them register by register.
 */
import type { RegisterValue } from '../registers/registers.ts'
import { seedPosition } from '../tree/position.ts'
import { animationContexts } from './animation-context.ts'
import type { SceneText, Section } from './codec/scene-text.ts'
import { fieldString, fieldText } from './codec/scene-text.ts'
import { type FileStructure, type RawNode, readGroups, readProperties, readStructure } from './file-structure.ts'
import { deepestNode, seedIds } from './identity.ts'
import { resolveNames, type TreeView } from './node-tree.ts'
import { splitParts } from './parts.ts'
import { parseRegisterKey, registerKey } from './register-key.ts'
import { type ReferenceView, toStored } from './stored-text.ts'
import { isStructureName, type StructureTexts, structureOf } from './structures/structure.ts'

/** Fields of a node's tag that have a register or a meaning of their own. */
const OWN_NODE_FIELDS = new Set(['name', 'type', 'parent', 'instance', 'groups'])
/** Fields kept as decoded strings; all others as raw text. */
const STRING_FIELDS = new Set(['name', 'type'])
/** Node field that says where inside its parent's instance a node hangs. Not a field of the file: part of `parent=`. */
export const INSIDE_FIELD = '@inside'
/** Place of an override's inner node in its scene, as indexes from the instance down: `3/0`. Not written either. */
export const PLACE_FIELD = '@place'

/** Fields that this document keeps and no file has: `@` begins no name of Godot's. */
export function isHiddenField(name: string): boolean {
  return name.startsWith('@')
}

export interface FileModel {
  readonly structure: FileStructure
  /** By section. Nodes, resources and connections have ids; `=n` for the rest. */
  readonly ids: readonly string[]
  readonly root: string | null
  readonly nodes: ReadonlyMap<string, RawNode>
  /** Children by parent in file order. */
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly resources: ReadonlyMap<string, Section>
  readonly connections: ReadonlyMap<string, Section>
  /** Sections of `[editable]` by the register that says so. */
  readonly editable: ReadonlyMap<string, number>
  readonly view: ReferenceView
  properties(owner: string): ReadonlyMap<string, string>
  /** The node that an internal resource's own NodePaths are relative to (an animation's root), where it is one. */
  contextOf(resource: string): string | null
  /** A register's value in this text, references stored by identity; null where absent. */
  value(register: string): RegisterValue
  /** Every register this text sets. */
  registers(): Map<string, RegisterValue>
  /** Those of one node or resource. */
  registersOf(owner: string): string[]
  /** Those of no node and no resource. */
  looseRegisters(): string[]
  /** The type of a resource; of the main resource for an empty owner. */
  typeOf(owner: string): string
  /** What the structure of a resource is read from; empty for any other. */
  structureTexts(owner: string): StructureTexts
  /** Parts of a resource that is merged by them; null for any other. */
  structureParts(owner: string): ReadonlyMap<string, string> | null
  /** A node's or resource's section as it stands in the file. */
  textOf(owner: string): string
}

export function createFileModel(file: SceneText, givenIds?: readonly string[]): FileModel {
  const structure = readStructure(file)
  const ids = givenIds ?? seedIds(structure)
  const idOf = (index: number) => ids[structure.nodes[index]?.section ?? -1] ?? ''
  const sectionAt = (at: number): Section => {
    const section = file.sections[at]
    if (section === undefined) throw new RangeError(`section ${at}`)
    return section
  }
  const nodes = new Map(structure.nodes.map(node => [ids[node.section] ?? '', node]))
  const children = new Map<string, string[]>()
  for (const node of structure.nodes) {
    if (node.parent < 0) continue
    const parent = idOf(node.parent)
    const list = children.get(parent)
    if (list === undefined) children.set(parent, [ids[node.section] ?? ''])
    else list.push(ids[node.section] ?? '')
  }
  const resources = new Map(structure.resources.map(at => [ids[at] ?? '', sectionAt(at)]))
  const connections = new Map(structure.connections.map(at => [ids[at] ?? '', sectionAt(at)]))
  const structureCache = new Map<string, ReadonlyMap<string, string> | null>()
  const propertyCache = new Map<string, ReadonlyMap<string, string>>()
  const view = createView(structure, ids, nodes, resources, owner => propertiesOf(owner))
  const editable = new Map<string, number>()
  for (const at of structure.editables) {
    const path = fieldString(file, sectionAt(at), 'path') ?? ''
    const { node, rest } = deepestNode(path, structure.byPath)
    if (node >= 0) editable.set(registerKey.editable(idOf(node), rest), at)
  }
  let contexts: ReadonlyMap<string, string> | null = null

  function sectionOf(owner: string): Section | undefined {
    if (owner === '') return structure.main < 0 ? undefined : sectionAt(structure.main)
    const node = nodes.get(owner)
    return node === undefined ? resources.get(owner) : sectionAt(node.section)
  }

  function propertiesOf(owner: string): ReadonlyMap<string, string> {
    const known = propertyCache.get(owner)
    if (known !== undefined) return known
    const section = sectionOf(owner)
    const read = section === undefined ? new Map<string, string>() : readProperties(file, section)
    propertyCache.set(owner, read)
    return read
  }

  function contextOf(resource: string): string | null {
    contexts ??= animationContexts(
      [...nodes.keys()].map(id => ({ id, properties: propertiesOf(id) })),
      id => propertiesOf(id),
      view,
    )
    return contexts.get(resource) ?? null
  }

  function storedProperty(owner: string, name: string): RegisterValue {
    const text = propertiesOf(owner).get(name)
    if (text === undefined) return null
    return toStored(text, nodes.has(owner) ? owner : contextOf(owner), view)
  }

  function partValue(owner: string, property: string, part: string): RegisterValue {
    if (isStructureName(property)) return structureParts(owner)?.get(part) ?? null
    const text = storedProperty(owner, property)
    return typeof text === 'string' ? (splitParts(property, text, file.format)?.get(part) ?? null) : null
  }

  function typeOf(owner: string): string {
    const section = owner === '' ? file.sections[0] : resources.get(owner)
    return section === undefined ? '' : (fieldString(file, section, 'type') ?? '')
  }

  function structureParts(owner: string): ReadonlyMap<string, string> | null {
    const known = structureCache.get(owner)
    if (known !== undefined) return known
    const structure = nodes.has(owner) ? undefined : structureOf(typeOf(owner))
    const parts = structure?.split(structureTexts(owner).stored, file.format) ?? null
    structureCache.set(owner, parts)
    return parts
  }

  function structureTexts(owner: string): StructureTexts {
    const structure = nodes.has(owner) ? undefined : structureOf(typeOf(owner))
    const shown = new Map([...propertiesOf(owner)].filter(([name]) => structure?.owns(name) === true))
    const stored = new Map<string, string>()
    for (const name of shown.keys()) {
      const text = storedProperty(owner, name)
      if (typeof text === 'string') stored.set(name, text)
    }
    return { stored, shown }
  }

  function nodeField(id: string, name: string): RegisterValue {
    const node = nodes.get(id)
    if (node === undefined) return null
    if (name === INSIDE_FIELD) return node.inside === '' ? null : node.inside
    const section = sectionAt(node.section)
    if (STRING_FIELDS.has(name)) return fieldString(file, section, name) ?? null
    const text = fieldText(file, section, name)
    return text === undefined ? null : toStored(text, null, view)
  }

  function connectionValue(section: Section): RegisterValue {
    const target = (name: string): readonly [string, string] => {
      const path = fieldString(file, section, name) ?? ''
      const found = resolveNames(view.tree, rootId() ?? '', path)
      return found === null ? ['', path] : [found.node, found.inside]
    }
    const text = (name: string) => fieldText(file, section, name) ?? null
    return [
      fieldString(file, section, 'signal') ?? '',
      ...target('from'),
      ...target('to'),
      fieldString(file, section, 'method') ?? '',
      text('flags'),
      storedOrNull(text('binds')),
      text('unbinds'),
    ]
  }

  function storedOrNull(text: string | null): string | null {
    return text === null ? null : toStored(text, null, view)
  }

  function rootId(): string | null {
    return structure.nodes.length === 0 ? null : idOf(0)
  }

  function resourceField(id: string, name: string): RegisterValue {
    const section = resources.get(id)
    return section === undefined ? null : (fieldString(file, section, name) ?? null)
  }

  function birth(id: string): RegisterValue {
    const section = resources.get(id)
    if (section === undefined) return null
    const kind = section.tag === 'ext_resource' ? 'external' : 'internal'
    return [kind, fieldString(file, section, 'type') ?? '', localIdOf(file, section)]
  }

  function value(register: string): RegisterValue {
    const key = parseRegisterKey(register)
    if (key === null) return null
    switch (key.owner) {
      case 'header': {
        const first = file.sections[0]
        return first === undefined ? null : (fieldText(file, first, key.name) ?? null)
      }
      case 'main':
        return key.slot === 'part' ? partValue('', key.name, key.part) : storedProperty('', key.name)
      case 'connection': {
        const section = connections.get(key.id)
        return section === undefined ? null : connectionValue(section)
      }
      case 'resource':
        if (key.slot === 'birth') return birth(key.id)
        if (key.slot === 'field') return resourceField(key.id, key.name)
        return key.slot === 'property' ? storedProperty(key.id, key.name) : partValue(key.id, key.name, key.part)
      case 'node':
        break
    }
    const node = nodes.get(key.id)
    if (node === undefined) return null
    switch (key.slot) {
      case 'edge':
        return node.parent < 0 ? null : [[idOf(node.parent), seedPosition(node.index), 0]]
      case 'field':
        return nodeField(key.id, key.name)
      case 'group':
        return readGroups(file, sectionAt(node.section)).includes(key.name) ? true : null
      case 'property':
        return storedProperty(key.id, key.name)
      case 'editable':
        return editable.has(register) ? true : null
      case 'part':
        return partValue(key.id, key.name, key.part)
      case 'trash':
        return null
    }
  }

  function registersOf(owner: string): string[] {
    const node = nodes.get(owner)
    const properties = [...propertiesOf(owner).keys()]
    if (node === undefined) {
      const section = resources.get(owner)
      if (section === undefined) return []
      return [
        registerKey.resourceBirth(owner),
        ...['path', 'uid']
          .filter(name => fieldText(file, section, name) !== undefined)
          .map(name => registerKey.resourceField(owner, name)),
        ...properties.map(name => registerKey.resourceProperty(owner, name)),
      ]
    }
    const section = sectionAt(node.section)
    return [
      ...(node.parent < 0 ? [] : [registerKey.edge(owner)]),
      ...(node.inside === '' ? [] : [registerKey.field(owner, INSIDE_FIELD)]),
      ...section.fields
        .filter(({ name }) => name !== 'parent' && name !== 'groups')
        .map(({ name }) => registerKey.field(owner, name)),
      ...readGroups(file, section).map(group => registerKey.group(owner, group)),
      ...properties.map(name => registerKey.property(owner, name)),
    ]
  }

  function looseRegisters(): string[] {
    return [
      ...(file.sections[0]?.fields ?? []).map(({ name }) => registerKey.header(name)),
      ...[...propertiesOf('').keys()].map(name => registerKey.main(name)),
      ...[...connections.keys()].map(id => registerKey.connection(id)),
      ...editable.keys(),
    ]
  }

  function registers(): Map<string, RegisterValue> {
    const all = new Map<string, RegisterValue>()
    const put = (register: string) => all.set(register, value(register))
    looseRegisters().forEach(put)
    for (const id of resources.keys()) registersOf(id).forEach(put)
    for (const id of nodes.keys()) registersOf(id).forEach(put)
    return all
  }

  function textOf(owner: string): string {
    const section = sectionOf(owner)
    return section === undefined ? '' : file.text.slice(section.start, section.end)
  }

  return {
    structure,
    ids,
    root: rootId(),
    nodes,
    children,
    resources,
    connections,
    editable,
    view,
    properties: propertiesOf,
    contextOf,
    value,
    registers,
    registersOf,
    looseRegisters,
    typeOf,
    structureTexts,
    structureParts,
    textOf,
  }
}

/** Tag fields other than those with a place of their own, as raw text. */
export function otherFields(file: SceneText, section: Section): Map<string, string> {
  const fields = new Map<string, string>()
  for (const field of section.fields) {
    if (!OWN_NODE_FIELDS.has(field.name)) fields.set(field.name, file.text.slice(field.valueStart, field.valueEnd))
  }
  return fields
}

/** `1_ab3de`, or `1` where Godot 3 wrote a bare number. */
export function localIdOf(file: SceneText, section: Section): string {
  return fieldString(file, section, 'id') ?? fieldText(file, section, 'id') ?? ''
}

function createView(
  structure: FileStructure,
  ids: readonly string[],
  nodes: ReadonlyMap<string, RawNode>,
  resources: ReadonlyMap<string, Section>,
  properties: (id: string) => ReadonlyMap<string, string>,
): ReferenceView {
  const { file } = structure
  let uniques: Map<string, string> | null = null
  const tree: TreeView = {
    segments: id => {
      const path = nodes.get(id)?.path
      return path === undefined ? null : path === '.' ? [] : path.split('/')
    },
    at: path => {
      const node = structure.nodes[structure.byPath.get(path) ?? -1]
      return node === undefined ? undefined : ids[node.section]
    },
    isOpen: id => {
      const node = nodes.get(id)
      const section = node === undefined ? undefined : file.sections[node.section]
      if (node === undefined || section === undefined) return false
      return node.isOverride || fieldText(file, section, 'instance') !== undefined
    },
    unique: name => {
      if (uniques === null) {
        uniques = new Map()
        for (const [id, node] of nodes) {
          if (properties(id).get('unique_name_in_owner') === 'true') uniques.set(node.name, id)
        }
      }
      return uniques.get(name)
    },
  }
  let byLocal: Map<string, string> | null = null
  const locals = new Map<string, string>()
  function readLocals(): Map<string, string> {
    const found = new Map<string, string>()
    for (const [id, section] of resources) {
      const localId = localIdOf(file, section)
      found.set(`${section.tag === 'ext_resource' ? 'external' : 'internal'}:${localId}`, id)
      locals.set(id, localId)
    }
    return found
  }
  return {
    tree,
    format: file.format,
    resourceByLocalId: (kind, localId) => {
      byLocal ??= readLocals()
      return byLocal.get(`${kind}:${localId}`)
    },
    localId: id => {
      byLocal ??= readLocals()
      return locals.get(id)
    },
  }
}
