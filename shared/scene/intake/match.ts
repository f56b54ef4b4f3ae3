/**
 * Whose section is whose: identities for a changed text, from the one it came from.
 *
 * By `unique_id`, then by name under the same parent, then by likeness, so that a rename or a move stays one change.
 * (INT rules in docs/spec/scene.md.)
 */
import { fieldString, fieldText, type SceneText, type Section } from '../codec/scene-text.ts'
import type { FileModel } from '../file-model.ts'
import { type FileStructure, type RawNode, readProperties, readStructure } from '../file-structure.ts'
import { connectionIdentity, nodeIdentity, pathNodeId } from '../identity.ts'
import type { Scene } from '../scene.ts'
import { matchResources } from './match-resources.ts'

/** Ids of all sections of `file`, in order. `present`: the scene as it is now, where things may have arrived already. */
export function matchIds(file: SceneText, base: FileModel, present: Scene): string[] {
  const structure = readStructure(file)
  const ids = new Array<string>(file.sections.length).fill('')
  const taken = new Set<string>()
  const nodes = matchNodes(structure, base)
  structure.nodes.forEach((node, i) => {
    const matched = nodes[i]
    const id = matched ?? freshNodeId(node, structure, at => ids[structure.nodes[at]?.section ?? -1] ?? '', taken, base)
    ids[node.section] = id
    taken.add(id)
  })
  matchResources(structure, base, present, ids)
  const idAt = (index: number) => ids[structure.nodes[index]?.section ?? -1] ?? ''
  for (const at of structure.connections) {
    let id = connectionIdentity(structure, at, idAt)
    while (taken.has(id)) id += '_'
    taken.add(id)
    ids[at] = id
  }
  file.sections.forEach((section, at) => {
    if (section.tag === 'editable') ids[at] = `=${at}`
  })
  return ids
}

function freshNodeId(
  node: RawNode,
  structure: FileStructure,
  idAt: (index: number) => string,
  taken: ReadonlySet<string>,
  base: FileModel,
): string {
  let id = nodeIdentity(node, structure, idAt)
  // The number or path is somebody else's in this text: two nodes share a unique_id, or a path was used again.
  if (taken.has(id) || base.nodes.has(id)) id = pathNodeId(`${node.path}\n${node.uniqueId}`)
  while (taken.has(id) || base.nodes.has(id)) id += '_'
  return id
}

/** Base id by index of the new node; undefined for new ones. */
function matchNodes(structure: FileStructure, base: FileModel): (string | undefined)[] {
  const matched: (string | undefined)[] = new Array(structure.nodes.length).fill(undefined)
  const used = new Set<string>()
  const take = (i: number, id: string) => {
    matched[i] = id
    used.add(id)
  }
  if (structure.nodes.length > 0 && base.root !== null) take(0, base.root)
  const baseByUnique = uniqueIndex(base.structure.nodes, node => base.ids[node.section] ?? '')
  const newByUnique = uniqueIndex(structure.nodes, node => node.path)
  structure.nodes.forEach((node, i) => {
    if (i === 0 || node.uniqueId === 0 || node.isOverride) return
    const id = baseByUnique.get(node.uniqueId)
    if (id !== undefined && newByUnique.has(node.uniqueId) && !used.has(id)) take(i, id)
  })
  const byPlace = new Map<string, string>()
  for (const [id, node] of base.nodes) {
    if (node.parent >= 0)
      byPlace.set(placeKey(base.ids[base.structure.nodes[node.parent]?.section ?? -1] ?? '', node), id)
  }
  structure.nodes.forEach((node, i) => {
    if (matched[i] !== undefined) return
    const parent = matched[node.parent]
    const id = parent === undefined ? undefined : byPlace.get(placeKey(parent, node))
    if (id === undefined || used.has(id)) return
    const other = base.nodes.get(id)
    const isOther = other !== undefined && other.uniqueId > 0 && node.uniqueId > 0 && other.uniqueId !== node.uniqueId
    if (!isOther && other?.isOverride === node.isOverride) take(i, id)
  })
  matchByLikeness(structure, base, matched, used, take)
  return matched
}

function placeKey(parent: string, node: RawNode): string {
  return `${parent}\n${node.inside}\n${node.name}`
}

/** `unique_id`s that stand once; of repeated ones none says who is who. */
function uniqueIndex(nodes: readonly RawNode[], idOf: (node: RawNode) => string): Map<number, string> {
  const index = new Map<number, string>()
  const repeated = new Set<number>()
  for (const node of nodes) {
    if (node.uniqueId === 0 || node.isOverride) continue
    if (index.has(node.uniqueId)) repeated.add(node.uniqueId)
    index.set(node.uniqueId, idOf(node))
  }
  for (const id of repeated) index.delete(id)
  return index
}

/** Renames and moves in files from before 4.6: same kind, and nearly the same properties or the same name. */
function matchByLikeness(
  structure: FileStructure,
  base: FileModel,
  matched: (string | undefined)[],
  used: ReadonlySet<string>,
  take: (i: number, id: string) => void,
): void {
  const loose = new Map<string, string[]>()
  for (const [id, node] of base.nodes) {
    if (used.has(id) || node.isOverride) continue
    const kind = kindOf(base.structure, node)
    loose.set(kind, [...(loose.get(kind) ?? []), id])
  }
  if (loose.size === 0) return
  structure.nodes.forEach((node, i) => {
    if (matched[i] !== undefined || node.isOverride) return
    const candidates = (loose.get(kindOf(structure, node)) ?? []).filter(id => !used.has(id))
    let best: { id: string; score: number } | null = null
    for (const id of candidates.slice(0, LIKENESS_CANDIDATES)) {
      const other = base.nodes.get(id)
      if (other === undefined || (other.uniqueId > 0 && node.uniqueId > 0)) continue
      const score = likeness(structure, node, base, other, id, matched)
      if (score >= LIKENESS_NEEDED && (best === null || score > best.score)) best = { id, score }
    }
    if (best !== null) take(i, best.id)
  })
}

const LIKENESS_CANDIDATES = 200
const LIKENESS_NEEDED = 0.6

/** 0 to 1: half for the place (parent, name), half for equal properties. */
function likeness(
  structure: FileStructure,
  node: RawNode,
  base: FileModel,
  other: RawNode,
  id: string,
  matched: readonly (string | undefined)[],
): number {
  const parent = other.parent < 0 ? null : base.ids[base.structure.nodes[other.parent]?.section ?? -1]
  const isSameParent = matched[node.parent] === parent
  const isSameName = node.name === other.name
  const section = structure.file.sections[node.section]
  const mine = section === undefined ? new Map<string, string>() : readProperties(structure.file, section)
  const theirs = base.properties(id)
  const names = new Set([...mine.keys(), ...theirs.keys()])
  let equal = 0
  for (const name of names) if (mine.get(name) === theirs.get(name)) equal += 1
  const properties = names.size === 0 ? (isSameParent || isSameName ? 0.6 : 0) : equal / names.size
  return (isSameParent ? 0.25 : 0) + (isSameName ? 0.25 : 0) + properties / 2
}

function kindOf(structure: FileStructure, node: RawNode): string {
  const section: Section | undefined = structure.file.sections[node.section]
  if (section === undefined) return ''
  return `${fieldString(structure.file, section, 'type') ?? ''}|${fieldText(structure.file, section, 'instance') ?? ''}`
}
