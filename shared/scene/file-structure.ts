/**
 * What a scene's text says, before anything has an identity: nodes with their paths, resources, connections.
 *
 * Nothing is copied that is not asked for; texts are slices of the file.
 */
import type { SceneText, Section } from './codec/scene-text.ts'
import { fieldString, fieldText, propertyText } from './codec/scene-text.ts'
import { parseVariant } from './codec/variant.ts'

export interface RawNode {
  readonly section: number
  readonly name: string
  /** From the root, `.` for the root itself. */
  readonly path: string
  /** Index into `nodes`, -1 for the root. */
  readonly parent: number
  /** What of `parent=` lies inside the parent's instance; empty for most. */
  readonly inside: string
  /** Position among the nodes with the same parent. */
  readonly index: number
  readonly isOverride: boolean
  /** Positive, or 0 where the file has none. */
  readonly uniqueId: number
  readonly parentIdPath: readonly number[]
}

export interface FileStructure {
  readonly file: SceneText
  readonly nodes: readonly RawNode[]
  /** Index of the node at a path; the first where a path repeats. */
  readonly byPath: ReadonlyMap<string, number>
  /** Sections of ext_resource and sub_resource, in order. */
  readonly resources: readonly number[]
  readonly connections: readonly number[]
  readonly editables: readonly number[]
  /** Section of `[resource]`, or -1. */
  readonly main: number
}

/** Read once for each text: matching and the model it makes ids for both ask. */
export function readStructure(file: SceneText): FileStructure {
  const known = structures.get(file)
  if (known !== undefined) return known
  const read = readAnew(file)
  structures.set(file, read)
  return read
}

const structures = new WeakMap<SceneText, FileStructure>()

function readAnew(file: SceneText): FileStructure {
  const nodes: RawNode[] = []
  const byPath = new Map<string, number>()
  const childCount: number[] = []
  const resources: number[] = []
  const connections: number[] = []
  const editables: number[] = []
  let main = -1
  file.sections.forEach((section, at) => {
    if (section.tag === 'node') {
      const node = readNode(file, section, at, nodes, byPath, childCount)
      if (!byPath.has(node.path)) byPath.set(node.path, nodes.length)
      nodes.push(node)
      childCount.push(0)
    } else if (section.tag === 'ext_resource' || section.tag === 'sub_resource') resources.push(at)
    else if (section.tag === 'connection') connections.push(at)
    else if (section.tag === 'editable') editables.push(at)
    else if (section.tag === 'resource') main = at
  })
  return { file, nodes, byPath, resources, connections, editables, main }
}

function readNode(
  file: SceneText,
  section: Section,
  at: number,
  nodes: readonly RawNode[],
  byPath: ReadonlyMap<string, number>,
  childCount: number[],
): RawNode {
  let name = ''
  let parentPath: string | null = null
  let isOverride = true
  let uniqueId = 0
  let parentIdPath: readonly number[] = []
  for (const field of section.fields) {
    switch (field.name) {
      case 'name':
        name = fieldString(file, section, 'name') ?? ''
        break
      case 'parent':
        parentPath = fieldString(file, section, 'parent') ?? null
        break
      case 'type':
      case 'instance':
      case 'instance_placeholder':
        isOverride = false
        break
      case 'unique_id':
        uniqueId = Number(file.text.slice(field.valueStart, field.valueEnd))
        break
      case 'parent_id_path':
        parentIdPath = readInts(file.text.slice(field.valueStart, field.valueEnd))
        break
    }
  }
  if (!Number.isSafeInteger(uniqueId) || uniqueId < 0) uniqueId = 0
  if (parentPath === null || nodes.length === 0) {
    return { section: at, name, path: '.', parent: -1, inside: '', index: 0, isOverride: false, uniqueId, parentIdPath }
  }
  const { parent, inside } = findParent(parentPath, byPath)
  const index = childCount[parent] ?? 0
  childCount[parent] = index + 1
  const path = parentPath === '.' ? name : `${parentPath}/${name}`
  return { section: at, name, path, parent, inside, index, isOverride, uniqueId, parentIdPath }
}

/** The deepest node of the file on the path; the rest lies inside it. */
function findParent(path: string, byPath: ReadonlyMap<string, number>): { parent: number; inside: string } {
  const direct = byPath.get(path)
  if (direct !== undefined) return { parent: direct, inside: '' }
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const parent = byPath.get(path.slice(0, slash))
    if (parent !== undefined) return { parent, inside: path.slice(slash + 1) }
  }
  return { parent: 0, inside: path }
}

/** Property texts of a section in file order; of a repeated key the last one counts, as in Godot. */
export function readProperties(file: SceneText, section: Section): Map<string, string> {
  const properties = new Map<string, string>()
  for (const property of section.properties) properties.set(property.name, propertyText(file, property))
  return properties
}

export function readGroups(file: SceneText, section: Section): string[] {
  const text = fieldText(file, section, 'groups')
  if (text === undefined) return []
  const parsed = parseVariant(text, file.format)
  if (!parsed.ok) return []
  if (parsed.value.type === 'PackedStringArray') return [...parsed.value.strings]
  if (parsed.value.type !== 'Array') return []
  return parsed.value.items.flatMap(item => (item.type === 'String' || item.type === 'StringName' ? [item.value] : []))
}

export function readInts(text: string): number[] {
  const open = text.indexOf('(')
  return [...text.slice(open + 1).matchAll(/-?\d+/g)].map(match => Number(match[0]))
}
