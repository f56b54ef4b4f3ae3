/**
 * Who is who: identities of what a text holds (docs/spec/scene.md, ID rules).
 *
 * A node is its chain of `unique_id`s (the instances it lies in, then its own), else its path; repeated ones fall back
 * to path and order, for `unique_id` repeats within real files. Resource ids of a file are no identity: two clones that
 * append a resource get the same `N_xxxxx` from Godot.
 */
import { shortHash } from '../tree/short-hash.ts'
import { fieldString, fieldText } from './codec/scene-text.ts'
import type { FileStructure, RawNode } from './file-structure.ts'

/**
 * Id of a node in a seed, or of one that an outside change brought: the same on every host that reads the same text.
 * `idAt` gives the id of a node above it, by index.
 */
export function nodeIdentity(node: RawNode, structure: FileStructure, idAt: (index: number) => string): string {
  if (node.isOverride) {
    const { holder, path } = overridePlace(node, structure)
    return overrideId(idAt(holder), node.uniqueId, path)
  }
  return node.uniqueId > 0 ? idOfUniqueId(node.uniqueId) : pathNodeId(node.path)
}

/** The instance (or inherited root) a node overrides something of, and the path from there. */
function overridePlace(node: RawNode, structure: FileStructure): { holder: number; path: string } {
  let path = node.inside === '' ? node.name : `${node.inside}/${node.name}`
  let holder = node.parent
  for (let at = structure.nodes[holder]; at?.isOverride; at = structure.nodes[holder]) {
    path = `${at.inside === '' ? at.name : `${at.inside}/${at.name}`}/${path}`
    holder = at.parent
  }
  return { holder, path }
}

/** ID3: the number of an override belongs to the inner scene and repeats with every instance of it: its holder tells. */
export function overrideId(holder: string, uniqueId: number, path: string): string {
  return `o${shortHash(`${holder}|${uniqueId > 0 ? uniqueId : path}`)}`
}

/** ID1: what Weft gives a node it makes: found again by its `unique_id` when the file comes back by another way. */
export function idOfUniqueId(uniqueId: number): string {
  return `u${uniqueId.toString(36)}`
}

export function pathNodeId(path: string): string {
  return `p${shortHash(path)}`
}

/** Ids of all sections of a seed, in file order. */
export function seedIds(structure: FileStructure): string[] {
  const ids = new Array<string>(structure.file.sections.length).fill('')
  const taken = new Set<string>()
  const claim = (id: string, fallback: string): string => freeId(taken.has(id) ? fallback : id, taken)
  for (const node of structure.nodes) {
    const id = nodeIdentity(node, structure, index => ids[structure.nodes[index]?.section ?? -1] ?? '')
    ids[node.section] = claim(id, pathNodeId(node.path))
  }
  for (const at of structure.resources) {
    const id = seedResourceId(structure, at)
    ids[at] = claim(id, id)
  }
  nameConnections(structure, ids)
  for (const at of structure.editables) ids[at] = `=${at}`
  return ids
}

/** Fills the ids of connections; those of nodes are there. Equal ones are told apart by their order in the text. */
export function nameConnections(structure: FileStructure, ids: string[]): void {
  const taken = new Set(ids)
  const idAt = (index: number) => ids[structure.nodes[index]?.section ?? -1] ?? ''
  for (const at of structure.connections) ids[at] = freeId(connectionIdentity(structure, at, idAt), taken)
}

/** The id, counted up where somebody has it; it is taken from now on. */
function freeId(id: string, taken: Set<string>): string {
  let free = id
  for (let n = 2; taken.has(free); n += 1) free = `${id}_${n}`
  taken.add(free)
  return free
}

function seedResourceId(structure: FileStructure, at: number): string {
  const section = structure.file.sections[at]
  if (section === undefined) return ''
  const localId = fieldText(structure.file, section, 'id') ?? ''
  const type = fieldText(structure.file, section, 'type') ?? ''
  if (section.tag === 'sub_resource') return `s${shortHash(`${type}\n${localId}`)}`
  return externalIdentity(localId, fieldString(structure.file, section, 'path') ?? '')
}

/** Two references to one file under one local id are one; the same local id for another file is another. */
export function externalIdentity(localIdText: string, path: string): string {
  return `x${shortHash(`${localIdText}\n${path}`)}`
}

/** An internal resource that an outside change brought: its text and who first refers to it tell it apart. */
export function internalIdentity(type: string, localIdText: string, body: string, referrer: string): string {
  return `s${shortHash(`${type}\n${localIdText}\n${body}\n${referrer}`)}`
}

/** A signal connects one method once, so what it says is what it is. `idAt` gives the id of a node by index. */
function connectionIdentity(structure: FileStructure, at: number, idAt: (index: number) => string): string {
  const section = structure.file.sections[at]
  if (section === undefined) return ''
  const text = (name: string) => fieldString(structure.file, section, name) ?? ''
  const end = (path: string) => {
    const { node, rest } = deepestNode(path, structure.byPath)
    return `${node < 0 ? '' : idAt(node)}/${rest}`
  }
  return connectionId(text('signal'), end(text('from')), end(text('to')), text('method'))
}

/** ID5. `from` and `to` as `node/rest`. */
export function connectionId(signal: string, from: string, to: string, method: string): string {
  return `c${shortHash([signal, from, to, method].join('\n'))}`
}

/** The deepest node of the file on a path from the root, and what lies inside it. */
export function deepestNode(path: string, byPath: ReadonlyMap<string, number>): { node: number; rest: string } {
  const direct = byPath.get(path)
  if (direct !== undefined) return { node: direct, rest: '' }
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const node = byPath.get(path.slice(0, slash))
    if (node !== undefined) return { node, rest: path.slice(slash + 1) }
  }
  return { node: byPath.get('.') ?? -1, rest: path }
}
